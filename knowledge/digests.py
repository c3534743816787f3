"""Policy files with front matter: the digests shipped in ``policies/``, and any like them."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from knowledge.documents import Document, Tier

_FRONT = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<front>.*?)^---[ \t]*\r?\n?", re.DOTALL | re.MULTILINE
)
_TEXTS = (
    "title",
    "source",
    "issuer",
    "number",
    "region",
    "programme",
    "replaced_by",
    "status_note",
)
_DATES = ("published", "effective_from", "effective_to")
_LISTS = ("replaces", "aliases")
_KEYS = frozenset((*_TEXTS, *_DATES, *_LISTS, "key", "tier", "source_url"))
_REQUIRED = ("title", "tier", "source")


class DigestError(Exception):
    """A policy file cannot be used; the message names the file, the key and what is expected."""


def digests() -> Iterator[Document]:
    """The policy files shipped with the project, by file name.

    Raises:
        DigestError: a file is not as it must be.
    """
    for file in digest_files():
        yield read_digest(file.read_text(encoding="utf-8"), file.name)


def digest_files() -> list[Traversable]:
    """The files themselves, by name."""
    folder = files("knowledge") / "policies"
    if not folder.is_dir():
        return []
    return sorted((file for file in folder.iterdir() if file.name.endswith(".md")), key=_name)


def has_front_matter(text: str) -> bool:
    """Whether ``text`` begins with a block of keys between two lines of ``---``."""
    return bool(_FRONT.match(text))


def read_digest(text: str, name: str) -> Document:
    """A policy file's text → Document; ``name`` is the file's name, for messages and the key.

    Raises:
        DigestError: no front matter, an unknown key, a missing one, or a value of a wrong kind.
    """
    found = _FRONT.match(text)
    if not found:
        raise DigestError(f"{name}: no front matter; the file must begin with a line of ---")
    front = _front(found["front"], name)
    dates = {key: _date(front.get(key), key, name) for key in _DATES}
    texts = {key: _text(front.get(key), key, name) for key in _TEXTS}
    lists = {key: _list(front.get(key), key, name) for key in _LISTS}
    return Document(
        key=_text(front.get("key"), "key", name) or name.rsplit(".", 1)[0],
        title=texts["title"] or "",
        text=text[found.end() :].strip(),
        tier=_tier(front["tier"], name),
        source=_source(texts["source"] or "", _text(front.get("source_url"), "source_url", name)),
        issuer=texts["issuer"],
        number=texts["number"],
        region=texts["region"],
        programme=texts["programme"],
        published=dates["published"],
        effective_from=dates["effective_from"],
        effective_to=dates["effective_to"],
        replaces=lists["replaces"],
        replaced_by=texts["replaced_by"],
        aliases=lists["aliases"],
        status_note=texts["status_note"] or "",
    )


def _front(written: str, name: str) -> Mapping[str, Any]:
    try:
        front = yaml.safe_load(written)
    except yaml.YAMLError as error:
        raise DigestError(f"{name}: the front matter is not valid YAML: {error}") from error
    if not isinstance(front, dict):
        raise DigestError(f"{name}: the front matter must be lines of the form key: value")
    unknown = sorted(str(key) for key in front if key not in _KEYS)
    if unknown:
        raise DigestError(
            f"{name}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}"
        )
    missing = [key for key in _REQUIRED if not front.get(key)]
    if missing:
        raise DigestError(f"{name}: the key {missing[0]!r} is missing or empty")
    return front


def _text(value: object, key: str, name: str) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise DigestError(f"{name}: {key!r} must be text, not {value!r}")
    return value.strip()


def _date(value: object, key: str, name: str) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise DigestError(f"{name}: {key!r} must be a date like 2024-09-05, not {value!r}")


def _list(value: object, key: str, name: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise DigestError(f"{name}: {key!r} must be a list of texts, not {value!r}")
    return tuple(value)


def _tier(value: object, name: str) -> Tier:
    known = [tier.value for tier in Tier]
    if value not in known:
        raise DigestError(f"{name}: 'tier' must be one of {', '.join(known)}, not {value!r}")
    return Tier(value)


def _source(source: str, url: str | None) -> str:
    return f"{source}（{url}）" if url and url not in source else source


def _name(file: Traversable) -> str:
    return file.name

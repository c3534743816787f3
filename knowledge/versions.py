"""Several versions of one text: which stood when, and what replaced what."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from knowledge.documents import Document, Tier
from knowledge.titles import short_title


def chain_versions(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Let each official version end the day before the next one of the same title begins.

    Versions are ordered by effective date, then by publication. An end that is already known and
    earlier stands. The order of ``documents`` is kept.
    """
    given = tuple(documents)
    chained: dict[str, Document] = {}
    for _, group in groupby(sorted(filter(_is_datable, given), key=_order), key=_title):
        versions = list(group)
        neighbours = zip([None, *versions], versions, [*versions[1:], None], strict=False)
        chained.update(
            {each.key: _between(*places) for places in neighbours if (each := places[1])}
        )
    return tuple(chained.get(each.key, each) for each in given)


def end(document: Document, last_day: date, replaced_by: str | None) -> Document:
    """``document`` in force until ``last_day`` at most."""
    known = document.effective_to
    return replace(
        document,
        effective_to=min(known, last_day) if known else last_day,
        replaced_by=replaced_by or document.replaced_by,
    )


def _between(older: Document | None, version: Document, newer: Document | None) -> Document:
    if older:
        version = replace(version, replaces=tuple(dict.fromkeys([*version.replaces, older.key])))
    if newer and newer.effective_from:
        version = end(version, newer.effective_from - timedelta(days=1), newer.key)
    return version


def _is_datable(document: Document) -> bool:
    return document.tier is Tier.OFFICIAL and document.effective_from is not None


def _title(document: Document) -> str:
    return short_title(document.title)


def _order(document: Document) -> tuple[str, date, date]:
    begun = document.effective_from or date.min
    return _title(document), begun, document.published or begun

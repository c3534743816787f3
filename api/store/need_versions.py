"""The versions of a ticket's need in the database: added with every change, read back in order."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Row, func, insert, select

from api.domain.need import Need
from api.domain.need_json import need_from_json, need_json
from api.domain.need_version import NeedVersion, digest_of, versions_are_whole
from api.domain.ticket import Ticket
from api.store.chain import append, next_place
from api.store.database import Unit
from api.tables.need_versions import need_contents, need_versions
from api.tables.tickets import tickets


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version; ``need`` is ``None`` when its content was erased. ``provenance`` maps a field to
    where its value came from."""

    ordinal: int
    version: NeedVersion
    need: Need | None
    provenance: dict[str, str]


def record(unit: Unit, ticket: Ticket) -> None:
    """Keep the need of ``ticket`` as its latest history entry left it."""
    entry, number = ticket.history[-1], ticket.number
    content = content_of(need_json(ticket.need), ticket.provenance)
    place = next_place(unit, need_versions.c.ticket, number)
    version = NeedVersion(
        entry.at, entry.actor, len(ticket.history), digest_of(content), place.previous_hash
    )
    append(
        unit,
        need_versions.c.ticket,
        number,
        place.ordinal,
        version,
        history_entry=version.history_entry,
        digest=version.digest,
    )
    unit.connection.execute(
        insert(need_contents).values(ticket=number, ordinal=place.ordinal, content=content)
    )


def content_of(need: dict[str, Any], provenance: dict[str, str]) -> dict[str, Any]:
    """What is kept of one version, from its parts as the table of tickets has them."""
    return {"need": need, "provenance": provenance}


def versions_of(unit: Unit, number: int) -> tuple[KeptVersion, ...]:
    """The versions of a ticket's need, the oldest first."""
    return tuple(
        KeptVersion(
            row.ordinal,
            _version(row),
            need_from_json(row.content["need"]) if row.content else None,
            row.content["provenance"] if row.content else {},
        )
        for row in _rows(unit, (number,))
    )


def how_many(unit: Unit, number: int) -> int:
    """How many versions there are."""
    return unit.connection.execute(
        select(func.count()).where(need_versions.c.ticket == number)
    ).scalar_one()


def verdicts(unit: Unit, numbers: Collection[int]) -> Iterator[tuple[int, bool]]:
    """Of each ticket whether its versions hold together, say what was written, and end with the
    need as it stands."""
    present = {
        row.number: digest_of(content_of(row.need, row.provenance))
        for row in unit.connection.execute(
            select(tickets.c.number, tickets.c.need, tickets.c.provenance).where(
                tickets.c.number.in_(numbers)
            )
        )
    }
    held = {
        number: list(rows)
        for number, rows in groupby(_rows(unit, numbers), key=lambda row: int(row.ticket))
    }
    for number in sorted(present):
        yield number, _is_whole(held.get(number, []), present[number])


def _is_whole(rows: list[Row[Any]], present: str) -> bool:
    written = all(row.digest == digest_of(row.content) for row in rows if row.content)
    erased = bool(rows) and not rows[-1].content
    ends_here = erased or (bool(rows) and rows[-1].digest == present)
    chained = versions_are_whole(tuple(map(_version, rows)), [row.hash for row in rows])
    return written and ends_here and chained


def _rows(unit: Unit, numbers: Collection[int]) -> list[Row[Any]]:
    both = need_versions.outerjoin(
        need_contents,
        (need_contents.c.ticket == need_versions.c.ticket)
        & (need_contents.c.ordinal == need_versions.c.ordinal),
    )
    found = (
        select(need_versions, need_contents.c.content)
        .select_from(both)
        .where(need_versions.c.ticket.in_(numbers))
        .order_by(need_versions.c.ticket, need_versions.c.ordinal)
    )
    return list(unit.connection.execute(found).all())


def _version(row: Row[Any]) -> NeedVersion:
    return NeedVersion(row.at, row.actor, row.history_entry, row.digest, row.previous_hash)

"""A sheet as it was read, kept until the person has decided; plain JSON in the store."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from api.domain.need_json import need_from_json, need_json
from bot.batch.rows import Problem, ReadRow


@dataclass(frozen=True, slots=True)
class Batch:
    """The name of the file, the headings that were read, the rows, and what was left out:
    headings of no use here, and the numbers of hidden rows."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[ReadRow, ...]
    unused: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownTicket:
    """The ticket that a row became earlier, and the label of its status."""

    number: int
    status: str


class Standing(StrEnum):
    """What can be done with a row."""

    READY = "ready"
    ALIKE = "alike"  # it can be submitted, but is likely what a ticket is about already
    FAULTY = "faulty"
    KNOWN = "known"  # it is a ticket already
    REPEATED = "repeated"  # an earlier row of the same sheet says the same


@dataclass(frozen=True, slots=True)
class Judged:
    """A row and what can be done with it; ``ticket`` is that of a row known, ``first`` the
    number of the row that a repeated one repeats, ``others`` the tickets one is alike to."""

    row: ReadRow
    standing: Standing
    ticket: KnownTicket | None = None
    first: int | None = None
    others: tuple[int, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether it becomes a ticket when the person says so."""
        return self.standing in (Standing.READY, Standing.ALIKE)


def judged(batch: Batch, known: Mapping[str, KnownTicket]) -> tuple[Judged, ...]:
    """Every row of ``batch``; ``known`` are the tickets rows of that digest became."""
    first: dict[str, int] = {}
    return tuple(_judged(row, known, first) for row in batch.rows)


def _judged(row: ReadRow, known: Mapping[str, KnownTicket], first: dict[str, int]) -> Judged:
    if row.need is None:
        return Judged(row, Standing.FAULTY)
    if row.digest in known:
        return Judged(row, Standing.KNOWN, ticket=known[row.digest])
    if row.digest in first:
        return Judged(row, Standing.REPEATED, first=first[row.digest])
    first[row.digest] = row.number
    return Judged(row, Standing.READY)


def batch_json(batch: Batch) -> dict[str, Any]:
    """``batch`` as it is stored."""
    return {
        "name": batch.name,
        "headings": batch.headings,
        "rows": [_row_json(row) for row in batch.rows],
        "unused": batch.unused,
        "hidden": batch.hidden,
    }


def _row_json(row: ReadRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "cells": row.cells,
        "need": need_json(row.need) if row.need else None,
        "provenance": row.provenance,
        "problems": [asdict(problem) for problem in row.problems],
        "remarks": row.remarks,
        "digest": row.digest,
    }


def batch_from_json(body: dict[str, Any]) -> Batch:
    """The batch that ``batch_json`` wrote."""
    return Batch(
        name=body["name"],
        headings=tuple(body["headings"]),
        rows=tuple(_row_from_json(row) for row in body["rows"]),
        unused=tuple(body["unused"]),
        hidden=tuple(body["hidden"]),
    )


def _row_from_json(body: dict[str, Any]) -> ReadRow:
    return ReadRow(
        number=body["number"],
        cells=tuple(body["cells"]),
        need=need_from_json(body["need"]) if body["need"] else None,
        provenance=body["provenance"],
        problems=tuple(Problem(**problem) for problem in body["problems"]),
        remarks=tuple(body["remarks"]),
        digest=body["digest"],
    )

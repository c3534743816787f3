"""Merging (合并) a ticket into another that reports the same need, and undoing it exactly.

What was merged into what is a forest: a ticket is merged into at most one other, only into one
that is going on itself, and whatever was merged into it before moves along. So there is never a
circle, and every merged ticket goes on as exactly one that is not merged.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from api.domain.errors import WrongMove
from api.domain.overlap import OPEN
from api.domain.ticket import MOVES, Ticket, TicketStatus

GOES_ON = OPEN
"""Tickets another may be merged into: those a report may still join."""

# In the histories, for staff; ``reason`` is what was written.
INTO = "并入工单 {other}。{reason}"
CAME = "工单 {other} 并入这份工单。{reason}"
PARTED = "撤销和工单 {other} 的合并，恢复单独办理。{reason}"
LEFT = "工单 {other} 撤销合并，恢复单独办理。{reason}"


class Told(StrEnum):
    """What a merger, or undoing one, means to whoever is told."""

    GOES_ON = "goes_on"  # their report goes on as another ticket
    CAME = "came"  # another report joined theirs
    ALONE = "alone"  # their report is on its own again
    LEFT = "left"  # the other report left theirs


@dataclass(frozen=True, slots=True)
class MergeNews:
    """What people of ``ticket`` are told; ``other`` is the number of the other ticket.

    ``own`` tells whether they answer for the ticket, or only joined it. Nothing of who reported the
    other one is in it.
    """

    told: Told
    ticket: Ticket
    other: int
    own: bool = True


@dataclass(frozen=True, slots=True)
class Pair:
    """The ticket that was merged or parted, and the one that is kept, as both are afterwards."""

    ticket: Ticket
    kept: Ticket


def may_be_merged(ticket: Ticket) -> bool:
    """Whether the ticket may be merged into another: nothing was decided on it yet."""
    return TicketStatus.MERGED in MOVES[ticket.status]


def may_be_kept(ticket: Ticket) -> bool:
    """Whether another may be merged into it."""
    return ticket.status in GOES_ON


def merge(ticket: Ticket, kept: Ticket, *, actor: str, at: datetime, reason: str) -> Pair:
    """``ticket`` merged into ``kept``, which goes on as it is.

    Raises:
        WrongMove: they are one, one of them is merged already, ``ticket`` was decided on, or
            ``kept`` does not go on.
    """
    if ticket.number == kept.number:
        raise WrongMove(f"工单 {ticket.number} 不能并入自己。请选另一份工单。")
    for one in (ticket, kept):
        if one.merged_into is not None:
            raise WrongMove(
                f"工单 {one.number} 已并入工单 {one.merged_into}。请和工单 {one.merged_into} 比较。"
            )
    if not may_be_merged(ticket):
        way_on = (
            f"可以反过来，把工单 {kept.number} 并入它。"
            if may_be_merged(kept)
            else "两份都作过决定的，请分别办理。"
        )
        raise WrongMove(
            f"工单 {ticket.number} 现在是“{ticket.status.label}”，不能并入别的工单。{way_on}"
        )
    if not may_be_kept(kept):
        raise WrongMove(
            f"工单 {kept.number} 现在是“{kept.status.label}”，不再办理，别的工单不能并入。"
            f"请单独处理工单 {ticket.number}。"
        )
    return Pair(
        ticket.merged(
            kept.number,
            actor=actor,
            at=at,
            reason=INTO.format(other=kept.number, reason=reason),
        ),
        kept.noted(
            actor=actor,
            at=at,
            reason=CAME.format(other=ticket.number, reason=reason),
            other=ticket.number,
        ),
    )


def part(ticket: Ticket, kept: Ticket, *, actor: str, at: datetime, reason: str) -> Pair:
    """The merger of ``ticket`` into ``kept`` undone: it stands where it stood before.

    Raises:
        WrongMove: ``ticket`` is not merged.
    """
    return Pair(
        ticket.parted(actor=actor, at=at, reason=PARTED.format(other=kept.number, reason=reason)),
        kept.noted(
            actor=actor,
            at=at,
            reason=LEFT.format(other=ticket.number, reason=reason),
            other=ticket.number,
        ),
    )

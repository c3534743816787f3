"""Two tickets beside each other: are they one need, and which may be merged into which."""

from dataclasses import dataclass

from api.desk.people import Staff
from api.desk.remits import require_ticket
from api.desk.review import is_own
from api.domain.duties import Duty
from api.domain.errors import NotFound
from api.domain.likeness import Likeness, Report, compare
from api.domain.merging import may_be_kept, may_be_merged
from api.domain.post import Post
from api.domain.ticket import Ticket
from api.store import tickets as store
from api.store.database import Unit
from api.store.files import StoredFile, files_of
from api.store.merged import carriers
from api.store.posts import post_of
from api.store.supporting import kept_apart_from


@dataclass(frozen=True, slots=True)
class Side:
    """One of two tickets that are compared; ``post`` reported it, ``None`` when nobody's does."""

    ticket: Ticket
    post: Post | None
    files: tuple[StoredFile, ...]
    reviewer: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two tickets side by side.

    ``directions`` are the numbers that may be kept, the other one being merged into it: none for
    one who reported either (``conflict``), and for one who does not review. ``goes_on`` is what a
    merged one goes on as.
    """

    sides: tuple[Side, Side]
    likeness: Likeness
    kept_apart: bool
    conflict: bool
    directions: tuple[int, ...]
    goes_on: dict[int, int]


def comparison(unit: Unit, staff: Staff, number: int, other: int) -> Comparison:
    """The two tickets as staff see them beside each other.

    Raises:
        NotFound: one of them does not exist, or they are one.
        NotAllowed: one of them is not in the regions of ``staff``.
    """
    staff.require(Duty.SEE_NEEDS)
    if number == other:
        raise NotFound(f"工单 {number} 只能和别的工单比较。请核对两个工单号。")
    for each in (number, other):
        require_ticket(unit, staff, each)
    one, two = _side(unit, number), _side(unit, other)
    tickets = (one.ticket, two.ticket)
    conflict = any(is_own(unit, staff, ticket) for ticket in tickets)
    ways = ((two.ticket, one.ticket), (one.ticket, two.ticket))
    return Comparison(
        sides=(one, two),
        likeness=compare(*(Report(t.need, t.history[0].at) for t in tickets)),
        kept_apart=other in kept_apart_from(unit, number),
        conflict=conflict,
        directions=()
        if conflict or not staff.may(Duty.REVIEW_NEEDS)
        else tuple(kept.number for gone, kept in ways if may_be_merged(gone) and may_be_kept(kept)),
        goes_on=carriers(unit, (t.number for t in tickets if t.merged_into is not None)),
    )


def _side(unit: Unit, number: int) -> Side:
    return Side(
        ticket=store.load(unit, number),
        post=post_of(unit, number),
        files=files_of(unit, number),
        reviewer=store.reviewer_of(unit, number),
    )

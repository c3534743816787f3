"""What a report becomes on its way into a ticket: masked, limited to what a return reopened."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import update

from api.domain.errors import Invalid, WrongMove
from api.domain.need import DERIVED, FIELDS, Need
from api.domain.ticket import Ticket, TicketStatus
from api.store.database import Unit
from api.store.inbound import clean
from api.tables.conversation import transcript

TALK = timedelta(hours=24)  # how far back the talk that led to a ticket may begin


def masked(need: Need) -> Need:
    """The need with numbers of persons masked in everything written freely."""
    place, people = need.place, need.beneficiaries
    return replace(
        need,
        title=clean(need.title),
        description=clean(need.description),
        deadline=clean(need.deadline) if need.deadline else need.deadline,
        contact=clean(need.contact) if need.contact else need.contact,
        items=tuple(replace(item, name=clean(item.name)) for item in need.items),
        place=replace(place, site=clean(place.site) if place.site else place.site),
        beneficiaries=replace(people, kind=clean(people.kind) if people.kind else people.kind),
    )


def answered_return(
    ticket: Ticket,
    need: Need,
    provenance: dict[str, str],
    fields: tuple[str, ...],
    *,
    actor: str,
    at: datetime,
) -> Ticket:
    """The ticket back in review with ``fields`` taken from ``need`` and nothing else.

    Raises:
        WrongMove: the ticket is not returned.
        Invalid: a field the return did not name.
    """
    if ticket.status is not TicketStatus.RETURNED:
        raise WrongMove(f"工单 {ticket.number} 现在是“{ticket.status.label}”，不需要补充。")
    if unasked := [name for name in fields if name not in ticket.returned_fields]:
        label = FIELDS.get(unasked[0], unasked[0])
        raise Invalid(unasked[0], f"这次只需补充退回的内容，“{label}”不能修改。")
    new = masked(need)
    names = [name for field in fields for name in (field, *DERIVED.get(field, ()))]
    kept = {name: provenance[name] for name in fields if name in provenance}
    changed = replace(
        ticket,
        need=replace(ticket.need, **{name: getattr(new, name) for name in names}),
        provenance=ticket.provenance | kept,
    )
    return changed.moved(TicketStatus.IN_REVIEW, actor=actor, at=at, fields=fields)


def tie_transcript(unit: Unit, person: str, ticket: int) -> None:
    """Show staff the talk of the last day that belongs to no other ticket."""
    unit.connection.execute(
        update(transcript)
        .where(
            transcript.c.person == person,
            transcript.c.ticket.is_(None),
            transcript.c.at > unit.now - TALK,
        )
        .values(ticket=ticket)
    )

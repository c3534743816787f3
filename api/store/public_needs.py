"""One published need with its history: what its page shows."""

from api.domain.errors import NotFound
from api.domain.public_need import PublicNeed, is_public
from api.domain.publication import Publication
from api.domain.ticket import Ticket, TicketStatus
from api.store import tickets as ticket_rows
from api.store.database import Unit
from api.store.public_forms import public_forms
from api.store.publications import publication_of

OVER = "需求 {number} 已经办结，不再公开。谢谢每一家帮过忙的机构。"
NOT_PUBLIC = "没有找到公开的需求 {number}。编号可能有误，或者已经停止公开。"


def published_ticket(unit: Unit, number: int) -> tuple[Ticket, PublicNeed, Publication]:
    """A ticket that is public, its public form, and its publication.

    Raises:
        NotFound: it was public and is done; or there is no such ticket, or it is not public (any
            more), and nobody learns which.
    """
    try:
        ticket = ticket_rows.load(unit, number)
    except NotFound:
        raise NotFound(NOT_PUBLIC.format(number=number)) from None
    if not is_public(ticket):
        why = OVER if ticket.status is TicketStatus.CLOSED else NOT_PUBLIC
        raise NotFound(why.format(number=number))
    return ticket, public_forms(unit, (ticket,))[number], publication_of(unit, number)

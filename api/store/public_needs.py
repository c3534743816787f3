"""One published need with its history: what its page shows."""

from api.domain.errors import NotFound
from api.domain.public_need import PublicNeed, is_public
from api.domain.publication import Publication
from api.domain.ticket import Ticket
from api.store import tickets as ticket_rows
from api.store.database import Unit
from api.store.market_search import public_forms
from api.store.publications import publication_of

NOT_PUBLIC = "没有找到公开的需求 {number}。编号可能有误，或者已经停止公开。"


def published_ticket(unit: Unit, number: int) -> tuple[Ticket, PublicNeed, Publication]:
    """A ticket that is public, its public form, and its publication.

    Raises:
        NotFound: there is no such ticket, or it is not public (any more); nobody learns which.
    """
    try:
        ticket = ticket_rows.load(unit, number)
    except NotFound:
        raise NotFound(NOT_PUBLIC.format(number=number)) from None
    if not is_public(ticket):
        raise NotFound(NOT_PUBLIC.format(number=number))
    return ticket, public_forms(unit, (ticket,))[number], publication_of(unit, number)

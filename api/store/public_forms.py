"""Tickets as everybody sees them: in the words staff wrote for them, with what is claimed."""

from collections.abc import Collection

from api.domain.claimable import remaining, share
from api.domain.public_need import PublicNeed, PublicWords, public_need
from api.domain.ticket import Ticket
from api.store.claims import of_tickets
from api.store.database import Unit
from api.store.publications import publications_of


def public_forms(unit: Unit, seen: Collection[Ticket]) -> dict[int, PublicNeed]:
    """The public form of each ticket, whether it is public or not, by its number."""
    numbers = [ticket.number for ticket in seen]
    written, held = publications_of(unit, numbers), of_tickets(unit, numbers)
    forms = {}
    for ticket in seen:
        number = ticket.number
        parts = [claim.parts for claim in held.get(number, ())]
        claimed = share(ticket.need, parts) if parts else None
        left = remaining(ticket.need, parts) if parts else None
        words = written[number].words if number in written else PublicWords()
        forms[number] = public_need(ticket, words, claimed, left)
    return forms

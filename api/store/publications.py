"""Publications in the database: one for each need that was ever made public, kept when it ends."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select, update

from api.domain.errors import NotFound
from api.domain.public_need import PublicNeed, PublicWords, is_public, public_need
from api.domain.publication import Notice, Publication
from api.domain.ticket import Ticket
from api.store import tickets as ticket_rows
from api.store.database import Unit
from api.tables.publications import publications

NOT_PUBLIC = "没有找到公开的需求 {number}。编号可能有误，或者已经停止公开。"


def publication_of(unit: Unit, number: int) -> Publication:
    """What was written for that ticket; empty when nothing ever was."""
    return publications_of(unit, (number,)).get(number, Publication())


def publications_of(unit: Unit, numbers: Sequence[int]) -> dict[int, Publication]:
    """The same for several, as far as there is any."""
    rows = unit.connection.execute(
        select(publications).where(publications.c.ticket.in_(numbers))
    ).all()
    return {row.ticket: _publication(row) for row in rows}


def keep_publication(unit: Unit, number: int, publication: Publication, staff: str) -> None:
    """Write what ``staff`` wrote; the ticket must be saved in the same unit, which guards both."""
    notice = publication.notice
    values = {
        "title": publication.words.title,
        "description": publication.words.description,
        "notice_starts": notice.starts if notice else None,
        "notice_ends": notice.ends if notice else None,
        "changed_by": staff,
        "changed_at": unit.now,
    }
    changed = unit.connection.execute(
        update(publications).where(publications.c.ticket == number).values(**values)
    )
    if changed.rowcount == 0:
        unit.connection.execute(insert(publications).values(ticket=number, **values))


def published_ticket(unit: Unit, number: int) -> tuple[Ticket, Publication]:
    """A ticket that is public, and its publication.

    Raises:
        NotFound: there is no such ticket, or it is not public (any more); nobody learns which.
    """
    try:
        ticket = ticket_rows.load(unit, number)
    except NotFound:
        raise NotFound(NOT_PUBLIC.format(number=number)) from None
    if not is_public(ticket):
        raise NotFound(NOT_PUBLIC.format(number=number))
    return ticket, publication_of(unit, number)


def published_need(unit: Unit, number: int) -> PublicNeed:
    """The public form of a need.

    Raises:
        NotFound: see ``published_ticket``.
    """
    ticket, publication = published_ticket(unit, number)
    return public_need(ticket, publication.words)


def _publication(row: Row[Any]) -> Publication:
    notice = Notice(row.notice_starts, row.notice_ends) if row.notice_starts else None
    return Publication(PublicWords(row.title, row.description), notice)

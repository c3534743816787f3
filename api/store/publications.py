"""Publications in the database: one for each need that was ever made public, kept when it ends."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, insert, select, update

from api.domain.public_need import PublicWords
from api.domain.publication import Notice, Publication
from api.store.database import Unit
from api.tables.publications import publications


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


def _publication(row: Row[Any]) -> Publication:
    notice = Notice(row.notice_starts, row.notice_ends) if row.notice_starts else None
    return Publication(PublicWords(row.title, row.description), notice)

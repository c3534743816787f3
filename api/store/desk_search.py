"""The kinds of things staff search for by words: each word must stand in what a thing is found by,
as it is written, in the middle of other characters, too. The newest come first."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select

from api.domain.application_event import Standing
from api.domain.asked import QuestionState
from api.domain.claim import ClaimState
from api.domain.found import Found
from api.domain.need_json import need_from_json
from api.domain.organisation_profile import OrganisationState
from api.domain.post import PostState
from api.domain.ticket import TicketStatus
from api.store.database import Unit
from api.store.faqs import newest
from api.tables.applications import applications
from api.tables.claims import claims
from api.tables.fund_pools import fund_pools
from api.tables.knowledge import documents
from api.tables.organisations import organisations
from api.tables.posts import posts
from api.tables.questions import questions
from api.tables.tickets import tickets

Words = tuple[str, ...]


def found_tickets(unit: Unit, words: Words, most: int) -> tuple[Found, ...]:
    """Needs, by title, place, things and description."""
    rows = unit.connection.execute(
        select(tickets)
        .where(*(tickets.c.search_text.contains(word, autoescape=True) for word in words))
        .order_by(tickets.c.number.desc())
        .limit(most)
    ).all()
    return tuple(_ticket(row) for row in rows)


def ticket_of_number(unit: Unit, number: int) -> Found | None:
    """The ticket with that number."""
    row = unit.connection.execute(select(tickets).where(tickets.c.number == number)).one_or_none()
    return _ticket(row) if row else None


def found_claims(unit: Unit, words: Words, most: int) -> tuple[Found, ...]:
    """Claims, by their organisation."""
    by = select(organisations.c.key).where(*_stand_in(words, organisations.c.name))
    return _claims(unit, claims.c.organisation.in_(by), most)


def claim_of_number(unit: Unit, number: int) -> Found | None:
    """The claim with that number."""
    return next(iter(_claims(unit, claims.c.number == number, 1)), None)


def found_applications(unit: Unit, words: Words, most: int) -> tuple[Found, ...]:
    """Applications, by title and organisation."""
    where = _stand_in(words, applications.c.title, organisations.c.name)
    return _applications(unit, where, most)


def application_of_number(unit: Unit, number: int) -> Found | None:
    """The application with that number."""
    return next(iter(_applications(unit, [applications.c.number == number], 1)), None)


def found_organisations(unit: Unit, words: Words, most: int) -> tuple[Found, ...]:
    """Organisations, by name and credit code."""
    row = organisations.c
    return _organisations(unit, _stand_in(words, row.name, row.credit_code), most)


def organisation_of_code(unit: Unit, code: str) -> Found | None:
    """The organisation with that credit code, in whatever letters."""
    code_is = func.lower(organisations.c.credit_code) == code.lower()
    return next(iter(_organisations(unit, [code_is], 1)), None)


def found_posts(unit: Unit, words: Words, most: int) -> tuple[Found, ...]:
    """Posts, by title, county and unit."""
    row = posts.c
    rows = unit.connection.execute(
        select(posts)
        .where(*_stand_in(words, row.name, row.county, row.unit))
        .order_by(row.id.desc())
        .limit(most)
    ).all()
    return tuple(
        Found(
            key=str(one.id),
            title=one.name,
            where=" · ".join(filter(None, (one.county, one.unit))),
            state=PostState(one.state).label,
        )
        for one in rows
    )


def found_questions(unit: Unit, words: Words, most: int) -> tuple[Found, ...]:
    """Questions that were passed on or not answered well."""
    rows = unit.connection.execute(
        select(questions.c.number, questions.c.text, questions.c.state)
        .where(*_stand_in(words, questions.c.text))
        .order_by(questions.c.number.desc())
        .limit(most)
    ).all()
    return tuple(
        Found(str(row.number), row.text, state=QuestionState(row.state).label) for row in rows
    )


def found_answers(unit: Unit, words: Words, most: int) -> tuple[Found, ...]:
    """Reviewed answers (审定解答), by their questions and words; there are few, read as a whole."""
    hits = []
    for one in newest(unit):
        asked = one.body.questions
        text = "\n".join((*asked, one.body.answer)).lower()
        if all(word in text for word in words):
            hits.append(
                Found(str(one.number), asked[0], text=one.body.answer, state=one.status.label)
            )
    return tuple(hits[:most])


def found_documents(unit: Unit, words: Words, most: int) -> tuple[Found, ...]:
    """Policy documents, by title, number (文号) and issuer."""
    row = documents.c
    rows = unit.connection.execute(
        select(row.key, row.title, row.number, row.issuer, row.withdrawn)
        .where(*_stand_in(words, row.title, row.number, row.issuer))
        .order_by(row.published.desc(), row.key)
        .limit(most)
    ).all()
    return tuple(
        Found(
            key=one.key,
            title=one.title,
            code=one.number or "",
            where=one.issuer or "",
            state="已停用" if one.withdrawn else "",
        )
        for one in rows
    )


def found_pools(unit: Unit, words: Words, most: int) -> tuple[Found, ...]:
    """Fund pools, by name and purpose."""
    row = fund_pools.c
    rows = unit.connection.execute(
        select(row.number, row.name, row.purpose)
        .where(*_stand_in(words, row.name, row.purpose))
        .order_by(row.number.desc())
        .limit(most)
    ).all()
    return tuple(Found(str(one.number), one.name, where=one.purpose) for one in rows)


def _ticket(row: Row[Any]) -> Found:
    need = need_from_json(row.need)
    things = "、".join(item.name for item in need.items)
    return Found(
        key=str(row.number),
        title=row.title,
        code=str(row.number),
        where=str(need.place),
        text=f"{things} {need.description}",
        state=TicketStatus(row.status).label,
    )


def _claims(unit: Unit, condition: ColumnElement[bool], most: int) -> tuple[Found, ...]:
    rows = unit.connection.execute(
        select(claims.c.number, claims.c.state, organisations.c.name, tickets.c.title)
        .join(organisations, organisations.c.key == claims.c.organisation)
        .join(tickets, tickets.c.number == claims.c.ticket)
        .where(condition)
        .order_by(claims.c.number.desc())
        .limit(most)
    ).all()
    return tuple(
        Found(
            key=str(row.number),
            title=row.name,
            code=f"C{row.number}",
            where=row.title,
            state=ClaimState(row.state).label,
        )
        for row in rows
    )


def _applications(
    unit: Unit, conditions: Sequence[ColumnElement[bool]], most: int
) -> tuple[Found, ...]:
    row = applications.c
    rows = unit.connection.execute(
        select(row.number, row.title, row.standing, organisations.c.name)
        .join(organisations, organisations.c.key == row.organisation)
        .where(*conditions)
        .order_by(row.number.desc())
        .limit(most)
    ).all()
    return tuple(
        Found(
            key=str(one.number),
            title=one.title,
            code=f"S{one.number}",
            where=one.name,
            state=Standing(one.standing).label,
        )
        for one in rows
    )


def _organisations(
    unit: Unit, conditions: Sequence[ColumnElement[bool]], most: int
) -> tuple[Found, ...]:
    row = organisations.c
    rows = unit.connection.execute(
        select(row.key, row.name, row.credit_code, row.home, row.state)
        .where(*conditions)
        .order_by(row.name)
        .limit(most)
    ).all()
    return tuple(
        Found(
            key=one.key,
            title=one.name,
            code=one.credit_code or "",
            where=one.home,
            state=OrganisationState(one.state).label,
        )
        for one in rows
    )


def _stand_in(words: Words, *columns: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """Each word stands in one of the columns."""
    return [
        or_(*(func.lower(column).contains(word, autoescape=True) for column in columns))
        for word in words
    ]

"""Organisations, posts, questions, answers, documents and fund pools as staff search for them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from api.domain.asked import QuestionState
from api.domain.found import Found
from api.domain.organisation_profile import OrganisationState
from api.domain.post import PostState
from api.store.database import Unit
from api.store.faqs import newest
from api.store.search_words import Asked, stand_in
from api.tables.fund_pools import fund_pools
from api.tables.knowledge import documents
from api.tables.organisations import organisations
from api.tables.posts import posts
from api.tables.questions import questions


def found_organisations(unit: Unit, asked: Asked) -> tuple[Found, ...]:
    """Organisations, by name and credit code."""
    row = organisations.c
    return _organisations(unit, stand_in(asked.words, row.name, row.credit_code), asked.most)


def organisation_of_code(unit: Unit, code: str) -> Found | None:
    """The organisation with that credit code, in whatever letters."""
    code_is = func.lower(organisations.c.credit_code) == code.lower()
    return next(iter(_organisations(unit, [code_is], 1)), None)


def found_posts(unit: Unit, asked: Asked) -> tuple[Found, ...]:
    """Posts, by title, county and unit."""
    row = posts.c
    rows = unit.connection.execute(
        select(posts)
        .where(*stand_in(asked.words, row.name, row.county, row.unit))
        .order_by(row.id.desc())
        .limit(asked.most)
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


def found_questions(unit: Unit, asked: Asked) -> tuple[Found, ...]:
    """Questions that were passed on or not answered well."""
    rows = unit.connection.execute(
        select(questions.c.number, questions.c.text, questions.c.state)
        .where(*stand_in(asked.words, questions.c.text))
        .order_by(questions.c.number.desc())
        .limit(asked.most)
    ).all()
    return tuple(
        Found(str(row.number), row.text, state=QuestionState(row.state).label) for row in rows
    )


def found_answers(unit: Unit, asked: Asked) -> tuple[Found, ...]:
    """Reviewed answers (审定解答), by their questions and words; there are few, read as a whole."""
    hits = []
    for one in newest(unit):
        wordings = one.body.questions
        text = "\n".join((*wordings, one.body.answer)).lower()
        if all(word in text for word in asked.words):
            hits.append(
                Found(
                    str(one.number),
                    wordings[0],
                    text=one.body.answer,
                    state=one.status.label,
                )
            )
    return tuple(hits[: asked.most])


def found_documents(unit: Unit, asked: Asked) -> tuple[Found, ...]:
    """Policy documents, by title, number (文号) and issuer."""
    row = documents.c
    rows = unit.connection.execute(
        select(row.key, row.title, row.number, row.issuer, row.withdrawn)
        .where(*stand_in(asked.words, row.title, row.number, row.issuer))
        .order_by(row.published.desc(), row.key)
        .limit(asked.most)
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


def found_pools(unit: Unit, asked: Asked) -> tuple[Found, ...]:
    """Fund pools, by name and purpose."""
    row = fund_pools.c
    rows = unit.connection.execute(
        select(row.number, row.name, row.purpose)
        .where(*stand_in(asked.words, row.name, row.purpose))
        .order_by(row.number.desc())
        .limit(asked.most)
    ).all()
    return tuple(Found(str(one.number), one.name, where=one.purpose) for one in rows)


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

"""Filters and sentences that a member of staff keeps for themselves."""

from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Table, delete, func, insert, select

from api.desk.people import Staff
from api.domain.errors import Invalid, NotFound
from api.domain.redaction import mask
from api.store.database import Unit
from api.tables.staff_shortcuts import own_phrases, saved_views

MOST_VIEWS = 12
MOST_PHRASES = 30
LONGEST_NAME = 20
LONGEST_PHRASE = 300


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter under a name; ``query`` is what stands in the address after ``?``."""

    number: int
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence to be put into what one writes."""

    number: int
    text: str


def views_of(unit: Unit, staff: Staff) -> tuple[SavedView, ...]:
    """The filters one keeps, in the order they were kept."""
    rows = unit.connection.execute(
        select(saved_views)
        .where(saved_views.c.username == staff.username)
        .order_by(saved_views.c.id)
    ).all()
    return tuple(SavedView(row.id, row.name, row.query) for row in rows)


def keep_view(unit: Unit, staff: Staff, name: str, query: str) -> None:
    """Keep a filter; one of the same name is replaced.

    Raises:
        Invalid: no name, one that is too long, no filter, or too many kept.
    """
    called = " ".join(name.split())
    if not called:
        raise Invalid("name", "请给这个视图起个名字，比如“云南急件”。")
    if len(called) > LONGEST_NAME:
        raise Invalid("name", f"名字最多 {LONGEST_NAME} 字。请精简后再存。")
    if not query:
        raise Invalid("query", "现在没有筛选条件。请先筛选，再存为视图。")
    own = saved_views.c.username == staff.username
    unit.connection.execute(delete(saved_views).where(own, saved_views.c.name == called))
    if _count(unit, saved_views.c.id, own) >= MOST_VIEWS:
        raise Invalid("name", f"最多存 {MOST_VIEWS} 个视图。请先删去不用的。")
    unit.connection.execute(
        insert(saved_views).values(username=staff.username, name=called, query=query)
    )


def drop_view(unit: Unit, staff: Staff, number: int) -> None:
    """Forget a filter.

    Raises:
        NotFound: there is none of one's own with that number.
    """
    _drop(unit, saved_views, staff, number, "没有找到这个视图，可能已经删了。请刷新页面。")


def phrases_of(unit: Unit, staff: Staff) -> tuple[Phrase, ...]:
    """The sentences one keeps, in the order they were kept."""
    rows = unit.connection.execute(
        select(own_phrases)
        .where(own_phrases.c.username == staff.username)
        .order_by(own_phrases.c.id)
    ).all()
    return tuple(Phrase(row.id, row.text) for row in rows)


def keep_phrase(unit: Unit, staff: Staff, text: str) -> None:
    """Keep a sentence; the same again changes nothing.

    Raises:
        Invalid: an empty or too long one, or too many kept.
    """
    kept = mask(" ".join(text.split()))
    if not kept:
        raise Invalid("text", "这句话是空的。请写好后再存。")
    if len(kept) > LONGEST_PHRASE:
        raise Invalid("text", f"一句最多 {LONGEST_PHRASE} 字。请精简后再存。")
    own = own_phrases.c.username == staff.username
    if kept in {phrase.text for phrase in phrases_of(unit, staff)}:
        return
    if _count(unit, own_phrases.c.id, own) >= MOST_PHRASES:
        raise Invalid("text", f"最多存 {MOST_PHRASES} 句。请先删去不用的。")
    unit.connection.execute(insert(own_phrases).values(username=staff.username, text=kept))


def drop_phrase(unit: Unit, staff: Staff, number: int) -> None:
    """Forget a sentence.

    Raises:
        NotFound: there is none of one's own with that number.
    """
    _drop(unit, own_phrases, staff, number, "没有找到这句话，可能已经删了。请刷新页面。")


def _count(unit: Unit, column: Column[int], own: ColumnElement[bool]) -> int:
    return unit.connection.execute(select(func.count(column)).where(own)).scalar_one()


def _drop(unit: Unit, table: Table, staff: Staff, number: int, otherwise: str) -> None:
    gone = unit.connection.execute(
        delete(table).where(table.c.id == number, table.c.username == staff.username)
    )
    if gone.rowcount != 1:
        raise NotFound(otherwise)

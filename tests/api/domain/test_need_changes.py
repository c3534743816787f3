"""What differs between two versions of a need."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from api.domain.category import Category
from api.domain.need import FIELDS, FiscalCover, Need
from api.domain.need_changes import Change, Piece, changed_fields, text_changes
from tests.api.desks import NEED

TEXTS = st.text(st.sampled_from("冬衣不够，。；\n学生"), max_size=30)


def test_fields_are_named_in_the_order_shown() -> None:
    after = replace(NEED, contact="李老师", budget_yuan=Decimal(60_000))
    assert changed_fields(NEED, after) == ("budget_yuan", "contact")
    assert changed_fields(NEED, NEED) == ()


def test_what_is_read_off_a_field_changes_with_it() -> None:
    assert changed_fields(NEED, replace(NEED, deadline_date=date(2026, 11, 30))) == ("deadline",)
    second = replace(NEED, secondary_category=Category.CHILDREN)
    assert changed_fields(NEED, second) == ("category",)


def test_every_field_of_a_need_can_differ() -> None:
    full = replace(
        NEED,
        gap_yuan=Decimal(1),
        fiscal_cover=FiscalCover.NONE,
        evidence=("a",),
    )
    assert changed_fields(full, Need(title=NEED.title)) == tuple(FIELDS)


def test_a_text_changes_by_whole_clauses() -> None:
    assert text_changes("学生缺冬衣，路不通。", "学生缺冬衣，路已通。") == (
        Piece("学生缺冬衣，", Change.SAME),
        Piece("路不通。", Change.REMOVED),
        Piece("路已通。", Change.ADDED),
    )


@given(TEXTS, TEXTS)
def test_nothing_of_either_text_is_lost(before: str, after: str) -> None:
    pieces = text_changes(before, after)
    assert "".join(p.text for p in pieces if p.change is not Change.ADDED) == before
    assert "".join(p.text for p in pieces if p.change is not Change.REMOVED) == after

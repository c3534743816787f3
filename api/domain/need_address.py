"""A query for needs as the parameters of an address, read back."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from api.domain.category import Category
from api.domain.errors import Invalid
from api.domain.need import Urgency
from api.domain.need_filters import Order, Standing, Within
from api.domain.need_query import NeedQuery

T = TypeVar("T")
V = TypeVar("V", bound=StrEnum)


def from_pairs(pairs: Iterable[tuple[str, str]], name_of: Callable[[str], str | None]) -> NeedQuery:
    """The query that ``pairs`` of an address say; other parameters are left alone, empty ones do
    not filter. ``name_of`` tells the name of a division by its code.

    Raises:
        Invalid: a value cannot be read, or there is no such division.
    """
    said: dict[str, list[str]] = {}
    for name, value in pairs:
        if value.strip() and value.strip() not in said.setdefault(name, []):
            said[name].append(value.strip())
    days = [_day(text) for text in said.get("before", ())]
    return NeedQuery(
        categories=tuple(_one(Category, "category", code) for code in said.get("category", ())),
        places=tuple(_within(code, name_of) for code in said.get("place", ())),
        least_yuan=_last([_amount("least", text) for text in said.get("least", ())]),
        most_yuan=_last([_amount("most", text) for text in said.get("most", ())]),
        people=tuple(said.get("people", ())),
        sites=tuple(said.get("site", ())),
        words=tuple(said.get("word", ())),
        urgency=_last([_one(Urgency, "urgency", code) for code in said.get("urgency", ())]),
        before=_last(days),
        standing=_last([_one(Standing, "standing", v) for v in said.get("standing", ())])
        or Standing.OPEN,
        order=_last([_one(Order, "order", v) for v in said.get("order", ())]) or Order.BEST,
    )


def kept_query(pairs: Iterable[tuple[str, str]], name_of: Callable[[str], str | None]) -> NeedQuery:
    """A query that was kept; what an update of the program no longer knows filters no more."""
    try:
        return from_pairs(pairs, name_of)
    except Invalid:
        return NeedQuery()


def _last(values: list[T]) -> T | None:
    return values[-1] if values else None


def _one(kind: type[V], field: str, value: str) -> V:
    try:
        return kind(value)
    except ValueError:
        raise Invalid(field, f"没有“{value}”这个选项。可以用：{'、'.join(kind)}。") from None


def _within(code: str, name_of: Callable[[str], str | None]) -> Within:
    name = name_of(code) if code.isascii() and code.isdigit() else None
    if name is None:
        raise Invalid("place", f"没有“{code}”这个行政区划代码。请写国标的 2、4、6 或 9 位代码。")
    return Within(code, name)


def _amount(field: str, text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise Invalid(field, f"“{text}”不是金额。请写以元为单位的数字，比如 50000。") from None
    if not amount.is_finite():
        raise Invalid(field, f"“{text}”不是金额。请写以元为单位的数字，比如 50000。")
    return amount


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("before", f"“{text}”不是日期。请写成 2026-12-31 这样。") from None

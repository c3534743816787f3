"""How a slot's JSON value reads in Chinese, and how a new value joins an old one."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from api.domain.category import Category
from api.domain.need import FIELDS, FiscalCover, Urgency
from api.domain.place import Place


def label(slot: str) -> str:
    """The Chinese name of a slot."""
    return FIELDS.get(slot, slot)


def labels(slots: tuple[str, ...]) -> str:
    """The Chinese names of several slots, as a list in a sentence."""
    return "、".join(label(slot) for slot in slots)


def shown(slot: str, value: Any) -> str:
    """``value`` (the JSON of ``api.domain.need_json``) as a person reads it; empty for nothing."""
    if value is None or value in ([], ""):
        return ""
    return _SHOWN.get(slot, str)(value)


def merged(slot: str, old: Any, new: Any) -> Any:
    """``new`` in the place of ``old``; of beneficiaries, parts not named again stay, and of a
    place that was only a site so far, the site."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    if slot == "place" and old.get("code") is None and new.get("site") is None:
        return {**new, "site": old.get("site")}
    if slot != "beneficiaries":
        return new
    return {**old, **{name: part for name, part in new.items() if part is not None}}


def money(yuan: int | float | str | Decimal) -> str:
    """An amount as people say it: 5万元, 3.26万元, 1,250元."""
    amount = Decimal(str(yuan))
    if amount >= 10_000 and amount % 100 == 0:
        return f"{_plain(amount / 10_000)}万元"
    return f"{_plain(amount)}元"


def _plain(number: Decimal) -> str:
    return f"{number:,f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"


def _place(value: dict[str, Any]) -> str:
    return str(Place(**value))


def _items(value: list[dict[str, Any]]) -> str:
    return "、".join(item(one) for one in value)


def item(one: dict[str, Any]) -> str:
    """One item: 200套冬衣, or 冬衣（数量待定）."""
    quantity = one.get("quantity")
    if quantity is None:
        return f"{one['name']}（数量待定）"
    return f"{one['name']} {_plain(Decimal(str(quantity)))}{one.get('unit') or ''}"


def _beneficiaries(value: dict[str, Any]) -> str:
    parts = [
        f"{value['count']:,}人" if value.get("count") is not None else "",
        f"{value['households']:,}户" if value.get("households") is not None else "",
        value.get("kind") or "",
    ]
    return "，".join(part for part in parts if part)


def _deadline(value: dict[str, Any]) -> str:
    phrase, day = value.get("deadline") or "", value.get("deadline_date")
    if not day:
        return phrase
    at = date.fromisoformat(day)
    return f"{phrase}（{at.year}年{at.month}月{at.day}日）"


def _evidence(value: list[str]) -> str:
    return f"{len(value)} 份文件"


_SHOWN: dict[str, Callable[[Any], str]] = {
    "place": _place,
    "category": lambda code: Category(code).label,
    "items": _items,
    "beneficiaries": _beneficiaries,
    "budget_yuan": money,
    "gap_yuan": money,
    "fiscal_cover": lambda code: FiscalCover(code).label,
    "urgency": lambda code: Urgency(code).label,
    "deadline": _deadline,
    "evidence": _evidence,
}

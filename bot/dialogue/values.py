"""How a slot's JSON value reads, and how a new value joins an old one."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from api.domain.credit_code import credit_code
from api.domain.place import Place
from bot import texts


def label(slot: str) -> str:
    """The name of a slot."""
    return str(texts.FIELD_NAMES.get(slot, slot))


def labels(slots: tuple[str, ...]) -> str:
    """The names of several slots, as a list in a sentence."""
    return texts.LIST_COMMA.join(label(slot) for slot in slots)


def shown(slot: str, value: Any) -> str:
    """``value`` (the JSON of ``api.domain.need_json``) as a person reads it; empty for nothing."""
    if value is None or value in ([], ""):
        return ""
    if isinstance(value, bool):
        return texts.ELIGIBILITY_YES if value else texts.ELIGIBILITY_NO
    return _SHOWN.get(slot, str)(value)


def merged(slot: str, old: Any, new: Any) -> Any:
    """``new`` in the place of ``old``; of beneficiaries, parts not named again stay, and of a
    place that ``new`` only says more closely, the site."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    if slot == "place" and new.get("site") is None and _is_within(new, old):
        return {**new, "site": old.get("site")}
    if slot != "beneficiaries":
        return new
    return {**old, **{name: part for name, part in new.items() if part is not None}}


def with_or_without(old: list[Any] | None, one: Any) -> list[Any]:
    """``old`` with ``one`` behind, or without it where it was in."""
    kept = [value for value in old or () if value != one]
    return kept if len(kept) < len(old or ()) else [*kept, one]


def _is_within(new: dict[str, Any], old: dict[str, Any]) -> bool:
    """Whether the place ``new`` lies in ``old``, of which little was known."""
    inner, outer = new.get("code") or "", old.get("code") or ""
    return inner.startswith(outer) and len(inner) > len(outer)


def money(yuan: int | float | str | Decimal) -> str:
    """An amount as people say it: 5万元, 3.26万元, 1,250元."""
    amount = Decimal(str(yuan))
    if texts.TEN_THOUSAND_YUAN and amount >= 10_000 and amount % 100 == 0:
        return texts.TEN_THOUSAND_YUAN.format(amount=_plain(amount / 10_000))
    return texts.YUAN.format(amount=_plain(amount))


def _plain(number: Decimal) -> str:
    return f"{number:,f}".rstrip("0").rstrip(".") if number % 1 else f"{number:,.0f}"


def _place(value: dict[str, Any]) -> str:
    return str(Place(**value))


def _items(value: list[dict[str, Any]]) -> str:
    return texts.LIST_COMMA.join(item(one) for one in value)


def item(one: dict[str, Any]) -> str:
    """One item: 200套冬衣, or 冬衣（数量待定）."""
    quantity = one.get("quantity")
    if quantity is None:
        return texts.QUANTITY_OPEN.format(name=one["name"])
    return texts.QUANTITY.format(
        name=one["name"], amount=_plain(Decimal(str(quantity))), unit=one.get("unit") or ""
    )


def _beneficiaries(value: dict[str, Any]) -> str:
    parts = [
        texts.PEOPLE.format(count=value["count"]) if value.get("count") is not None else "",
        texts.HOUSEHOLDS.format(count=value["households"])
        if value.get("households") is not None
        else "",
        value.get("kind") or "",
    ]
    return texts.PART_COMMA.join(part for part in parts if part)


def _deadline(value: dict[str, Any]) -> str:
    phrase, day = value.get("deadline") or "", value.get("deadline_date")
    if not day:
        return phrase
    return texts.RESOLVED_DAY.format(phrase=phrase, day=date.fromisoformat(day))


def _evidence(value: list[str]) -> str:
    return texts.FILES.format(count=len(value))


def _areas(value: list[Any]) -> str:
    return texts.LIST_COMMA.join(
        str(Place(**one)) if isinstance(one, dict) else texts.EVERYWHERE for one in value
    )


def _credit_code(value: str) -> str:
    code = credit_code(value)
    return texts.CREDIT_CODE.format(code=code, kind=code.kind, region=code.region)


def _of_year(names: dict[str, str], value: Any) -> str:
    """A code with or without the year it stands for: {"code": "4a", "year": 2023}, or 4a."""
    code, year = (value["code"], value["year"]) if isinstance(value, dict) else (value, None)
    name = names.get(code, code.upper())
    return texts.OF_YEAR.format(value=name, year=year) if year else name


def _lines(value: list[list[Any]]) -> str:
    """A budget: its sums, then each line; amounts are fen."""
    fen, asked = (sum(line[at] for line in value) for at in (1, 2))
    each = (
        (texts.BUDGET_LINE_ASKED if part else texts.BUDGET_LINE).format(
            name=name, amount=_of_fen(whole), asked=_of_fen(part)
        )
        for name, whole, part in value
    )
    total = texts.BUDGET_TOTAL.format(amount=_of_fen(fen), asked=_of_fen(asked))
    return f"{total}{texts.SEMICOLON.join(each)}"


def _of_fen(fen: int) -> str:
    return money(Decimal(fen) / 100)


_SHOWN: dict[str, Callable[[Any], str]] = {
    "place": _place,
    "applicant": lambda value: value["name"],
    "programme": lambda value: value["name"],
    "lines": _lines,
    "category": lambda code: texts.CATEGORY_NAMES[code],
    "items": _items,
    "beneficiaries": _beneficiaries,
    "budget_yuan": money,
    "gap_yuan": money,
    "fiscal_cover": lambda code: texts.COVER_NAMES[code],
    "urgency": lambda code: texts.URGENCY_NAMES[code],
    "deadline": _deadline,
    "evidence": _evidence,
    "credit_code": _credit_code,
    "focus": lambda codes: texts.LIST_COMMA.join(texts.CATEGORY_NAMES[code] for code in codes),
    "areas": _areas,
    "capacity_yuan": money,
    "review": lambda value: _of_year(texts.REVIEW_NAMES, value),
    "kind": lambda code: texts.OFFER_KINDS[code],
    "what": "、".join,
    "quantity": lambda value: value["text"] or money(value["yuan"]),
    "until": _deadline,
    "rating": lambda value: _of_year(texts.RATING_NAMES, value),
}

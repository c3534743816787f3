"""A Need as JSON and back: the one shape used in storage, on the wire and by the command line."""

from datetime import date
from decimal import Decimal
from typing import Any

from api.domain.category import Category
from api.domain.need import Beneficiaries, FiscalCover, Item, Need, Urgency
from api.domain.place import Place


def number_json(value: Decimal | None) -> int | float | None:
    """A JSON number: an integer when whole. Money has at most two decimals, so it is exact."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _decimal(value: int | float | str | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def place_json(place: Place) -> dict[str, Any]:
    """The divisions, the site, the code and the year of its table."""
    return {
        "province": place.province,
        "prefecture": place.prefecture,
        "county": place.county,
        "township": place.township,
        "site": place.site,
        "code": place.code,
        "table_year": place.table_year,
    }


def need_json(need: Need) -> dict[str, Any]:
    """All fields of a need; categories and enums by code, dates ISO, money as numbers of yuan."""
    return {
        "title": need.title,
        "category": need.category,
        "secondary_category": need.secondary_category,
        "place": place_json(need.place),
        "items": [item_json(item) for item in need.items],
        "description": need.description,
        "beneficiaries": beneficiaries_json(need.beneficiaries),
        "budget_yuan": number_json(need.budget_yuan),
        "gap_yuan": number_json(need.gap_yuan),
        "fiscal_cover": need.fiscal_cover,
        "urgency": need.urgency,
        "deadline": need.deadline,
        "deadline_date": need.deadline_date.isoformat() if need.deadline_date else None,
        "evidence": list(need.evidence),
        "contact": need.contact,
    }


def item_json(item: Item) -> dict[str, Any]:
    """Name, quantity and unit."""
    return {"name": item.name, "quantity": number_json(item.quantity), "unit": item.unit}


def beneficiaries_json(beneficiaries: Beneficiaries) -> dict[str, Any]:
    """People, households and kind."""
    return {
        "count": beneficiaries.count,
        "households": beneficiaries.households,
        "kind": beneficiaries.kind,
    }


def need_from_json(body: dict[str, Any]) -> Need:
    """The need that ``need_json`` wrote; fields absent from ``body`` are unknown."""
    return Need(
        title=body.get("title", ""),
        category=Category(body["category"]) if body.get("category") else None,
        secondary_category=(
            Category(body["secondary_category"]) if body.get("secondary_category") else None
        ),
        place=Place(**(body.get("place") or {})),
        items=tuple(
            Item(item["name"], _decimal(item.get("quantity")), item.get("unit"))
            for item in body.get("items") or ()
        ),
        description=body.get("description") or "",
        beneficiaries=Beneficiaries(**(body.get("beneficiaries") or {})),
        budget_yuan=_decimal(body.get("budget_yuan")),
        gap_yuan=_decimal(body.get("gap_yuan")),
        fiscal_cover=FiscalCover(body["fiscal_cover"]) if body.get("fiscal_cover") else None,
        urgency=Urgency(body["urgency"]) if body.get("urgency") else None,
        deadline=body.get("deadline"),
        deadline_date=(
            date.fromisoformat(body["deadline_date"]) if body.get("deadline_date") else None
        ),
        evidence=tuple(body.get("evidence") or ()),
        contact=body.get("contact"),
    )

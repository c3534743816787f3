"""The details of an organisation as JSON and back."""

from decimal import Decimal
from typing import Any

from api.domain.category import Category
from api.domain.need_json import number_json
from api.domain.organisation import Area
from api.domain.organisation_details import Details, Review


def details_json(details: Details) -> dict[str, Any]:
    """What is stored of the details; money as a number of yuan."""
    return {
        "focus": list(details.focus),
        "areas": [[area.province, area.prefecture, area.county] for area in details.areas],
        "beneficiaries": details.beneficiaries,
        "capacity_yuan": number_json(details.capacity_yuan),
        "review": details.review,
        "review_year": details.review_year,
        "rating": details.rating,
        "rating_year": details.rating_year,
    }


def details_from_json(value: dict[str, Any]) -> Details:
    """The details ``details_json`` made; none of an empty mapping."""
    if not value:
        return Details()
    capacity = value["capacity_yuan"]
    return Details(
        focus=tuple(Category(code) for code in value["focus"]),
        areas=tuple(Area(*names) for names in value["areas"]),
        beneficiaries=value["beneficiaries"],
        capacity_yuan=None if capacity is None else Decimal(str(capacity)),
        review=Review(value["review"]) if value["review"] else None,
        review_year=value["review_year"],
        rating=value["rating"],
        rating_year=value["rating_year"],
    )

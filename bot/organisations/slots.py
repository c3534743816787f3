"""The profile of an organisation as the slots of its flow, and back."""

from decimal import Decimal
from typing import Any

from api.domain.category import Category
from api.domain.need_json import number_json, place_json
from api.domain.organisation import Area
from api.domain.organisation_details import Details, Review
from api.domain.organisation_profile import Profile
from api.domain.place import Place
from bot.dialogue.flows.organisation import ALL, NO_RATING, ORGANISATION_KEY
from bot.dialogue.session import Frame, Provenance, Slot


def details_of(frame: Frame) -> Details:
    """What was answered; what is open is not stated."""
    review, review_year = _of_year(value_of(frame, "review"))
    rating, rating_year = _of_year(value_of(frame, "rating"))
    capacity = value_of(frame, "capacity_yuan")
    return Details(
        focus=tuple(Category(code) for code in value_of(frame, "focus") or ()),
        areas=areas_of(frame),
        beneficiaries=value_of(frame, "served") or "",
        capacity_yuan=None if capacity is None else Decimal(str(capacity)),
        review=Review(review) if review else None,
        review_year=review_year,
        rating="" if rating in (None, NO_RATING) else rating.upper(),
        rating_year=rating_year,
    )


def areas_of(frame: Frame) -> tuple[Area, ...]:
    """The areas answered; none for the whole country."""
    chosen = value_of(frame, "areas") or ()
    if ALL in chosen:
        return ()
    return tuple(Area(one["province"], one["prefecture"], one["county"]) for one in chosen)


def slots_of_profile(profile: Profile) -> dict[str, Slot]:
    """The answers as they stand, to be changed; what was never stated stays skipped."""
    details = profile.details
    said: dict[str, Any] = {
        "credit_code": profile.organisation.credit_code,
        "name": profile.name,
        "focus": list(details.focus),
        "areas": [place_json(Place(a.province, a.prefecture, a.county)) for a in details.areas]
        or [ALL],
        "served": details.beneficiaries,
        "capacity_yuan": number_json(details.capacity_yuan),
        "review": _with_year(details.review, details.review_year),
        "rating": _with_year(details.rating.lower(), details.rating_year),
    }
    slots = {
        slot: Slot(value or None, Provenance.SAID if value else Provenance.SKIPPED)
        for slot, value in said.items()
    }
    return {**slots, ORGANISATION_KEY: Slot(profile.key, Provenance.SAID)}


def value_of(frame: Frame, slot: str) -> Any:
    """The answer for ``slot``, if there is one."""
    kept = frame.slots.get(slot)
    return kept.value if kept else None


def _of_year(value: Any) -> tuple[str | None, int | None]:
    return (value["code"], value["year"]) if isinstance(value, dict) else (value, None)


def _with_year(code: str | None, year: int | None) -> Any:
    return {"code": code, "year": year} if code and year else code

"""An offer as the slots of its flow, and back."""

from datetime import date
from decimal import Decimal
from typing import Any

from api.domain.category import Category
from api.domain.need_json import number_json, place_json
from api.domain.organisation import LONGEST_TITLE, Offer, OfferKind, Organisation
from api.domain.place import Place
from bot.dialogue.flows.offer import OFFER_KEY
from bot.dialogue.flows.organisation import ALL, ORGANISATION_KEY
from bot.dialogue.session import Frame, Provenance, Slot
from bot.organisations.slots import areas_of, value_of


def offer_of(frame: Frame, organisation: Organisation) -> Offer:
    """The offer answered in ``frame``, of that organisation."""
    what: list[str] = value_of(frame, "what")
    quantity = value_of(frame, "quantity") or {}
    until = value_of(frame, "until") or {}
    yuan, day = quantity.get("yuan"), until.get("deadline_date")
    return Offer(
        key=value_of(frame, OFFER_KEY) or "",
        organisation=organisation,
        title="、".join(what)[:LONGEST_TITLE],
        categories=tuple(Category(code) for code in value_of(frame, "focus") or ()),
        areas=areas_of(frame),
        services=tuple(what),
        most_yuan=None if yuan is None else Decimal(str(yuan)),
        kind=OfferKind(value_of(frame, "kind")),
        quantity=quantity.get("text") or "",
        ends=date.fromisoformat(day) if day else None,
        conditions=value_of(frame, "conditions") or "",
    )


def slots_of_offer(offer: Offer) -> dict[str, Slot]:
    """The answers as they stand, to be changed; what was never stated stays skipped."""
    areas: list[Any] = [
        place_json(Place(one.province, one.prefecture, one.county)) for one in offer.areas
    ]
    money = number_json(offer.most_yuan)
    ends = offer.ends.isoformat() if offer.ends else None
    said: dict[str, Any] = {
        "kind": offer.kind,
        "what": list(offer.services) or [offer.title],
        "focus": list(offer.categories),
        "areas": areas or [ALL],
        "quantity": {"text": offer.quantity, "yuan": money} if offer.quantity or money else None,
        "until": {"deadline": ends, "deadline_date": ends} if ends else None,
        "conditions": offer.conditions,
    }
    slots = {
        slot: Slot(value or None, Provenance.SAID if value else Provenance.SKIPPED)
        for slot, value in said.items()
        if value or slot != "kind"  # what was published elsewhere has none: it is asked
    }
    hidden = {ORGANISATION_KEY: offer.organisation.key, OFFER_KEY: offer.key}
    return {**slots, **{name: Slot(key, Provenance.SAID) for name, key in hidden.items()}}

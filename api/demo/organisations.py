"""The sample organisations and offers, read from the YAML beside this module."""

from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml

from api.domain.category import Category
from api.domain.organisation import Area, Offer, Organisation
from api.store.database import Database
from api.store.offers import change, replace_offers


def demo_offers() -> tuple[Offer, ...]:
    """The offers of the YAML, in its order."""
    body = files("api.demo").joinpath("organisations.yaml").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = yaml.load(body, Loader=yaml.CSafeLoader)
    return tuple(offer for entry in entries for offer in _offers(entry))


def load_demo(database: Database) -> int:
    """Store the sample offers; returns how many were written, 0 when they are there already."""
    with database.begin() as unit:
        return replace_offers(unit, demo_offers())


def load_demo_once(database: Database) -> int:
    """``load_demo`` on the first start only: what staff change later stays changed."""
    with database.read() as unit:
        is_first = change(unit) == 0
    return load_demo(database) if is_first else 0


def _offers(entry: dict[str, Any]) -> list[Offer]:
    organisation = Organisation(
        key=entry["key"],
        name=entry["name"],
        kind=entry["kind"],
        home=entry["home"],
        source=entry["source"],
    )
    return [
        Offer(
            key=f"{entry['key']}-{ordinal}",
            organisation=organisation,
            title=offer["title"],
            categories=tuple(Category(code) for code in offer["categories"]),
            areas=tuple(Area(*area.split("/")) for area in offer.get("areas", ())),
            services=tuple(offer.get("services", ())),
            text=offer.get("text", ""),
            most_yuan=Decimal(offer["most_yuan"]) if "most_yuan" in offer else None,
        )
        for ordinal, offer in enumerate(entry["offers"], start=1)
    ]

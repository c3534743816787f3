"""The form of an offer (资源): what was typed, and the offer it states."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.console.visit import Fields
from api.domain.category import Category
from api.domain.errors import Invalid
from api.domain.organisation import Area, Offer, OfferKind, Organisation
from bot.dialogue.flows.organisation import ALL
from bot.organisations.areas import read_areas
from bot.understanding.budget import read_amount
from bot.understanding.readers import Value
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer

_THINGS = re.compile(r"[、,，;；\n]+")


@dataclass(frozen=True, slots=True)
class OfferForm:
    """The texts as typed, to be shown again when something is wrong with them."""

    kind: str = ""
    what: str = ""
    categories: tuple[str, ...] = ()
    areas: str = ""
    quantity: str = ""
    most: str = ""
    ends: str = ""
    conditions: str = ""

    @classmethod
    def sent(cls, fields: Fields) -> "OfferForm":
        """What the form sent."""
        return cls(
            kind=fields.one("kind"),
            what=fields.one("what").strip(),
            categories=fields.all("categories"),
            areas=fields.one("areas").strip(),
            quantity=fields.one("quantity").strip(),
            most=fields.one("most").strip(),
            ends=fields.one("ends").strip(),
            conditions=fields.one("conditions").strip(),
        )

    @classmethod
    def of(cls, offer: Offer) -> "OfferForm":
        """The form that would state what stands."""
        return cls(
            kind=offer.kind or "",
            what="、".join(offer.services) or offer.title,
            categories=tuple(offer.categories),
            areas="、".join(map(str, offer.areas)),
            quantity=offer.quantity,
            most=f"{offer.most_yuan:f}" if offer.most_yuan else "",
            ends=offer.ends.isoformat() if offer.ends else "",
            conditions=offer.conditions,
        )

    def offer(self, key: str, organisation: Organisation, gazetteer: Gazetteer) -> Offer:
        """The offer stated.

        Raises:
            Invalid: ``field`` names what cannot be.
        """
        if self.kind not in set(OfferKind):
            raise Invalid("kind", "请选一种：服务、物资或资金。")
        what = tuple(part.strip() for part in _THINGS.split(self.what) if part.strip())
        return Offer(
            key=key,
            organisation=organisation,
            title="、".join(what),
            categories=tuple(Category(one) for one in self.categories if one in set(Category)),
            areas=_areas(self.areas, gazetteer),
            services=what,
            most_yuan=_yuan(self.most),
            kind=OfferKind(self.kind),
            quantity=self.quantity,
            ends=_day(self.ends),
            conditions=self.conditions,
        )


def _areas(text: str, gazetteer: Gazetteer) -> tuple[Area, ...]:
    if not text:
        return ()
    reading = read_areas(normalise(text).text, gazetteer)
    if not isinstance(reading, Value):
        raise Invalid("areas", "地区没有认出。请写省、州市或县的全名，用顿号隔开；不限就空着。")
    if ALL in reading.json:
        return ()
    return tuple(Area(one["province"], one["prefecture"], one["county"]) for one in reading.json)


def _yuan(text: str) -> Decimal | None:
    if not text:
        return None
    if re.fullmatch(r"\d{1,12}(?:\.\d{1,2})?", text):
        return Decimal(text)
    found = read_amount(normalise(text).text)
    if found is None:
        raise Invalid("most", "金额没有认出。请写“20万元”，或只写数字（元）。")
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid("ends", "截止日期没有认出。请用日期框选一天，长期就空着。") from None

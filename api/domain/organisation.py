"""Organisations (机构) and their Offers (资源/服务): who can help, where, and with what."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from api.domain.category import Category
from api.domain.errors import Invalid
from api.domain.place import Place

LEVELS = ("province", "prefecture", "county")


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who can help. ``credit_code`` is the 统一社会信用代码; ``source`` names the origin."""

    key: str
    name: str
    kind: str
    home: str
    source: str
    credit_code: str | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A division an offer covers, by official names from the province down."""

    province: str
    prefecture: str | None = None
    county: str | None = None

    def fit(self, place: Place) -> str | None:
        """The narrowest level on which the area names the place; ``None`` when it lies outside.

        ``unknown`` when the area is narrower than what is known of the place.
        """
        level = "province"
        known = [place.province, place.prefecture, place.county]
        for depth, name in enumerate((self.province, self.prefecture, self.county)):
            if name is None:
                continue
            if name != known[depth]:
                return None if any(known[depth:]) else "unknown"
            level = LEVELS[depth]
        return level

    def __str__(self) -> str:
        """The names from the top down."""
        return "".join(name for name in (self.province, self.prefecture, self.county) if name)


class OfferKind(StrEnum):
    """What kind of help an offer is."""

    SERVICE = "service"
    GOODS = "goods"
    MONEY = "money"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return KIND_LABELS[self]


KIND_LABELS = {OfferKind.SERVICE: "服务", OfferKind.GOODS: "物资", OfferKind.MONEY: "资金"}
LONGEST_TITLE = 60  # characters
LONGEST_WORDS = 200  # characters of a quantity or of conditions
MOST_YUAN = Decimal(1_000_000_000)  # of one grant; more is a mistake in the unit


def check_offer(offer: "Offer") -> None:
    """Refuse what nobody could offer; what was published elsewhere is not held to it.

    Raises:
        Invalid: ``field`` names what is empty, too long or absurd.
    """
    if not offer.title:
        raise Invalid("what", "请写能提供什么，比如“冬衣、儿童读物”。")
    if len(offer.title) > LONGEST_TITLE:
        raise Invalid("what", f"能提供什么最多写 {LONGEST_TITLE} 字，说明可以写在条件里。")
    for field, text in (("quantity", offer.quantity), ("conditions", offer.conditions)):
        if len(text) > LONGEST_WORDS:
            raise Invalid(field, f"这一项最多写 {LONGEST_WORDS} 字。请精简后再填。")
    if offer.most_yuan is not None and not 0 < offer.most_yuan <= MOST_YUAN:
        raise Invalid("quantity", "金额要大于零、不超过 10 亿元。请核对单位，比如“20万元”。")


@dataclass(frozen=True, slots=True)
class Offer:
    """What an organisation can help with.

    No ``areas`` means anywhere, no ``categories`` anything. ``services`` are things or services
    as the organisation names them; ``least_yuan`` and ``most_yuan`` bound the money of one grant.
    ``quantity`` is how much there is, in the organisation's words; ``ends`` is the last day it
    stands for, ``conditions`` what is asked of who gets it.
    """

    key: str
    organisation: Organisation
    title: str
    categories: tuple[Category, ...] = ()
    areas: tuple[Area, ...] = ()
    services: tuple[str, ...] = ()
    text: str = ""
    least_yuan: Decimal | None = None
    most_yuan: Decimal | None = None
    kind: OfferKind | None = None
    quantity: str = ""
    ends: date | None = None
    conditions: str = ""

    def restated(self, stated: "Offer") -> "Offer":
        """``stated`` in the place of this one; what nobody is asked for (a published name, its
        text, the least sum) stays."""
        named = self.title != "、".join(self.services)
        return replace(
            stated,
            title=self.title if named else stated.title,
            text=self.text,
            least_yuan=self.least_yuan,
        )

    def is_over(self, today: date) -> bool:
        """Whether its last day is past."""
        return self.ends is not None and self.ends < today

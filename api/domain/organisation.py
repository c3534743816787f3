"""Organisations (机构) and their Offers (资源/服务): who can help, where, and with what."""

from dataclasses import dataclass
from decimal import Decimal

from api.domain.category import Category
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


@dataclass(frozen=True, slots=True)
class Offer:
    """What an organisation can help with.

    No ``areas`` means anywhere, no ``categories`` anything. ``services`` are things or services
    as the organisation names them; ``least_yuan`` and ``most_yuan`` bound the money of one grant.
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

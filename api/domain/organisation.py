"""Organisations (机构) and their Offers (资源/服务): who can help, where, and with what."""

from dataclasses import dataclass
from decimal import Decimal

from api.domain.category import Category
from api.domain.place import Place


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

    def covers(self, place: Place) -> bool:
        """Whether ``place`` lies within, as far as its divisions are known."""
        mine = (self.province, self.prefecture, self.county)
        theirs = (place.province, place.prefecture, place.county)
        for depth, (wanted, known) in enumerate(zip(mine, theirs, strict=True)):
            if wanted is not None and wanted != known:
                return known is None and not any(theirs[depth:])
        return True

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

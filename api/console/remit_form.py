"""The part of a form that says what somebody is there for (角色) and where (负责地区)."""

import re
from dataclasses import dataclass

from api.console.visit import Fields
from api.desk.accounts import Account, Remit
from api.domain.duties import Role
from api.domain.errors import Invalid
from api.domain.region import Region
from bot.understanding.places import read_place
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer

LONGEST = 600  # characters of all regions together
_BETWEEN = re.compile(r"[、，,；;\n]+")


@dataclass(frozen=True, slots=True)
class RemitForm:
    """As ticked and typed; ``regions`` are names with 、 or lines between."""

    roles: tuple[str, ...] = ()
    regions: str = ""

    @classmethod
    def sent(cls, fields: Fields) -> "RemitForm":
        """What the form sent."""
        return cls(fields.all("roles"), fields.one("regions").strip()[:LONGEST])

    @classmethod
    def of(cls, account: Account) -> "RemitForm":
        """What the account has."""
        return cls(account.roles, "、".join(one.name for one in account.regions))

    def remit(self, gazetteer: Gazetteer) -> Remit:
        """What it asks for.

        Raises:
            Invalid: ``regions``, when a name is not that of one division.
        """
        names = (normalise(name).text.strip() for name in _BETWEEN.split(self.regions))
        regions = {one.code: one for one in (_region(name, gazetteer) for name in names if name)}
        known = frozenset(Role(one) for one in self.roles if one in set(Role))
        return Remit(known, tuple(regions.values()))


def _region(name: str, gazetteer: Gazetteer) -> Region:
    found = read_place(name, gazetteer)
    if found is not None and found.candidates:
        which = "、".join(str(one) for one in found.candidates[:4])
        raise Invalid("regions", f"“{name}”有好几个地方：{which}。请写上省、市的名字。")
    place = found.place if found else None
    if place is None or not place.code or place.township or place.site:
        raise Invalid("regions", f"没有认出“{name}”。请写省、市、县的名字，比如“上海市静安区”。")
    return Region(place.code, str(place))

"""The part of a form that says what somebody is there for (角色) and where (负责地区)."""

from dataclasses import dataclass

from api.console.region_field import LONGEST, regions_in
from api.console.visit import Fields
from api.desk.accounts import Account, Remit
from api.domain.duties import Role
from knowledge.places.gazetteer import Gazetteer


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
        known = frozenset(Role(one) for one in self.roles if one in set(Role))
        return Remit(known, regions_in(self.regions, gazetteer))

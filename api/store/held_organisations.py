"""What a person may do for organisations in one turn; implements
``bot.organisation_ports.Organisations``."""

from api.domain.membership import Membership
from api.store import organisations
from api.store.database import Unit


class SqlOrganisations:
    """``bot.organisation_ports.Organisations`` over one unit."""

    def __init__(self, unit: Unit, person: str) -> None:
        """For ``person``, who writes in this unit."""
        self._unit = unit
        self._person = person

    def mine(self) -> tuple[Membership, ...]:
        """See ``Organisations.mine``."""
        return organisations.memberships(self._unit, self._person)

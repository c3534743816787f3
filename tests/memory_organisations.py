"""Organisations in memory: ``bot.organisation_ports.Organisations`` over a ``MemoryLedger``."""

from dataclasses import dataclass, field

from api.domain.membership import Membership


@dataclass(slots=True)
class OrganisationShelf:
    """What is kept of organisations: the members of each, by person."""

    members: dict[str, list[Membership]] = field(default_factory=dict)


class MemoryOrganisations:
    """See ``bot.organisation_ports.Organisations``."""

    def __init__(self, shelf: OrganisationShelf, person: str) -> None:
        self._shelf = shelf
        self._person = person

    def mine(self) -> tuple[Membership, ...]:
        return tuple(self._shelf.members.get(self._person, ()))

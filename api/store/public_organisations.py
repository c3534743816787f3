"""One verified organisation with what it has done: what its public page shows."""

from dataclasses import dataclass
from decimal import Decimal

from api.domain.claim import ClaimState
from api.domain.errors import NotFound
from api.domain.organisation_profile import Profile
from api.domain.public_need import PublicNeed
from api.store import claims, organisations
from api.store.database import Unit
from api.store.public_needs import published_ticket

DONE = frozenset({ClaimState.DELIVERED, ClaimState.EVALUATED})
SHOWN = 20  # needs named one by one
NOT_PUBLIC = "没有找到这家机构的公开页面。可能还没有核验，或者已经停止公开。"


@dataclass(frozen=True, slots=True)
class PublicOrganisation:
    """``delivered`` counts the claims whose help has arrived, ``money_yuan`` is what they gave,
    ``needs`` are those of them that are public, the newest first; ``under_way`` counts others."""

    profile: Profile
    delivered: int
    money_yuan: Decimal
    needs: tuple[PublicNeed, ...]
    under_way: int


def public_organisation(unit: Unit, key: str) -> PublicOrganisation:
    """A verified organisation.

    Raises:
        NotFound: there is none, or it is not verified or is blocked; nobody learns which.
    """
    profile = organisations.find(unit, key)
    if profile is None or not profile.is_verified:
        raise NotFound(NOT_PUBLIC)
    if organisations.is_blocked(unit, profile.organisation):
        raise NotFound(NOT_PUBLIC)
    own = claims.of_organisations(unit, (key,))
    done = tuple(claim for claim in own if claim.state in DONE)
    numbers = tuple(dict.fromkeys(claim.ticket for claim in done))
    return PublicOrganisation(
        profile=profile,
        delivered=len(done),
        money_yuan=sum((claim.parts.money for claim in done), Decimal(0)),
        needs=tuple(_public(unit, numbers[:SHOWN])),
        under_way=sum(claim.counts for claim in own) - len(done),
    )


def _public(unit: Unit, numbers: tuple[int, ...]) -> list[PublicNeed]:
    found = []
    for number in numbers:
        try:
            found.append(published_ticket(unit, number)[1])
        except NotFound:
            continue  # it is counted, and no longer shown
    return found

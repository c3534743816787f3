"""The index of offers that matching works with, and when it has to be made again."""

from sqlalchemy import func, select

from api.domain.matching import OfferIndex
from api.domain.organisation_profile import OrganisationState
from api.store import offers
from api.store.database import Unit
from api.store.standings import standings
from api.tables.claims import claim_history
from api.tables.organisations import organisation_history, organisations


def index_version(unit: Unit) -> tuple[int, ...]:
    """Differs whenever the offers, their organisations or their claims changed."""
    counted = (
        unit.connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (organisation_history, claim_history)
    )
    return offers.change(unit), *counted


def match_index(unit: Unit) -> OfferIndex:
    """The offers that stand, but those of organisations staff refused to verify, with what each
    organisation has delivered and has open."""
    refused = set(
        unit.connection.execute(
            select(organisations.c.key).where(organisations.c.state == OrganisationState.REFUSED)
        ).scalars()
    )
    able = [one for one in offers.all_offers(unit) if one.organisation.key not in refused]
    return OfferIndex(able, standings(unit))

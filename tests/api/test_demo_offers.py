"""The sample offers name real divisions, and every organisation only once."""

import pytest

from api.demo.organisations import demo_offers
from api.domain.organisation import Area
from knowledge.places.gazetteer import Fit, Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def test_there_are_fifty_two_organisations_each_with_its_source() -> None:
    owners = {offer.organisation.key: offer.organisation for offer in demo_offers()}
    assert len(owners) == 52
    assert len({owner.name for owner in owners.values()}) == 52
    assert all(owner.source and owner.kind and owner.home for owner in owners.values())


def test_every_area_is_an_official_division_under_its_official_parents(
    gazetteer: Gazetteer,
) -> None:
    areas = {area for offer in demo_offers() for area in offer.areas}
    assert areas
    wrong = [area for area in areas if not _is_official(gazetteer, area)]
    assert wrong == []


def _is_official(gazetteer: Gazetteer, area: Area) -> bool:
    lowest = area.county or area.prefecture or area.province
    places = [
        gazetteer.place(match.division.code)
        for match in gazetteer.match(lowest)
        if match.fit is Fit.EXACT and len(match.division.code) <= 6
    ]
    return any(
        (place.province, place.prefecture, place.county)
        == (area.province, area.prefecture, area.county)
        for place in places
    )

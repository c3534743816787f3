"""The places of the overview (概况): partner areas (对口地区) and posts that never reported."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.clock import SHANGHAI
from api.domain.partner_areas import (
    AreaCoverage,
    NamedArea,
    PartnerArea,
    area_coverage,
    named_areas,
    silent_posts,
)
from api.domain.post import Post
from api.domain.programme import Programme
from api.store import overview as store
from api.store import posts
from api.store.database import Unit
from api.store.overview import Scope
from bot.understanding.places import read_place
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer

COUNTY_DIGITS = 6


@dataclass(frozen=True, slots=True)
class PlacesOverview:
    """Each partner area with its counties, and the posts from whose county nothing ever came."""

    areas: tuple[AreaCoverage, ...]
    silent: tuple[Post, ...]

    @property
    def never(self) -> int:
        """How many counties of partner areas never reported; one in two areas counts once."""
        return len({code for area in self.areas for code in area.never})


def places_overview(
    unit: Unit, scope: Scope, programmes: Iterable[Programme], gazetteer: Gazetteer
) -> PlacesOverview:
    """Who reported in ``scope`` and who never did. The areas are those that the sources of
    ``programmes`` name: no list of counties is made up beside them."""
    today = unit.now.astimezone(SHANGHAI).date()
    named = [area for programme in programmes for area in named_areas(programme, today)]
    reported = store.reported(unit, scope.period)
    silent = silent_posts(posts.all_posts(unit), reported)
    return PlacesOverview(
        areas=area_coverage(tuple(_partners(named, gazetteer)), reported, scope.province),
        silent=tuple(
            post
            for post in silent
            if not scope.province or _province(post.facts.county_code, gazetteer) == scope.province
        ),
    )


def _partners(named: Iterable[NamedArea], gazetteer: Gazetteer) -> Iterator[PartnerArea]:
    for area in named:
        found = read_place(normalise(area.name).text, gazetteer)
        # One that no table knows is told without counties rather than left out.
        code = found.place.code if found is not None and not found.candidates else None
        counties = dict.fromkeys(_counties(code, gazetteer)) if code else ()
        yield PartnerArea(area, _province(code, gazetteer), tuple(counties))


def _counties(code: str, gazetteer: Gazetteer) -> Iterator[str]:
    if len(code) >= COUNTY_DIGITS:
        yield code[:COUNTY_DIGITS]
        return
    for one in gazetteer.children(code):
        yield from _counties(one.code, gazetteer)


def _province(code: str | None, gazetteer: Gazetteer) -> str:
    division = gazetteer.get(code[:2]) if code else None
    return division.name if division else ""

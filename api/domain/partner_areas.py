"""Partner areas (对口地区) as the sources of a programme name them, and whether their counties
ever reported."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from api.domain.parameter import Source
from api.domain.post import Post, PostState
from api.domain.programme import Check, Programme, RuleKind


@dataclass(frozen=True, slots=True)
class NamedArea:
    """An area as a source writes it, at whatever level that names it."""

    name: str
    programme: str  # its title
    source: Source


def named_areas(programme: Programme, as_of: date) -> Iterator[NamedArea]:
    """The areas a project under ``programme`` must lie in, by the best source that stands."""
    for rule in programme.rules:
        condition = rule.condition
        if rule.kind is not RuleKind.REQUIRE or condition is None or condition.parameter is None:
            continue
        if condition.check is Check.PLACE_IN and rule.stands(as_of):
            found = programme.parameters[condition.parameter].at(as_of)
            if isinstance(found.value, tuple):
                latest = found.values[-1].source
                yield from (NamedArea(name, programme.title, latest) for name in found.value)


@dataclass(frozen=True, slots=True)
class PartnerArea:
    """A named area with the codes (six digits) of the counties in it."""

    area: NamedArea
    province: str
    counties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """Which counties reported: ``ever``, and in the period."""

    ever: Collection[str]
    lately: Collection[str]


@dataclass(frozen=True, slots=True)
class AreaCoverage:
    """How many counties of an area reported in the period, and which never did."""

    partner: PartnerArea
    lately: int
    never: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many counties it has."""
        return len(self.partner.counties)

    @property
    def ever(self) -> int:
        """How many reported at any time."""
        return self.total - len(self.never)


def area_coverage(
    partners: Sequence[PartnerArea], reported: Reported, province: str = ""
) -> tuple[AreaCoverage, ...]:
    """Each area in ``province`` (all, when empty), in the order of the source."""
    return tuple(
        AreaCoverage(
            partner,
            sum(code in reported.lately for code in partner.counties),
            tuple(code for code in partner.counties if code not in reported.ever),
        )
        for partner in partners
        if not province or partner.province == province
    )


def silent_posts(posts: Iterable[Post], reported: Reported) -> tuple[Post, ...]:
    """The posts (岗位) that stand and from whose county nothing was ever reported."""
    return tuple(
        post
        for post in posts
        if post.state is not PostState.ENDED
        and post.facts.county_code
        and post.facts.county_code not in reported.ever
    )

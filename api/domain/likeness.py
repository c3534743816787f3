"""Whether two reports tell of one and the same need (重复上报): 0…1, with the facts that agree.

Facts are compared one by one; how much each counts was fitted on generated pairs
(``likeness.yaml``, ``python -m tests.bench.duplicates``). Nothing is decided here: people are
shown what agrees, and choose.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from api.domain.category import Category
from api.domain.need import Need
from api.domain.same_words import Site, data, things_named, words

MONTH = 30.4  # days
YEAR = 12.0  # months
CLOSE = 0.67  # the smaller of two numbers that are said to be about the same, by the larger
ALIKE = 0.6  # share of a text, or of two lists of things, from which they are said to be alike
PREFECTURE, COUNTY, TOWNSHIP = 4, 6, 9  # digits of a code
UNKNOWN = 0.5
COPIED = 0.85  # share of a text from which it is said to be copied
SHORTEST_TEXT = 8  # pairs of characters; less says nothing


class Fact(StrEnum):
    """What two reports may agree in."""

    SITE = "site"
    TOWNSHIP = "township"
    COUNTY = "county"
    THINGS = "things"
    PEOPLE = "people"
    COUNT = "count"
    TEXT = "text"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return _LABELS[self]


_LABELS = {
    Fact.SITE: "同一个学校、村或机构",
    Fact.TOWNSHIP: "同一个乡镇",
    Fact.COUNTY: "同一个县",
    Fact.THINGS: "需要的东西相近",
    Fact.PEOPLE: "受益人群相同",
    Fact.COUNT: "受益人数相近",
    Fact.TEXT: "情况说明相近",
}


@dataclass(frozen=True)
class Report:
    """A need and when it was reported (UTC), read once for many comparisons."""

    need: Need
    at: datetime

    @cached_property
    def things(self) -> frozenset[str]:
        """Kinds of thing that are lacking."""
        return frozenset().union(*(things_named(item.name) for item in self.need.items))

    @cached_property
    def people(self) -> frozenset[str]:
        """Groups of people who would be helped; of a category when none is named."""
        named = words().people_in(self.need.beneficiaries.kind or "")
        return named or _USUAL.get(self.need.category, frozenset())

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """The schools, villages or clinics named."""
        return words().sites_of(self.need.place)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Neighbouring characters of the description, without figures and the place's names."""
        text = "".join(char for char in self.need.description if char.isalpha())
        return pairs_of(text) - pairs_of(str(self.need.place))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How sure it is, 0…1, that two reports are one need, and what they agree in."""

    score: float
    agrees: tuple[Fact, ...]


_USUAL: Mapping[Category | None, frozenset[str]] = {
    Category.EDUCATION: frozenset({"学生"}),
    Category.CHILDREN: frozenset({"学生"}),
    Category.ELDERLY: frozenset({"老人"}),
    Category.DISABILITY: frozenset({"残疾"}),
    Category.INFRASTRUCTURE: frozenset({"村民"}),
    Category.LIVELIHOOD: frozenset({"村民"}),
    Category.EMERGENCY: frozenset({"灾民", "村民"}),
}


def is_duplicate(likeness: Likeness) -> bool:
    """Whether it is worth asking a person whether the two are one."""
    threshold: float = data()["threshold"]
    return likeness.score >= threshold


def compare(one: Report, other: Report) -> Likeness:
    """How alike two reports are; symmetric."""
    found = facts(one, other)
    weights: Mapping[str, float] = data()["weights"]
    total = data()["bias"] + sum(weights[name] * value for name, value in found.items())
    return Likeness(1 / (1 + math.exp(-total)), _agreements(found))


def facts(one: Report, other: Report) -> dict[str, float]:
    """The facts compared, each 0…1 (``months`` in years); what is unknown is neither 0 nor 1."""
    places = _places(one, other)
    text = _text(one, other)
    elsewhere = places["other_county"] + places["other_township"] + places["other_site"]
    return {
        **places,
        **_things(one, other),
        **_people(one, other),
        "text": text,
        "copied": float(text >= COPIED and elsewhere < UNKNOWN),
        "category": float(_categories(one.need) & _categories(other.need) != frozenset()),
        "months": min(abs((one.at - other.at).days) / MONTH / YEAR, 2.0),
    }


def same_group(one: Report, other: Report) -> bool:
    """Whether both help the same group of people in the same township, or site of a county."""
    found = facts(one, other)
    near = found["same_site"] == 1 or found["same_township"] == 1
    return near and found["same_people"] == 1


def pairs_of(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, which stand for words in Chinese well enough here."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _places(one: Report, other: Report) -> dict[str, float]:
    mine, theirs = one.need.place.code or "", other.need.place.code or ""
    known = min(len(mine), len(theirs), COUNTY)
    both = len(mine) >= TOWNSHIP and len(theirs) >= TOWNSHIP
    site = _site(one.sites, other.sites)
    return {
        "same_county": float(known >= PREFECTURE and mine[:known] == theirs[:known]),
        "other_county": float(known >= PREFECTURE and mine[:known] != theirs[:known]),
        "same_township": float(both and mine == theirs),
        "other_township": float(both and mine != theirs),
        "same_site": 0.0 if site is None else site,
        "other_site": 0.0 if site is None else 1.0 - site,
    }


def _site(mine: tuple[Site, ...], theirs: tuple[Site, ...]) -> float | None:
    """1 for the same site, ½ for a village and its school, 0 for others; ``None``: unknown."""
    return max((_same_site(one, other) for one in mine for other in theirs), default=None)


def _same_site(one: Site, other: Site) -> float:
    if one.root != other.root and not _one_slip(one.root, other.root):
        return 0.0
    if one.kinds[-1:] == other.kinds[-1:]:
        return 1.0
    shared = set(one.kinds) & set(other.kinds)
    return 0.5 if shared or not (one.kinds and other.kinds) else 0.0


def _one_slip(one: str, other: str) -> bool:
    """Whether one character of a name of three or more was mistyped, left out or added."""
    if min(len(one), len(other)) < 3 or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    rests = (one[start + 1 :], other[start + 1 :])
    return rests[0] == rests[1] or one[start:] == rests[1] or rests[0] == other[start:]


def _things(one: Report, other: Report) -> dict[str, float]:
    """How much of the shorter and of the longer list the other one covers."""
    if not one.things or not other.things:
        return {"things_least": UNKNOWN, "things_most": UNKNOWN}
    covered = [
        sum(max(_thing(a, b) for b in theirs) for a in mine) / len(mine)
        for mine, theirs in ((one.things, other.things), (other.things, one.things))
    ]
    return {"things_least": min(covered), "things_most": max(covered)}


def _thing(one: str, other: str) -> float:
    if one == other:
        return 1.0
    mine, theirs = pairs_of(one), pairs_of(other)
    if not mine or not theirs:
        return 0.0
    return len(mine & theirs) / min(len(mine), len(theirs))


def _people(one: Report, other: Report) -> dict[str, float]:
    known = bool(one.people and other.people)
    same = bool(one.people & other.people)
    counts = _ratio(one.need.beneficiaries.count, other.need.beneficiaries.count)
    households = _ratio(one.need.beneficiaries.households, other.need.beneficiaries.households)
    ratios = [ratio for ratio in (counts, households) if ratio is not None]
    return {
        "same_people": float(known and same),
        "other_people": float(known and not same),
        "count": max(ratios, default=0.0),
        "count_unknown": float(not ratios),
    }


def _ratio(one: int | None, other: int | None) -> float | None:
    return min(one, other) / max(one, other) if one and other else None


def _text(one: Report, other: Report) -> float:
    fewer = min(len(one.pairs), len(other.pairs))
    return len(one.pairs & other.pairs) / fewer if fewer >= SHORTEST_TEXT else 0.0


def _categories(need: Need) -> frozenset[Category]:
    return frozenset(c for c in (need.category, need.secondary_category) if c is not None)


def _agreements(found: Mapping[str, float]) -> tuple[Fact, ...]:
    """What is said to agree, the weightiest first; of places only the narrowest."""
    places = ((Fact.SITE, "same_site"), (Fact.TOWNSHIP, "same_township"))
    place = next((fact for fact, name in places if found[name] == 1), None)
    if place is None and found["same_county"] and not found["other_township"]:
        place = Fact.COUNTY
    others = {
        Fact.THINGS: found["things_most"] >= ALIKE,
        Fact.PEOPLE: found["same_people"] == 1,
        Fact.COUNT: found["count"] >= CLOSE,
        Fact.TEXT: found["text"] >= ALIKE,
    }
    return (*((place,) if place else ()), *(fact for fact, agrees in others.items() if agrees))

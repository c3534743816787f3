"""Words that name the same thing, the same people or the same place, by the lists in the data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from api.domain.place import Place

_BETWEEN = re.compile("[、,，和及与]")
_ENDINGS = ("自治县", "自治旗", "特区", "县", "市", "区", "旗", "镇", "乡", "街道", "自治州", "州")


@dataclass(frozen=True, slots=True)
class Site:
    """A school, village or clinic: its own name without divisions, and its kinds, widest first."""

    root: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of ``likeness.yaml``: word → its groups."""

    things: Mapping[str, str]
    people: Mapping[str, str]
    sites: Mapping[str, str]
    weak: frozenset[str]

    def things_in(self, name: str) -> frozenset[str]:
        """The kinds of thing ``name`` names; an unknown one is its own kind, a weak one none."""
        found = frozenset(group for word, group in self.things.items() if word in name)
        if found or not name or name in self.weak:
            return found
        return frozenset({name})

    def people_in(self, text: str) -> frozenset[str]:
        """The groups of people named in ``text``."""
        return frozenset(group for word, group in self.people.items() if word in text)

    def sites_of(self, place: Place) -> tuple[Site, ...]:
        """The sites of ``place`` (more than one with 、 between), without divisions above them."""
        named = _BETWEEN.split("".join((place.site or "").split()))
        return tuple(self._site(name, place) for name in named if name)

    def _site(self, name: str, place: Place) -> Site:
        for division in (place.province, place.prefecture, place.county, place.township):
            name = _without(name, division)
        kinds: list[str] = []
        while ending := self._ending(name):
            kinds.insert(0, self.sites[ending])
            name = name.removesuffix(ending).removesuffix("中心").removesuffix("民族")
        return Site(name, tuple(kinds))

    def _ending(self, name: str) -> str:
        return max((word for word in self.sites if name.endswith(word)), key=len, default="")


def _without(name: str, division: str | None) -> str:
    """``name`` without ``division`` before it, whole or without its last syllable."""
    if not division:
        return name
    root = next((division.removesuffix(e) for e in _ENDINGS if division.endswith(e)), division)
    for form in (division, *(root + end for end in _ENDINGS), root):
        if len(form) > 1 and name.startswith(form) and form != name:
            return name.removeprefix(form)
    return name


@lru_cache(4_096)
def things_named(name: str) -> frozenset[str]:
    """``Words.things_in``, kept: the same names come again and again."""
    return words().things_in(name)


def known_things(name: str) -> frozenset[str]:
    """The kinds of thing ``name`` names, of those the lists know (直饮水设备: 净水)."""
    return things_named(name) & _kinds()


@cache
def _kinds() -> frozenset[str]:
    return frozenset(map(str, data()["things"]))


@cache
def data() -> Mapping[str, Any]:
    """``likeness.yaml``, read once."""
    text = (files("api.domain") / "likeness.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: Mapping[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506  a safe loader
    return loaded


@cache
def words() -> Words:
    """The lists, word by word."""
    lists = data()
    things, people, sites = (
        {str(word): group for group, names in lists[part].items() for word in names}
        for part in ("things", "people", "sites")
    )
    return Words(things, people, sites, frozenset(lists["weak"]))

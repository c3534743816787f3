"""The administrative divisions of China: official, short and former names to codes and back."""

from bisect import bisect_left
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Self

from api.domain.place import Place
from knowledge.places import names, table
from knowledge.places.seats import Seats
from knowledge.places.table import TABLE_YEAR, Division

# Counties abolished since the township table was made, and what they became.
MERGED = {"500105": "500157", "500112": "500157", "460321": "460302", "460322": "460303"}
MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
LEVELS = ("province", "prefecture", "county", "township")


class Fit(IntEnum):
    """How a written name names a division; smaller is surer."""

    EXACT = 0  # the official name
    ALIAS = 1  # without the peoples (循化县), or a former name in the table
    RENAMED = 2  # same root, the suffix changed since (淮阳县 → 淮阳区, 多鲁乡 → 多鲁镇)
    SHORT = 3  # no suffix (云南, 普洱)


@dataclass(frozen=True, slots=True)
class Match:
    """A division that a written name may mean."""

    division: Division
    fit: Fit


class Gazetteer:
    """Looks divisions up by code or by name. Build it once, with ``load``, and hand it on."""

    def __init__(self, upper: dict[str, Division], townships: dict[str, str]) -> None:
        """Index ``upper`` (code to division) and ``townships`` (code to name) by root."""
        self._upper = upper
        self._townships = townships
        self._former = {name: code for name, code in table.former_names().items() if code in upper}
        self._roots: dict[str, list[str]] = {}
        for division in upper.values():
            self._roots.setdefault(names.split(division.name)[0], []).append(division.code)
        self._township_roots: dict[str, list[str]] = {}
        for code, name in townships.items():
            self._township_roots.setdefault(names.township_root(name), []).append(code)

    @classmethod
    def load(cls) -> Self:
        """The gazetteer of the installed tables; takes about 0.2 s."""
        return cls(table.upper(), dict(table.townships()))

    @property
    def table_year(self) -> int:
        """The year of the table of counties."""
        return TABLE_YEAR

    @cached_property
    def longest_name(self) -> int:
        """Length of the longest name of a county or above, a bound for scanners."""
        return max((len(division.name) for division in self._upper.values()), default=0)

    @cached_property
    def seats(self) -> Seats:
        """Where the counties' seats lie."""
        return Seats.load()

    def is_root(self, name: str) -> bool:
        """Whether some division is called ``name`` without its suffix."""
        return name in self._roots or name in self._township_roots

    def get(self, code: str) -> Division | None:
        """The division with this code."""
        if len(code) == 9:
            name = self._townships.get(code)
            return Division(code, name) if name else None
        return self._upper.get(code)

    def parents(self, code: str) -> tuple[str, ...]:
        """Codes from the province down to ``code`` itself; levels that do not exist are absent."""
        county = MERGED.get(code[:6], code[:6])
        chain = (code[:2], code[:4], county, code)
        return tuple(dict.fromkeys(one for one in chain if self.get(one)))

    def within(self, code: str, ancestor: str) -> bool:
        """Whether ``code`` is ``ancestor`` or lies in it."""
        return ancestor in self.parents(code)

    def children(self, code: str | None = None) -> tuple[Division, ...]:
        """The divisions directly below ``code``; the provinces for ``None``."""
        if code in self._upper_below:
            return self._upper_below[code]
        if code is None:
            return ()
        prefixes = (code, *(old for old, new in MERGED.items() if new == code))
        codes = sorted(one for prefix in prefixes for one in self._townships_of(prefix))
        return tuple(
            Division(one, self._townships[one]) for one in codes if self._parent(one) == code
        )

    @cached_property
    def _upper_below(self) -> dict[str | None, tuple[Division, ...]]:
        """The counties and above by what they lie directly in."""
        below: dict[str | None, list[Division]] = {}
        for division in self._upper.values():
            below.setdefault(self._parent(division.code), []).append(division)
        return {code: tuple(divisions) for code, divisions in below.items()}

    @cached_property
    def _township_codes(self) -> tuple[str, ...]:
        return tuple(sorted(self._townships))

    def _townships_of(self, prefix: str) -> tuple[str, ...]:
        codes = self._township_codes
        # ":" follows "9" and precedes no digit.
        return codes[bisect_left(codes, prefix) : bisect_left(codes, f"{prefix}:")]

    def _parent(self, code: str) -> str | None:
        chain = self.parents(code)
        return chain[-2] if len(chain) > 1 else None

    def match(self, name: str) -> tuple[Match, ...]:
        """Every division ``name`` may mean, surest first, then by level and code."""
        if name in self._former:
            return (Match(self._upper[self._former[name]], Fit.ALIAS),)
        root, suffix = names.split(name)
        if not self.is_root(root):
            root, suffix = name, ""  # 贵州 and 杭州 end like a suffix and have none
        if not self.is_root(root):
            return ()
        levels = names.levels(suffix)
        codes = self._roots.get(root, []) + self._township_roots.get(root, [])
        found = [
            Match(division, _fit(name, suffix, division))
            for code in codes
            if len(code) in levels and (division := self.get(code))
            # 吉林市 is never 吉林省: a province keeps its suffix.
            if len(code) > 2 or not suffix or name.endswith(division.name[-1])
        ]
        return tuple(sorted(found, key=lambda m: (m.fit, len(m.division.code), m.division.code)))

    def place(self, code: str, site: str | None = None) -> Place:
        """The chain of official names of ``code``, with ``site`` in it.

        Raises:
            KeyError: no such code.
        """
        chain = {len(one): self.get(one) for one in self.parents(code)}
        if len(code) not in chain:
            raise KeyError(code)
        by_level = {
            level: chain.get(size) for level, size in zip(LEVELS, (2, 4, 6, 9), strict=True)
        }
        labels = {level: one.name if one else None for level, one in by_level.items()}
        if code[:2] in MUNICIPALITIES and len(code) > 2:
            labels["prefecture"] = labels["province"]
        return Place(**labels, site=site, code=code, table_year=self.table_year)


def _fit(name: str, suffix: str, division: Division) -> Fit:
    if name == division.name:
        return Fit.EXACT
    if not suffix:
        return Fit.SHORT
    # 循化县 for 循化撒拉族自治县, 文山州 for 文山壮族苗族自治州: the last character stands.
    return Fit.ALIAS if division.name.endswith(suffix[-1]) else Fit.RENAMED

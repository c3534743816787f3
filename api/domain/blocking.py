"""Keys under which a need is found again among a hundred thousand, before anything is compared.

Needs that share a key may be one and the same; the weights say how much sharing one tells, and the
candidates that share most are compared (``likeness``). Keys are made from a need alone, so they
can be made anew at any time.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from api.domain.need import Need
from api.domain.place import Place
from api.domain.same_words import things_named, words

PREFECTURE, COUNTY, TOWNSHIP = 4, 6, 9  # digits of a code
LONGEST = 48  # characters of a key
MOST_THINGS, MOST_CLAUSES = 8, 8
LIST, CLAUSE = "list", "clause"
FEWEST_IN_LIST: Final = 3  # things; shorter lists are common everywhere
SHORTEST_CLAUSE = 10  # characters, without figures and the place's names

WEIGHTS = {
    "site": 4,
    "thing": 3,
    "township": 2,
    "category": 1,
    LIST: 2,
    CLAUSE: 1,
    "lacking": 3,
    "people": 1,
}
_ENDS = re.compile(r"[，,。；;！!\n]")
TEMPLATE = 2  # weight of shared list and clauses from which a need repeats a template


@dataclass(frozen=True, slots=True)
class Key:
    """One key and what sharing it weighs."""

    text: str
    weight: int


def place_keys(need: Need) -> tuple[Key, ...]:
    """Keys shared with needs of the same place: site, township, and things within the county."""
    code = need.place.code or ""
    area = code[:COUNTY] if len(code) >= COUNTY else code[:PREFECTURE]
    found = [_key("site", f"{area}@{site.root}") for site in words().sites_of(need.place)]
    if len(code) >= TOWNSHIP:
        found.append(_key("township", code[:TOWNSHIP]))
    if area:
        found += [_key("thing", f"{area}|{thing}") for thing in things_of(need)[:MOST_THINGS]]
    if len(area) == COUNTY and need.category is not None:
        found.append(_key("category", f"{area}#{need.category}"))
    return tuple(dict.fromkeys(found))


def template_keys(need: Need) -> tuple[Key, ...]:
    """Keys shared with needs of any place that ask for the same list in the same words."""
    things = things_of(need)
    found = []
    if len(things) >= FEWEST_IN_LIST:
        found.append(_key(LIST, f"*{_digest('+'.join(things))}"))
    found += [_key(CLAUSE, f"~{_digest(clause)}") for clause in _clauses(need)[:MOST_CLAUSES]]
    return tuple(dict.fromkeys(found))


def case_keys(need: Need) -> tuple[Key, ...]:
    """Keys shared with needs of the same category, wherever they are, that lack the same kinds of
    thing or are for the same people."""
    if need.category is None:
        return ()
    found = [_key("lacking", f"={need.category}|{thing}") for thing in things_of(need)]
    people = sorted(words().people_in(need.beneficiaries.kind or need.title))
    found += [_key("people", f"={need.category}@{group}") for group in people]
    return tuple(dict.fromkeys(found[:MOST_THINGS]))


def all_keys(need: Need) -> tuple[Key, ...]:
    """Everything under which a ticket is kept."""
    return (*place_keys(need), *template_keys(need), *case_keys(need))


def things_of(need: Need) -> tuple[str, ...]:
    """The kinds of thing a need lists, in one order."""
    found: set[str] = set()
    for item in need.items:
        found |= things_named(item.name)
    return tuple(sorted(found))


def _clauses(need: Need) -> list[str]:
    """What the description says, clause by clause, without figures and the place's names."""
    text = need.description
    for name in _names(need.place):
        text = text.replace(name, "")
    kept = "".join(
        char if char.isalpha() else "\n" if char in "，,。；;！!\n" else "" for char in text
    )
    return [clause for clause in kept.split("\n") if len(clause) >= SHORTEST_CLAUSE]


def _names(place: Place) -> list[str]:
    named = (place.site, place.township, place.county, place.prefecture, place.province)
    full = [name for name in named if name]
    return full + [name[:-1] for name in full if len(name) > 2]


def _key(kind: str, text: str) -> Key:
    return Key(text[:LONGEST], WEIGHTS[kind])


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

"""Picking a place by buttons: the divisions below one, a page at a time, likely ones first.

Where a person stands in it is one word, kept in the frame and in the buttons: ``cn_0`` is the
first page of provinces, ``5308_1`` the second page of what lies in 5308, ``near_530828_530829``
the counties near a point.
"""

import re
from dataclasses import dataclass

from knowledge.places.gazetteer import Gazetteer
from knowledge.places.table import Division

TOP = "cn_0"
PAGE = 8  # divisions on one page
_WALK = re.compile(r"(cn|[0-9]{2,6})_([0-9]{1,2})")
_NEAR = re.compile(r"near((?:_[0-9]{4,6}){1,3})")
# Those that receive in East–West cooperation (东西部协作) come before those that give.
_RECEIVING = ("53", "52", "51", "62", "63", "64", "65", "54", "45", "15", "61", "50")


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown: some divisions ``below`` the one with code ``above`` (empty: all China).

    ``number`` counts from 0 up to, not including, ``pages``. ``near``: they are near a point and
    lie in no common division.
    """

    above: str
    below: tuple[Division, ...]
    number: int = 0
    pages: int = 1
    near: bool = False


def walk(code: str, number: int = 0) -> str:
    """The word for a page of what lies in ``code``."""
    return f"{code or 'cn'}_{number}"


def near(codes: tuple[str, ...]) -> str:
    """The word for the counties ``codes``, near a point."""
    return "_".join(("near", *codes))


def page_of(gazetteer: Gazetteer, word: str, likely: tuple[str, ...] = ()) -> Page | None:
    """The page ``word`` stands for; ``None`` when we never made such a word.

    ``likely`` are codes of counties that come first, or whose parents do.
    """
    if match := _NEAR.fullmatch(word):
        found = [gazetteer.get(code) for code in match[1].split("_")[1:]]
        return Page("", tuple(one for one in found if one), near=True) if all(found) else None
    match = _WALK.fullmatch(word)
    if match is None:
        return None
    above = "" if match[1] == "cn" else match[1]
    divisions = _below(gazetteer, above, likely)
    pages, number = -(-len(divisions) // PAGE), int(match[2])
    if number >= pages:
        return None
    return Page(above, divisions[number * PAGE : (number + 1) * PAGE], number, pages)


def named(gazetteer: Gazetteer, word: str, name: str) -> str | None:
    """The code of the division within the page's that ``name`` alone means; ``None`` if unclear."""
    page = page_of(gazetteer, word)
    if page is None:
        return None
    within = [one.code for one in page.below] if page.near else [page.above]
    codes = [
        match.division.code
        for match in gazetteer.match(name)
        if any(_inside(gazetteer, match.division.code, above) for above in within)
    ]
    highest = [code for code in codes if len(code) == min(map(len, codes))]
    return highest[0] if len(highest) == 1 else None


def up(gazetteer: Gazetteer, word: str) -> str | None:
    """The page above; ``None`` from the provinces, which leads back to the question."""
    page = page_of(gazetteer, word)
    if page is None or page.near or not page.above:
        return None
    parents = gazetteer.parents(page.above)
    return walk(parents[-2] if len(parents) > 1 else "")


def _inside(gazetteer: Gazetteer, code: str, above: str) -> bool:
    return not above or gazetteer.within(code, above)


def _below(gazetteer: Gazetteer, above: str, likely: tuple[str, ...]) -> tuple[Division, ...]:
    """The divisions in ``above``; at the top the likely counties themselves stand first."""
    children = gazetteer.children(above or None)
    if above:
        return tuple(sorted(children, key=lambda one: not _leads(gazetteer, one, likely)))
    first = tuple(one for code in likely if (one := gazetteer.get(code)))
    rank = {code: place for place, code in enumerate(_RECEIVING)}
    return (*first, *sorted(children, key=lambda one: (rank.get(one.code, len(rank)), one.code)))


def _leads(gazetteer: Gazetteer, division: Division, likely: tuple[str, ...]) -> bool:
    return any(gazetteer.within(code, division.code) for code in likely)

"""Regions somebody typed into a form of the desk: names with 、 or lines between."""

import re

from api.domain.errors import Invalid
from api.domain.region import Region
from bot.understanding.places import read_place
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer

LONGEST = 600  # characters of all regions together
MOST_NAMED = 4  # candidates of an ambiguous name that a sentence can tell
_BETWEEN = re.compile(r"[、，,；;\n]+")


def regions_in(text: str, gazetteer: Gazetteer) -> tuple[Region, ...]:
    """The provinces, prefectures and counties named, each once.

    Raises:
        Invalid: ``regions``, when a name is not that of one division.
    """
    names = (normalise(name).text.strip() for name in _BETWEEN.split(text[:LONGEST]))
    regions = {one.code: one for one in (_region(name, gazetteer) for name in names if name)}
    return tuple(regions.values())


def _region(name: str, gazetteer: Gazetteer) -> Region:
    found = read_place(name, gazetteer)
    if found is not None and found.candidates:
        which = "、".join(str(one) for one in found.candidates[:MOST_NAMED])
        raise Invalid("regions", f"“{name}”有好几个地方：{which}。请写上省、市的名字。")
    place = found.place if found else None
    if place is None or not place.code or place.township or place.site:
        raise Invalid("regions", f"没有认出“{name}”。请写省、市、县的名字，比如“上海市静安区”。")
    return Region(place.code, str(place))

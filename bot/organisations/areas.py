"""Reads the areas somebody works in: 云南省普洱市、文山州; or 全国."""

import re

from api.domain.need_json import place_json
from api.domain.organisation_details import MOST_AREAS
from bot import texts
from bot.dialogue.flows.organisation import ALL
from bot.understanding.places import read_place
from bot.understanding.readers import Choose, Misread, Reading, Value
from knowledge.places.gazetteer import Gazetteer

_SEPARATORS = re.compile(r"[、,，;；\s]+|(?<=[省市县区州盟旗])[和与及]")
_EVERYWHERE = re.compile(r"(?:全国|全中国|哪里都|各地|不限|都)(?:各地|范围|都?可以|地区|行)*")
_LONGEST = 40  # characters of one area


def read_areas(text: str, gazetteer: Gazetteer) -> Reading:
    """The areas ``text`` (normalised) names, as a list of places or of ``ALL``; of a single name
    that several places bear, each to choose."""
    if _EVERYWHERE.fullmatch(text):
        return Value([ALL])
    parts = [part for part in _SEPARATORS.split(text) if part]
    if not parts or len(parts) > MOST_AREAS or any(len(one) > _LONGEST for one in parts):
        return Misread(texts.AREAS_EXAMPLE)
    places = []
    for part in parts:
        found = read_place(part, gazetteer)
        if found is None or found.inferred or not (found.candidates or found.place.province):
            return Misread(texts.AREA_UNKNOWN.format(area=part))
        if found.candidates:
            if len(parts) == 1:
                return Choose(tuple((str(one), [place_json(one)]) for one in found.candidates[:8]))
            return Misread(texts.AREA_AMBIGUOUS.format(area=part))
        code = (found.place.code or "")[:6]
        places.append(place_json(gazetteer.place(code)))
    return Value([one for at, one in enumerate(places) if one not in places[:at]])

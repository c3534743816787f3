"""A place somebody typed into a form of the desk, told by the gazetteer."""

from api.domain.errors import Invalid
from api.domain.place import Place
from bot.understanding.places import read_place
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer

MOST_NAMED = 4  # candidates of an ambiguous place that a sentence can name


def place_of(text: str, gazetteer: Gazetteer, field: str, unknown: str) -> Place:
    """The division that ``text`` names, as far down as it says.

    Raises:
        Invalid: ``field``; there are several of that name, or none (``unknown`` says so).
    """
    found = read_place(normalise(text).text, gazetteer) if text else None
    if found is not None and found.candidates:
        named = "、".join(str(one) for one in found.candidates[:MOST_NAMED])
        raise Invalid(field, f"这个名字有几个地方：{named}。请把上一级也写上。")
    if found is None or found.place.code is None or found.inferred:
        raise Invalid(field, unknown)
    return found.place

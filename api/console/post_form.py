"""The form of a post (岗位): what was typed, and the facts it states."""

from dataclasses import dataclass
from datetime import date

from api.console.visit import Fields
from api.domain.errors import Invalid
from api.domain.place import Place
from api.domain.post import Post, PostFacts, Term
from bot.understanding.places import read_place
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer

FIELDS = ("title", "unit", "place", "starts", "ends")
MOST_NAMED = 4  # candidates of an ambiguous place that a sentence can name


@dataclass(frozen=True, slots=True)
class PostForm:
    """The texts as typed, to be shown again when something is wrong with them."""

    title: str = ""
    unit: str = ""
    place: str = ""
    starts: str = ""
    ends: str = ""

    @classmethod
    def sent(cls, fields: Fields) -> "PostForm":
        """What the form sent."""
        return cls(*(fields.one(name).strip() for name in FIELDS))

    @classmethod
    def of(cls, post: Post) -> "PostForm":
        """The form that would state what stands."""
        facts = post.facts
        dates = (facts.term.starts, facts.term.ends) if facts.term else ("", "")
        return cls(facts.title, facts.unit, facts.county, *map(str, dates))

    def facts(self, gazetteer: Gazetteer) -> PostFacts:
        """The facts stated.

        Raises:
            Invalid: ``field`` names what cannot be.
        """
        place = _place(self.place, gazetteer)
        return PostFacts(
            title=self.title,
            county=str(place),
            county_code=place.code,
            unit=self.unit,
            term=self._term(),
        )

    def _term(self) -> Term | None:
        if not self.starts and not self.ends:
            return None
        return Term(_day("starts", self.starts), _day("ends", self.ends))


def _day(field: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(field, "请把任期的开始和结束日期都选好。没有定下任期，就都空着。") from None


def _place(text: str, gazetteer: Gazetteer) -> Place:
    """The county (or prefecture) a post is for."""
    found = read_place(normalise(text).text, gazetteer) if text else None
    if found is not None and found.candidates:
        named = "、".join(str(one) for one in found.candidates[:MOST_NAMED])
        raise Invalid("place", f"这个名字有几个地方：{named}。请把上一级也写上。")
    if found is None or found.place.code is None or found.inferred:
        raise Invalid("place", "没有认出这个地方。请写到县，比如“云南省澜沧县”。")
    code = found.place.code[:6]
    return gazetteer.place(code)

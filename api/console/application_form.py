"""The forms of an application (申报): what was typed, and what it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.console.amounts import fen_of
from api.console.visit import Fields
from api.domain.errors import Invalid
from api.domain.given_facts import read_facts
from api.domain.place import Place
from api.domain.programme import Programme
from api.domain.programme_facts import FactAsked, FactType
from api.domain.project import BudgetLine, Project
from api.domain.redaction import mask
from bot.understanding.places import read_place
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer

LINES = 6  # rows of the budget on a fresh form
YES_NO = {"yes": True, "no": False}


def asked_of(programme: Programme) -> dict[str, FactAsked]:
    """What the form asks besides place and budget, by the name of the fact."""
    return {
        name: asked
        for name, asked in programme.facts.items()
        if asked.type in {FactType.CHOICE, FactType.YES_NO}
    }


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """A project as typed. ``lines`` are name, amount and what is asked for of it."""

    title: str = ""
    place: str = ""
    lines: tuple[tuple[str, str, str], ...] = ()
    answers: Mapping[str, str] | None = None

    @classmethod
    def sent(cls, fields: Fields, programme: Programme) -> "ProjectForm":
        """What the form sent."""
        columns = [fields.all(name) for name in ("line_name", "line_fen", "line_requested")]
        return cls(
            fields.one("title").strip(),
            fields.one("place").strip(),
            tuple(zip(*columns, strict=False)),
            {name: fields.one(f"fact_{name}") for name in asked_of(programme)},
        )

    @classmethod
    def of(cls, project: Project) -> "ProjectForm":
        """A project to be mended."""
        words = {True: "yes", False: "no"}
        return cls(
            project.title,
            project.place,
            tuple(
                (line.name, _yuan(line.fen), _yuan(line.requested_fen)) for line in project.lines
            ),
            {
                name: words[value] if isinstance(value, bool) else value
                for name, value in project.answers.items()
            },
        )

    @property
    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """The rows of the budget, with room for more."""
        return self.lines + (("", "", ""),) * max(LINES - len(self.lines), 2)

    def answer(self, name: str) -> str:
        """What was chosen; empty when nothing was."""
        return (self.answers or {}).get(name, "")

    def project(self, programme: Programme, gazetteer: Gazetteer) -> Project:
        """The project stated.

        Raises:
            Invalid: ``field`` names what cannot be.
        """
        asked = asked_of(programme)
        given = {
            name: YES_NO.get(text) if asked[name].type is FactType.YES_NO else text
            for name, text in (self.answers or {}).items()
            if text
        }
        answers = read_facts(programme, given, lambda _: None)
        lines = tuple(
            _line(row, *typed)
            for row, typed in enumerate(self.lines, 1)
            if any(cell.strip() for cell in typed)
        )
        return Project(
            mask(self.title),
            _place(self.place, gazetteer),
            lines,
            {name: value for name, value in answers.items() if isinstance(value, str | bool)},
        )


def _line(row: int, name: str, fen: str, of_it: str) -> BudgetLine:
    try:
        asked = fen_of(of_it.strip() or "0", "lines")
        return BudgetLine(mask(name.strip()), fen_of(fen, "lines"), asked)
    except Invalid as refusal:
        raise Invalid(refusal.field, f"预算第 {row} 行：{refusal.message}") from refusal


def _place(text: str, gazetteer: Gazetteer) -> str:
    found = read_place(normalise(text).text, gazetteer)
    if found is None or found.candidates or not found.place.province:
        raise Invalid("place", "没有认准项目实施地。请写全省、市、县，比如“云南省普洱市澜沧县”。")
    place = found.place
    return str(Place(place.province, place.prefecture, place.county))


def _yuan(fen: int) -> str:
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)

"""The Project an Application asks money for, with its budget lines (预算明细)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from api.domain.errors import Invalid
from api.domain.fund_movement import FEN_PER_YUAN
from api.domain.fund_pool import check_amount
from api.domain.programme import Fact, Programme
from api.domain.programme_facts import OWN, REQUESTED, TOTAL, FactType

LONGEST_TITLE = 60
LONGEST_PLACE = 60
LONGEST_LINE = 40
MOST_LINES = 20
# What a return can name, so that only that is asked for again.
PARTS = {"title": "项目名称", "place": "实施地", "lines": "预算明细", "facts": "专项问的条件"}


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What one thing costs, and what of that is asked for; fen."""

    name: str
    fen: int
    requested_fen: int

    def __post_init__(self) -> None:
        """Refuse a line that cannot be.

        Raises:
            Invalid: ``field`` is ``lines``.
        """
        if not 0 < len(self.name) <= LONGEST_LINE:
            raise Invalid("lines", f"每一行预算都要写明用在什么上，最多 {LONGEST_LINE} 字。")
        check_amount(self.fen, "lines")
        if not 0 <= self.requested_fen <= self.fen:
            raise Invalid("lines", f"“{self.name}”申请的资助不能超过这一行的金额。请核对。")


@dataclass(frozen=True, slots=True)
class Project:
    """What is to be done. ``place`` is as official names read (云南省普洱市); ``answers`` are what
    else the programme asks, by the name of the fact, without amounts of the budget."""

    title: str
    place: str
    lines: tuple[BudgetLine, ...]
    answers: Mapping[str, str | bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what nobody could judge.

        Raises:
            Invalid: ``field`` is ``title``, ``place`` or ``lines``.
        """
        if not 0 < len(self.title) <= LONGEST_TITLE:
            raise Invalid("title", f"请填写项目名称，最多 {LONGEST_TITLE} 字。")
        if not 0 < len(self.place) <= LONGEST_PLACE:
            raise Invalid("place", "请填写项目实施地，比如“云南省普洱市澜沧拉祜族自治县”。")
        if not 0 < len(self.lines) <= MOST_LINES:
            raise Invalid("lines", f"请至少填写一行预算，最多 {MOST_LINES} 行。")
        check_amount(self.total_fen, "lines")
        check_amount(self.requested_fen, "lines")

    @property
    def total_fen(self) -> int:
        """All the project costs (项目总投入)."""
        return sum(line.fen for line in self.lines)

    @property
    def requested_fen(self) -> int:
        """What is asked for (申请资助)."""
        return sum(line.requested_fen for line in self.lines)

    @property
    def own_fen(self) -> int:
        """What the organisation brings itself (自筹)."""
        return self.total_fen - self.requested_fen

    def facts(self, programme: Programme) -> dict[str, Fact]:
        """What the rules of ``programme`` read."""
        amounts = {TOTAL: self.total_fen, OWN: self.own_fen, REQUESTED: self.requested_fen}
        facts: dict[str, Fact] = {}
        for name, asked in programme.facts.items():
            if name in amounts:
                facts[name] = Decimal(amounts[name]) / FEN_PER_YUAN
            elif asked.type is FactType.PLACE:
                facts[name] = self.place
            elif name in self.answers:
                facts[name] = self.answers[name]
        return facts

    def to_json(self) -> dict[str, Any]:
        """As it stands in the history."""
        return {
            "title": self.title,
            "place": self.place,
            "lines": [[line.name, line.fen, line.requested_fen] for line in self.lines],
            "answers": dict(self.answers),
        }


def project_from_json(body: Mapping[str, Any]) -> Project:
    """The project that ``Project.to_json`` wrote."""
    lines = tuple(BudgetLine(name, fen, asked) for name, fen, asked in body["lines"])
    return Project(body["title"], body["place"], lines, dict(body["answers"]))

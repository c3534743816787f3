"""The questions of the overview (概况): what waits for an answer, and what was looked for and
found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from api.clock import SHANGHAI
from api.domain.asked import QuestionState
from api.domain.overview import Period
from api.domain.search_figures import SearchFigures, by_month, figures
from api.domain.unanswered import Unanswered, Waiting, topic_of
from api.store import searches
from api.store.database import Unit
from api.tables.questions import questions

MOST_MISSED = 20  # searches in vain that are listed


@dataclass(frozen=True, slots=True)
class QuestionsOverview:
    """``unanswered`` is as of now; searches and policy questions are those of the period, whole
    and by month. ``missed`` is what was looked for in vain, as far as it is still known, and how
    often. Nothing of it is told of a province: nobody knows where somebody asks from."""

    unanswered: Unanswered
    searched: SearchFigures
    months: tuple[tuple[str, SearchFigures], ...]
    missed: tuple[tuple[str, int], ...]


def questions_overview(
    unit: Unit, period: Period, names: Mapping[str, Iterable[str]]
) -> QuestionsOverview:
    """What waits now, and what was looked for in ``period``. ``names`` are the schemes and what
    people call them, by title: a question that names one is about it."""
    days = searches.counted(unit, period)
    return QuestionsOverview(
        unanswered=Unanswered(_waiting(unit, names)),
        searched=figures(days),
        months=by_month(days, period),
        missed=searches.missed(unit, period, MOST_MISSED),
    )


def _waiting(unit: Unit, names: Mapping[str, Iterable[str]]) -> tuple[Waiting, ...]:
    asked = questions.c
    rows = unit.connection.execute(
        select(asked.number, asked.text, asked.reason, asked.asked_at, asked.person)
        .where(asked.state == QuestionState.OPEN)
        .order_by(asked.asked_at, asked.number)
    )
    today = unit.now.astimezone(SHANGHAI).date()
    return tuple(
        Waiting(
            number=row.number,
            text=row.text,
            days=(today - row.asked_at.astimezone(SHANGHAI).date()).days,
            topic=topic_of(row.text, names),
            reason=row.reason,
            awaited=row.person is not None,
        )
        for row in rows
    )

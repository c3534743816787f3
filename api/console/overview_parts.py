"""The parts of the overview beside the needs: what each is called, and how it is put together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from api.clock import SHANGHAI
from api.console.desk import Desk
from api.console.overview_money_view import shown_money
from api.console.overview_part import Shown
from api.console.overview_places_view import shown_places
from api.console.overview_progress_view import shown_progress
from api.console.overview_query import OverviewQuery
from api.console.overview_questions_view import shown_questions
from api.console.programme_today import programme_today
from api.desk.overview_money import money_overview
from api.desk.overview_places import places_overview
from api.desk.overview_progress import progress_overview
from api.desk.overview_questions import questions_overview
from api.desk.people import Staff
from api.domain.duties import Duty
from api.domain.programme import Programme
from knowledge.programme_files import load_programmes


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the overview. ``tables`` are the names of its tables."""

    key: str
    label: str
    shown: Callable[[Desk, Staff, OverviewQuery], Shown]
    tables: frozenset[str]


def today(desk: Desk) -> date:
    """The day in Shanghai."""
    return desk.services.database.clock.now().astimezone(SHANGHAI).date()


def _money(desk: Desk, _: Staff, query: OverviewQuery) -> Shown:
    with desk.services.database.read() as unit:
        return shown_money(money_overview(unit, query.period))


def _progress(desk: Desk, staff: Staff, query: OverviewQuery) -> Shown:
    with desk.services.database.read() as unit:
        return shown_progress(progress_overview(unit, query.scope, staff.regions), today(desk))


def _questions(desk: Desk, staff: Staff, query: OverviewQuery) -> Shown:
    names = {one.title: one.aliases for one in load_programmes()}
    with desk.services.database.read() as unit:
        found = questions_overview(unit, query.period, names)
    return shown_questions(found, may_read=staff.may(Duty.ANSWER))


def _places(desk: Desk, _: Staff, query: OverviewQuery) -> Shown:
    gazetteer = desk.services.gazetteer
    with desk.services.database.read() as unit:
        found = places_overview(unit, query.scope, tuple(_funds(desk)), gazetteer)
    return shown_places(found, gazetteer)


def _funds(desk: Desk) -> Iterable[Programme]:
    """The programmes as their sources stand today."""
    found = (programme_today(desk, one.key) for one in load_programmes())
    return filter(None, found)


PARTS = (
    Part("money", "资金", _money, frozenset({"pools", "planned", "moved"})),
    Part("progress", "进度", _progress, frozenset({"milestones", "milestone-months", "late-now"})),
    Part(
        "questions",
        "提问和查找",
        _questions,
        frozenset(
            {
                "question-ages",
                "question-topics",
                "question-reasons",
                "questions-waiting",
                "searches",
                "missed-searches",
                "policy-answers",
            }
        ),
    ),
    Part(
        "places",
        "从没上报",
        _places,
        frozenset({"partner-areas", "silent-counties", "silent-posts"}),
    ),
)

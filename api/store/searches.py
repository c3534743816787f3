"""How often needs and answers are looked for and found, by day and without a person."""

from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from api.clock import SHANGHAI
from api.domain.overview import Period
from api.domain.search_figures import SearchDay
from api.domain.search_outcome import Looked, SearchOutcome
from api.store.asked import count
from api.store.database import Database, Unit
from api.store.inbound import clean
from api.tables.questions import question_counts
from api.tables.searches import missed_searches

WORDS_KEPT = timedelta(days=90)


def keep(unit: Unit, seen: Looked, *, day: date | None = None, times: int = 1) -> None:
    """Count what was looked for on ``day``, else today (Shanghai), so many ``times``; words are
    kept for a while."""
    on = day or unit.now.astimezone(SHANGHAI).date()
    count(unit, seen.outcome, day=on, times=times)
    if words := clean(seen.words):
        row = {"day": on, "words": words, "count": times}
        more = {"count": missed_searches.c["count"] + times}
        kind = postgresql if unit.is_postgresql else sqlite
        unit.connection.execute(
            kind.insert(missed_searches)
            .values(row)
            .on_conflict_do_update(index_elements=["day", "words"], set_=more)
        )


def forget_words(database: Database) -> int:
    """A chore: forget what was looked for long ago; the counts stay. Returns how many rows."""
    with database.begin() as unit:
        last = unit.now.astimezone(SHANGHAI).date() - WORDS_KEPT
        return unit.connection.execute(
            delete(missed_searches).where(missed_searches.c.day < last)
        ).rowcount


def counted(unit: Unit, period: Period) -> tuple[SearchDay, ...]:
    """How often each outcome came on each day of ``period``."""
    days = question_counts.c
    rows = unit.connection.execute(
        select(question_counts).where(
            days.day >= period.start, days.day <= period.end, days.what.in_(SearchOutcome)
        )
    )
    return tuple(SearchDay(row.day, SearchOutcome(row.what), row[2]) for row in rows)


def missed(unit: Unit, period: Period, most: int) -> tuple[tuple[str, int], ...]:
    """What was looked for in vain in ``period``, as far as it is still known, and how often: the
    ``most`` frequent, the most frequent first."""
    times = func.sum(missed_searches.c["count"])
    rows = unit.connection.execute(
        select(missed_searches.c.words, times)
        .where(missed_searches.c.day >= period.start, missed_searches.c.day <= period.end)
        .group_by(missed_searches.c.words)
        .order_by(times.desc(), missed_searches.c.words)
        .limit(most)
    )
    return tuple((row.words, int(row[1])) for row in rows)

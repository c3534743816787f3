"""The rules of a year's figures: its days, small groups, and what belongs to its commitments."""

from datetime import UTC, date, datetime, timedelta

from api.domain.fund_ledger import Last, made
from api.domain.fund_movement import Movement, MovementKind, Wish
from api.domain.overview import Period
from api.domain.programme_year import ProgrammeYear, Span
from api.domain.yearly import People, committed_fen, days_of, made_in, paid_in_all

K = MovementKind
BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = Span(BEGINS, BEGINS + timedelta(days=365))


def ledger(*wishes: tuple[Wish, int]) -> tuple[Movement, ...]:
    """A ledger of wishes, each with the days since the year began."""
    found: tuple[Movement, ...] = ()
    for wish, days in wishes:
        last = Last(len(found), found[-1].hash if found else "")
        at = BEGINS + timedelta(days=days)
        found = (*found, made(wish, found, last=last, actor="admin", at=at))
    return found


def wish(kind: MovementKind, fen: int, of: int | None = None) -> Wish:
    return Wish(kind, fen, "凭据", of=of)


def test_a_year_ends_today_while_it_lasts() -> None:
    today = date(2026, 11, 28)
    assert days_of(2026, today) == Period(date(2026, 1, 1), today)
    assert days_of(2025, today) == Period(date(2025, 1, 1), date(2025, 12, 31))


def test_a_handful_of_people_is_not_told_as_a_number() -> None:
    few = People(4, 1)
    assert (few.told, few.households_told) == (None, None)
    enough = People(5, 0)
    assert (enough.told, enough.households_told) == (5, 0)


def test_what_follows_a_commitment_belongs_to_its_year_and_nothing_else_does() -> None:
    movements = ledger(
        (wish(K.CONTRIBUTION, 1_000), -10),
        (wish(K.COMMITMENT, 100), -5),
        (wish(K.COMMITMENT, 200), 5),
        (wish(K.DISBURSEMENT, 60, of=2), 10),
        (wish(K.DISBURSEMENT, 50, of=3), 400),
        (wish(K.CORRECTION, 0, of=5), 401),
        (wish(K.RELEASE, 30, of=3), 402),
    )
    assert [one.ordinal for one in made_in(movements, YEAR)] == [3, 5, 6, 7]
    assert committed_fen(movements, YEAR) == 170


def test_a_corrected_commitment_was_none_and_a_corrected_release_released_nothing() -> None:
    movements = ledger(
        (wish(K.CONTRIBUTION, 1_000), 1),
        (wish(K.COMMITMENT, 100), 2),
        (wish(K.CORRECTION, 0, of=2), 3),
        (wish(K.COMMITMENT, 300), 4),
        (wish(K.RELEASE, 50, of=4), 5),
        (wish(K.CORRECTION, 0, of=5), 6),
    )
    assert committed_fen(movements, YEAR) == 300


def test_what_no_pool_pays_is_paid_all_the_same() -> None:
    programmes = [ProgrammeYear("a", paid_fen=7, unpooled_paid_fen=2), ProgrammeYear("b")]
    assert paid_in_all(programmes, 10) == 12

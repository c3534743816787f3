"""The counts beside the filters of the list: each is what choosing the value would leave."""

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from api.clock import SHANGHAI
from api.domain.category import Category
from api.domain.need import Urgency
from api.domain.place import Place
from api.domain.queue_days import Age, Due, QueueDays
from api.domain.ticket import TicketStatus
from api.store.database import Database, Unit
from api.store.ticket_counts import NOBODY, counted
from api.store.ticket_queue import TicketFilter, find
from api.tables.tickets import tickets
from api.working_days import is_workday
from tests.api.desks import NEED, REVIEWER, hired, ledger_of, reported
from tests.desk_fakes import PASSWORD, make_desk, staffed
from tests.fakes import FixedClock

S = TicketStatus
WANG = replace(REVIEWER, username="wang")
TIBET = Place("西藏自治区", "日喀则市", "定日县", None, None, "540223", 2023)
OPEN = (S.SUBMITTED, S.IN_REVIEW)
FILTERS = (
    TicketFilter(),
    TicketFilter(statuses=OPEN),
    TicketFilter(statuses=OPEN, category="health", province="云南省"),
    TicketFilter(reviewer="li", age=Age.DAYS),
    TicketFilter(unassigned=True, due=Due.SOON),
    TicketFilter(due=Due.LATE, urgency="urgent"),
    TicketFilter(age=Age.LONGER, text="冬衣"),
    TicketFilter(text="定日", statuses=OPEN, category="health"),
    TicketFilter(county="53", statuses=(S.ACCEPTED,)),
)


@pytest.fixture
def many(database: Database, tmp_path: Path, clock: FixedClock) -> Database:
    """Sixty tickets, in all states and ages."""
    dice = random.Random(5)
    hired(database, REVIEWER, WANG)
    ledger = ledger_of(database, tmp_path)
    today = clock.at.astimezone(SHANGHAI).date()
    for ordinal in range(60):
        need = replace(
            NEED,
            category=dice.choice((Category.EDUCATION, Category.HEALTH)),
            urgency=dice.choice((None, *Urgency)),
            place=dice.choice((NEED.place, TIBET)),
        )
        number = reported(ledger, database, need, key=f"k{ordinal}", update=f"u{ordinal}").number
        changed = {
            "status": dice.choice((*OPEN, S.ACCEPTED)),
            "reviewer": dice.choice((None, "li", "wang")),
            "submitted_at": clock.at - timedelta(days=dice.randrange(15)),
            "review_due": dice.choice((None, today + timedelta(days=dice.randrange(-3, 6)))),
        }
        with database.begin() as unit:
            unit.connection.execute(
                update(tickets).where(tickets.c.number == number).values(changed)
            )
    return database


@pytest.mark.parametrize("wanted", FILTERS)
def test_each_count_is_what_choosing_the_value_would_leave(
    many: Database, clock: FixedClock, wanted: TicketFilter
) -> None:
    days = QueueDays.on(clock.at.astimezone(SHANGHAI).date(), is_workday)
    wanted = replace(wanted, days=days)
    with many.read() as unit:
        counts = counted(unit, wanted, days)

        assert counts.total == left(unit, wanted)
        for status in S:
            assert counts.status.get(status, 0) == left(unit, replace(wanted, statuses=(status,)))
        for category, count in counts.category.items():
            assert count == left(unit, replace(wanted, category=category))
        for province, count in counts.province.items():
            assert count == left(unit, replace(wanted, province=province))
        for urgency, count in counts.urgency.items():
            assert count == left(unit, replace(wanted, urgency=urgency))
        for due in Due:
            assert counts.due[due] == left(unit, replace(wanted, due=due))
        for age in Age:
            assert counts.age.get(age, 0) == left(unit, replace(wanted, age=age))
        whose = replace(wanted, reviewer=None, unassigned=False)
        assert counts.reviewer.get(NOBODY, 0) == left(unit, replace(whose, unassigned=True))
        for name in ("li", "wang"):
            assert counts.reviewer.get(name, 0) == left(unit, replace(whose, reviewer=name))


def left(unit: Unit, wanted: TicketFilter) -> int:
    return find(unit, wanted)[1]


def test_the_page_shows_the_counts_and_narrows_by_age(
    sqlite_database: Database, tmp_path: Path, clock: FixedClock
) -> None:
    desk = make_desk(sqlite_database, tmp_path)
    browser = staffed(desk)
    clock.at = clock.at.replace(year=2026, month=11, day=16)
    reported(desk.ledger, desk.database, NEED, key="old", update="old")
    clock.at = clock.at.replace(day=27)
    reported(
        desk.ledger, desk.database, replace(NEED, category=Category.HEALTH), key="n", update="n"
    )
    assert date(2026, 11, 27) == clock.at.astimezone(SHANGHAI).date()
    browser.log_in("li", PASSWORD)

    page = browser.get("/desk")
    assert "超过 7 个工作日（1）" in page
    assert "不到 1 个工作日（1）" in page
    assert "教育（1）" in page
    assert "还没有人负责（2）" in page

    page = browser.get("/desk?age=8-")
    assert "去掉筛选：</span>等了超过 7 个工作日" in page
    assert 'line-number">1001' in page
    assert 'line-number">1002' not in page
    assert "医疗卫生（0）" in page
    assert '已提交 <span class="count">1</span>' in page


def test_below_a_province_its_prefectures_and_below_these_the_counties_are_counted(
    sqlite_database: Database, tmp_path: Path
) -> None:
    desk = make_desk(sqlite_database, tmp_path)
    browser = staffed(desk)
    nanan = Place("重庆市", None, "南岸区", None, None, "500108", 2023)
    elsewhere = Place("云南省", "昭通市", "盐津县", None, None, "530623", 2023)
    for key, place in (("a", NEED.place), ("b", NEED.place), ("c", elsewhere), ("d", nanan)):
        need = replace(NEED, place=place)
        reported(desk.ledger, desk.database, need, key=key, update=key)

    page = browser.get("/desk?province=云南省&category=education")
    assert '5308">普洱市 <span class="count">2</span>' in page
    assert '5306">昭通市 <span class="count">1</span>' in page
    assert page.index("普洱市 <") < page.index("昭通市 <")
    page = browser.get("/desk?province=云南省&county=5308")
    assert '530828">澜沧拉祜族自治县 <span class="count">2</span>' in page
    assert "去掉筛选：</span>普洱市 <" in page
    page = browser.get("/desk?province=云南省&county=530828")
    assert "去掉筛选：</span>澜沧拉祜族自治县 <" in page
    assert "filter-divisions" not in page
    assert '500108">南岸区 <span class="count">1</span>' in browser.get("/desk?province=重庆市")
    assert "filter-divisions" not in browser.get("/desk?county=澜沧")

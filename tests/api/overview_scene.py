"""An office with something in every part of the overview: money, milestones, questions, places."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from api.domain.category import Category
from api.domain.claim import ClaimState
from api.domain.fund_movement import MovementKind, Wish
from api.domain.fund_pool import PoolFacts
from api.domain.milestone import MilestoneState
from api.domain.need_found import Found
from api.domain.need_query import NeedQuery
from api.domain.place import Place
from api.domain.search_outcome import SearchOutcome, looked
from api.store import asked, claims, fund_pools, milestones, searches
from api.store.database import Database, Unit
from api.store.ledger import SqlLedger
from api.store.library import SqlLibrary
from knowledge.digests import digests
from tests.api.claimants import MONEY_NEED, organised, published, yuan
from tests.api.desks import hold_post, person_of
from tests.fakes import FixedClock

K, M = MovementKind, MilestoneState
YUNNAN = replace(MONEY_NEED, place=Place("云南省", "普洱市", "澜沧拉祜族自治县", code="530828"))
GIVEN = {"text": "没有找到。", "citations": [], "as_of": "2026-09-01"}
QUESTIONS = (
    ("对口支援专项资金可以预拨吗，材料要交几份，要不要法定代表人到场？", "no_source"),
    ("《慈善法》施行以前成立的基金会要重新认定吗？", "no_such_article"),
    ("县里有没有配套？", "no_local_source"),
)
EDUCATION_POOL = "上海市对口支援专项资金（社会力量公益项目）2026年度资金池"


def furnish(database: Database, clock: FixedClock, ledger: SqlLedger) -> None:
    """From the first of September on; seven weeks later it is the twentieth of October."""
    SqlLibrary(database).put_all((one, ()) for one in digests() if one.region == "上海市")
    ticket = published(ledger, database, YUNNAN).number
    person = person_of(ledger, database)
    hold_post(database, person, "驻县联络员", "532627")
    with database.begin() as unit:
        _work(unit, ticket)
        _money(unit, ticket)
        for text, reason in QUESTIONS:
            asked.note(unit, text, reason, GIVEN)
        _searched(unit)
    clock.forward(days=49)
    with database.begin() as unit:
        _searched(unit)


def _work(unit: Unit, ticket: int) -> None:
    key = organised(unit, 1, name="示例基金会")
    for state in (ClaimState.IN_PROGRESS, ClaimState.CONFIRMED):
        claims.add(unit, ticket, key, yuan(20_000), actor="li", state=state)
    first = date(2026, 9, 1)
    plans = ((5, "备货"), (10, "发货到县里"), (20, "送到木戛乡中心小学并拍照"), (28, "验收"))
    for day, what in plans:
        milestones.plan(unit, 1, what, date(2026, 9, day), first, actor="li")
    milestones.plan(unit, 1, "回访", date(2026, 12, 1), first, actor="li")
    for ordinal, day in ((1, 4), (2, 13)):
        milestones.settle(unit, 1, ordinal, M.REACHED, date(2026, 9, day), actor="li")


def _money(unit: Unit, ticket: int) -> None:
    _pool(
        unit,
        EDUCATION_POOL,
        Wish(K.CONTRIBUTION, 500_000_000, "年度预算"),
        Wish(K.COMMITMENT, 30_000_000, "助学项目", ticket=ticket, whole_fen=120_000_000),
        Wish(K.DISBURSEMENT, 27_500_000, "按审定金额", of=2),
        Wish(K.RELEASE, 2_500_000, "结余", of=2),
        Wish(K.COMMITMENT, 50_000_000, "饮水项目", whole_fen=180_000_050),
    )
    _pool(unit, "应急池", Wish(K.CONTRIBUTION, 8_000_050, "捐赠"))


def _pool(unit: Unit, name: str, *wishes: Wish) -> None:
    number = fund_pools.add(unit, PoolFacts(name, "助学"), actor="admin").number
    for wish in wishes:
        fund_pools.enter(unit, number, wish, actor="admin")


def _searched(unit: Unit) -> None:
    for query, totals in _SEARCHES:
        for total in totals:
            seen = looked(Found(query, total, ()))
            assert seen is not None
            searches.keep(unit, seen)
    for outcome, times in ((SearchOutcome.ANSWERED, 5), (SearchOutcome.DECLINED, 2)):
        for _ in range(times):
            asked.count(unit, outcome)


_SEARCHES: Sequence[tuple[NeedQuery, Sequence[int]]] = (
    (NeedQuery(categories=(Category.EDUCATION,)), (3, 12, 12)),
    (NeedQuery(categories=(Category.HOUSING,)), (0, 0)),
    (NeedQuery(words=("=1+1 电动轮椅",)), (0,)),
)

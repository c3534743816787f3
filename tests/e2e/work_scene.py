"""A claim under way and a fund pool with its ledger, for pictures and for looking for faults."""

from dataclasses import replace
from datetime import timedelta

from api.desk import claim_work
from api.desk.claim_work import Asked
from api.domain.claim import ClaimState
from api.domain.fund_movement import MovementKind, Wish
from api.domain.fund_pool import PoolFacts
from api.store import claiming, fund_pools
from api.store.database import Database
from api.store.ledger import SqlLedger
from bot.dialogue.turn import IncomingFile
from tests.api.claimants import MONEY_NEED, organised, published, yuan
from tests.api.desks import person_of
from tests.e2e.desk_talks import COLLEAGUE
from tests.fakes import NOON, FixedClock

K = MovementKind
MOVEMENTS = (
    Wish(K.CONTRIBUTION, 200_000_000, "上海市慈善基金会转账凭证 2026-118"),
    Wish(K.COMMITMENT, 36_000_000, "乡村小学电脑教室", whole_fen=120_000_000),
    Wish(K.DISBURSEMENT, 20_000_000, "第一期拨款，银行回单 0921", of=2),
    Wish(K.CONTRIBUTION, 5_000_050, "重复登记"),
    Wish(K.CORRECTION, 0, "与第 1 笔重复", of=4),
)


def work_under_way(
    database: Database, ledger: SqlLedger, clock: FixedClock, photograph: bytes
) -> int:
    """The number of a claim with an agreement in force, a late milestone and progress."""
    clock.at = NOON - timedelta(days=9)
    ticket = published(ledger, database, MONEY_NEED, key="work")
    person = person_of(ledger, database, chat="claimant")
    with database.begin() as unit:
        key = organised(unit, 7, person, name="上海示例公益基金会")
        wanted = claiming.Wanted(ticket.number, key, yuan(50_000), person=person)
        number = claiming.claim(unit, wanted, actor=person, key="work").number
        claiming.move(unit, number, ClaimState.CONFIRMED, actor=COLLEAGUE.username)
        day = unit.now.date()
        for asked in (
            Asked("plan", "1", text="采购并发货", day=day + timedelta(days=6)),
            Asked("plan", "2", text="运到学校", day=day + timedelta(days=30)),
            Asked("draft", "3", text="由县教育局组织验收。", day=day + timedelta(days=90)),
            *(Asked(act, act, 1) for act in ("send", "agree", "force")),
        ):
            claim_work.do(unit, COLLEAGUE, number, asked)
    with ledger.transaction(person) as transaction:
        transaction.work.report(number, "电脑已装车，预计周五到县城。")
        transaction.work.attach(number, IncomingFile("装车.jpg", photograph))
    with database.begin() as unit:
        pool = fund_pools.add(
            unit, PoolFacts("长三角助学资金池", "支持对口地区的乡村助学项目"), actor="admin"
        )
        for wish in MOVEMENTS:
            for_need = ticket.number if wish.kind is K.COMMITMENT else None
            fund_pools.enter(unit, pool.number, replace(wish, ticket=for_need), actor="admin")
    return number

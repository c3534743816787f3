"""From a confirmed claim to its end, in two chats and at the desk: agreement, photographs,
slippage, delivery, confirmation by the Post, evaluation; and what is refused on the way."""

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from PIL import Image
from sqlalchemy import select

from api.bootstrap.documents import open_documents
from api.desk import claim_work
from api.desk.claim_work import Asked, WorkPage, work_page
from api.domain.agreement import AgreementState
from api.domain.claim import ClaimState
from api.domain.errors import NotFound, WrongMove
from api.domain.evaluation import Side
from api.domain.ticket import TicketStatus
from api.store import agreeing, claiming, claims, delivering, tickets
from api.store.database import Database
from api.store.files import file
from api.store.refusals import latest
from api.store.work_door import REFUSED
from api.tables.delivery import notices
from knowledge.places.gazetteer import Gazetteer
from tests.api.claimants import MONEY_NEED, organised, published, yuan
from tests.api.desks import REVIEWER, hired, ledger_of
from tests.api.pictures import photographed_at
from tests.bot.test_on_a_database import DatabaseChat
from tests.fakes import FixedClock

NEED = 1001


class World:
    """A confirmed claim C1, with its claimant and the reporter in a chat each."""

    def __init__(self, database: Database, gazetteer: Gazetteer, folder: Path) -> None:
        self.database = database
        self.folder = folder
        hired(database, REVIEWER)
        ledger = ledger_of(database, folder)
        self.post = DatabaseChat(
            gazetteer, channel="telegram", name="42", database=database, folder=folder
        )
        published(ledger, database, MONEY_NEED)
        self.claimant = DatabaseChat(
            gazetteer, channel="web", name="wang", database=database, folder=folder
        )
        self.stranger = DatabaseChat(
            gazetteer, channel="web", name="zhao", database=database, folder=folder
        )
        person = ledger.receive(self.claimant.inbound(text="你好")).person
        with database.begin() as unit:
            key = organised(unit, 1, person, name="示例基金会")
            wanted = claiming.Wanted(NEED, key, yuan(50_000), person=person)
            claiming.claim(unit, wanted, actor=person, key="k")
            claiming.move(unit, 1, ClaimState.CONFIRMED, actor="li")

    def staff(self, act: str, target: int = 0, text: str = "", day: str = "") -> None:
        with self.database.begin() as unit:
            when = date.fromisoformat(day) if day else None
            key = f"{act}-{target}-{text}-{day}"
            claim_work.do(unit, REVIEWER, 1, Asked(act, key, target, text, when))

    def page(self) -> WorkPage:
        with self.database.read() as unit:
            return work_page(unit, 1)

    def status(self) -> TicketStatus:
        with self.database.read() as unit:
            return tickets.load(unit, NEED).status

    def refused(self) -> list[str]:
        with self.database.read() as unit:
            return [one.reason for one in latest(unit, REFUSED)]

    def told(self, chat: str) -> str:
        """All that was said to a chat without being asked."""
        with self.database.read() as unit:
            turns = unit.connection.execute(
                select(notices.c.turn).where(notices.c.chat == chat).order_by(notices.c.id)
            ).scalars()
            return "\n".join(one["text"] for turn in turns for one in turn["messages"])

    def in_force(self) -> None:
        self.staff("draft", day="2027-03-01")
        self.staff("send", 1)
        self.claimant.say("同意协议 C1")
        self.staff("force", 1)


@pytest.fixture
def world(sqlite_database: Database, gazetteer: Gazetteer, tmp_path: Path) -> World:
    return World(sqlite_database, gazetteer, tmp_path)


def test_from_a_confirmed_claim_to_its_end(
    database: Database, gazetteer: Gazetteer, tmp_path: Path, clock: FixedClock
) -> None:
    world = World(database, gazetteer, tmp_path)
    claimant, post = world.claimant, world.post
    claimant.follow(
        """
        > 节点 C1 2026年9月10日 电脑发货
        < 记下了：2026-09-10 电脑发货。
        < 1. 2026-09-10 电脑发货（未完成）
        """
    )
    world.staff("draft", day="2027-03-01", text="由县教育局验收。")
    world.staff("send", 1)
    claimant.follow(
        """
        > 看协议
        < 金额：50,000 元（大写：伍万元整）
        = [同意协议] [要求修改协议]
        > 修改协议 C1：验收改为学校
        < 已转给工作人员。协议 XY-C1-1 改好后会再发给您。
        """
    )
    world.staff("draft", day="2027-03-01", text="由学校验收。")
    world.staff("send", 2)
    claimant.follow(
        """
        > 协议 C1
        < 补充约定：由学校验收。
        > [同意协议]
        < 协议 XY-C1-2 您已同意
        """
    )
    world.staff("force", 2)
    assert [one.state for one in world.page().versions] == [
        AgreementState.IN_FORCE,
        AgreementState.SUPERSEDED,
    ]
    assert world.status() is TicketStatus.IN_PROGRESS

    claimant.say("进展 C1：电脑已装车")
    assert "上报人会看到" in claimant.texts[0]
    claimant.give("a.jpg", photographed_at((22.0, 33.0, 4.0)))
    claimant.give("b.jpg", photographed_at((22.0, 33.0, 5.0)))
    assert "收到 2 个文件" in claimant.texts[0]
    kept = world.page().reports[0].files
    assert len(kept) == 2
    with world.database.read() as unit:
        content = ledger_of(world.database, world.folder)._files.content(file(unit, kept[0].id))
    assert not Image.open(io.BytesIO(content)).getexif()

    clock.forward(days=14)
    assert world.page().late == 5
    claimant.follow(
        """
        > 看节点
        < 1. 2026-09-10 电脑发货（未完成，晚 5 天）
        > [节点 1 完成了]
        < 比计划晚 5 天
        > 全部已送达
        < 认领 C1 已送达
        """
    )
    assert world.status() is TicketStatus.DELIVERED
    post.follow(
        """
        > 收到了
        < …
        > [满意]
        < …
        < 这次帮扶您打几分
        > 评价 1001 4分 孩子们用上了
        < 工单 1001 4 分
        """
    )
    assert world.status() is TicketStatus.CLOSED
    claimant.follow(
        """
        > 实施情况
        < 认领 C1：需求 1001
        = [5 分]
        > 评价 C1 5分 对接顺畅
        < 认领 C1 的评价记下了：5 分
        """
    )
    for sentence in ("协议 XY-C1-2 已经拟好", "协议已生效，可以开始实施", "上报人已确认收到"):
        assert sentence in world.told("wang")
    for sentence in ("开始实施", "示例基金会报来进展：电脑已装车", "送达"):
        assert sentence in world.told("42")
    page = world.page()
    assert page.claim.state is ClaimState.EVALUATED
    assert page.versions[0].state is AgreementState.FULFILLED
    said = {one.side: (one.score, one.words) for one in page.evaluations}
    assert said == {Side.POST: (4, "孩子们用上了"), Side.CLAIMANT: (5, "对接顺畅")}
    assert page.whole
    post.say("还没解决 1001")
    assert world.status() is TicketStatus.IN_PROGRESS
    assert world.page().claim.state is ClaimState.IN_PROGRESS
    assert world.page().versions[0].state is AgreementState.IN_FORCE


def test_nothing_is_delivered_or_reported_before_an_agreement_is_in_force(world: World) -> None:
    for said in ("送达 C1", "进展 C1：发货了", "完成 C1 节点1"):
        world.claimant.say(said)
        assert "协议还没有生效" in world.claimant.texts[0]
    world.claimant.say("评价 C1 5分")
    assert "送达以后才能评价" in world.claimant.texts[0]
    world.claimant.say("同意协议 C1")
    assert "没有等您答复的协议" in world.claimant.texts[0]
    assert len(world.refused()) == 5


def test_the_claim_of_another_organisation_is_nobodys_business(world: World) -> None:
    world.in_force()
    for said in (
        "进展 C1：发货了",
        "送达 C1",
        "协议 C1",
        "节点 C1 2027年1月1日 发货",
        "评价 C1 5分",
    ):
        world.stranger.say(said)
        assert "没有找到您机构的认领 C1" in world.stranger.texts[0]
    world.claimant.say("送达 C99")
    assert "没有找到您机构的认领 C99" in world.claimant.texts[0]
    assert len(world.refused()) == 6
    assert not world.page().reports
    world.stranger.say("评价 1001 1分")
    assert not world.page().evaluations


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("节点 C1 2026年8月1日 发货", "已经过去"),
        ("节点 C1 发货", "没有认出哪一天"),
        ("节点 C1 2060年1月1日 发货", "五年以内"),
        ("节点 C1 2026年12月1日", "写明节点要做什么"),
        ("完成 C1 节点9", "没有找到这个节点"),
        ("完成节点 C1 9", "没有找到这个节点"),
        ("评价 C1 9分", "送达以后才能评价|1 到 5 分"),
    ],
)
def test_what_cannot_be_is_said_with_the_way_on(world: World, said: str, sentence: str) -> None:
    world.in_force()
    world.claimant.say(said)
    assert any(one in world.claimant.texts[0] for one in sentence.split("|"))


def test_a_form_of_the_desk_that_comes_twice_does_it_once(world: World) -> None:
    for _ in range(2):
        world.staff("plan", text="发货", day="2026-12-01")
    assert len(world.page().steps) == 1


def test_the_same_in_english(world: World) -> None:
    world.claimant.say("english")
    world.in_force()
    world.claimant.follow(
        """
        > my work
        < Claim C1: need 1001
        = [Report progress] [All delivered]
        > [Report progress]
        < Please write how claim C1 is going
        > cancel
        < nothing was noted
        > milestone C1 2026-12-20 computers at the school
        < Noted: 2026-12-20 computers at the school.
        < Milestones of claim C1
        > progress C1: sent off
        < Noted
        > delivered C1
        < claim C1 is delivered
        """
    )


def test_the_agreement_is_handed_out_to_its_claimant_and_nobody_else(world: World) -> None:
    world.staff("draft", day="2027-03-01")
    documents = open_documents(world.database)
    with pytest.raises(NotFound):
        documents.fetch("web", "wang", "agreement-1v1")  # it is only a draft
    world.staff("send", 1)
    world.claimant.say("协议 C1")
    shown = world.claimant.turn.messages[0].document
    assert shown is not None
    given = documents.fetch("web", "wang", shown.key)
    assert given.name == "XY-C1-1.docx"
    text = "\n".join(one.text for one in Document(io.BytesIO(given.content)).paragraphs)
    assert "人民币伍万元整" in text
    world.stranger.say("你好")
    for chat, key in (("zhao", shown.key), ("wang", "agreement-9v1"), ("wang", "agreement-x")):
        with pytest.raises(NotFound):
            documents.fetch("web", chat, key)


def test_staff_see_what_waits_for_them_and_cannot_skip_the_agreement(world: World) -> None:
    def awaited() -> str:
        with world.database.read() as unit:
            return agreeing.awaited(unit, claims.load(unit, 1))

    assert awaited() == "待拟协议"
    with world.database.begin() as unit, pytest.raises(WrongMove, match="协议还没有生效"):
        delivering.require_agreements(unit, NEED)
    world.staff("draft", day="2027-03-01")
    assert awaited() == "协议待发出"
    world.staff("send", 1)
    assert awaited() == ""
    world.claimant.say("修改协议 C1：期限太短")
    assert awaited() == "认领方要求修改协议"
    world.staff("draft", day="2027-04-01")
    world.staff("send", 2)
    world.claimant.say("同意")
    assert awaited() == "协议待办生效"

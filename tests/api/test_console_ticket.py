"""The ticket page: what it shows, what is decided on it, and what happens when two decide."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from api.console.criteria import Case, Finding, criteria
from api.desk.review import accept, note, reject, return_to, take
from api.domain.category import Category
from api.domain.need import FIELDS, Beneficiaries, FiscalCover, Item, Need, Urgency
from api.domain.ticket import Ticket, TicketStatus
from api.outbox import DeliveryStatus, claim, record
from api.store import tickets as store
from api.store.database import Database
from api.tables.delivery import notices, outbox
from tests.api.desks import CHECKED, NEED, NOTIFIER, REVIEWER, hired, person_of, reported
from tests.desk_fakes import Browser, DeskWorld, make_desk, staffed
from tests.fakes import FixedClock

WANG = replace(REVIEWER, username="wang")
TICKED = list(CHECKED.points)
FULL = replace(
    NEED,
    secondary_category=Category.CHILDREN,
    items=(Item("冬衣", Decimal(200), "套"), Item("棉鞋"), Item("煤", Decimal("1.50"), "吨")),
    beneficiaries=Beneficiaries(1_200, 300, "小学生"),
    gap_yuan=Decimal("38000.5"),
    fiscal_cover=FiscalCover.NONE,
    deadline_date=date(2026, 11, 30),
)


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def browser(desk: DeskWorld) -> Browser:
    return staffed(desk)


def status(desk: DeskWorld, number: int = 1001) -> TicketStatus:
    with desk.database.read() as unit:
        return store.load(unit, number).status


def told(desk: DeskWorld) -> list[str]:
    """What the reporter was told, oldest first."""
    with desk.database.read() as unit:
        turns = unit.connection.execute(select(notices.c.turn).order_by(notices.c.id)).scalars()
        return [turn["messages"][0]["text"] for turn in turns]


def in_review(desk: DeskWorld, need: Need = NEED) -> None:
    reported(desk.ledger, desk.database, need)
    with desk.database.begin() as unit:
        take(unit, REVIEWER, 1001, version=2)


def test_every_field_is_shown_with_its_value_and_where_it_comes_from(
    desk: DeskWorld, browser: Browser
) -> None:
    person = person_of(desk.ledger, desk.database)
    marks = {"place": "recognised", "items": "confirmed", "budget_yuan": "said"}
    with desk.ledger.transaction(person) as transaction:
        transaction.submit(FULL, marks, "k")

    page = browser.get("/desk/tickets/1001")

    for label in FIELDS.values():
        assert f"<dt>{label}</dt>" in page
    assert "云南省普洱市澜沧拉祜族自治县木戛乡中心小学" in page
    assert "区划代码 530828205（2023 年区划）" in page
    assert "教育（兼：儿童关爱）" in page
    assert ">冬衣 200 套<" in page
    assert ">棉鞋（数量待定）<" in page
    assert ">煤 1.5 吨<" in page
    assert "1,200 人，300 户，小学生" in page
    assert "50,000 元" in page
    assert "38,000.5 元" in page
    assert "11月底前" in page
    assert "按 2026-11-30 计" in page
    assert "系统识别</span>" in page
    assert "已确认</span>" in page
    assert "本人填写</span>" in page
    assert page.count("待补</span>") == 1  # the evidence


def test_a_report_with_hardly_anything_shows_what_is_open(
    desk: DeskWorld, browser: Browser
) -> None:
    reported(desk.ledger, desk.database, Need(title="", description="缺水"))

    page = browser.get("/desk/tickets/1001")

    assert page.count("没有填写") == len(FIELDS) - 1
    assert "上报没有写明紧急程度" in page
    assert "上报没有写明财政资金的情况" in page
    assert "还没有：地点、类别" in page
    assert "没有佐证材料" in page
    assert "没有对上行政区划代码" not in page


def test_a_place_without_a_code_says_so(desk: DeskWorld, browser: Browser) -> None:
    reported(desk.ledger, desk.database, replace(NEED, place=replace(NEED.place, code=None)))

    assert "没有对上行政区划代码" in browser.get("/desk/tickets/1001")


@pytest.mark.parametrize(
    ("need", "sentence"),
    [
        (replace(NEED, urgency=Urgency.NORMAL), "上报为“一般”"),
        (replace(NEED, urgency=Urgency.SUDDEN), "请看情况说明"),
        (replace(NEED, fiscal_cover=FiscalCover.NONE), "上报为未覆盖"),
        (replace(NEED, fiscal_cover=FiscalCover.PARTIAL), "请核对缺口"),
        (replace(NEED, fiscal_cover=FiscalCover.FULL), "上报为“已覆盖”"),
    ],
)
def test_the_checklist_says_what_the_report_says(
    desk: DeskWorld, browser: Browser, need: Need, sentence: str
) -> None:
    reported(desk.ledger, desk.database, need)

    assert sentence in browser.get("/desk/tickets/1001")


def test_a_report_with_everything_counts_as_complete() -> None:
    case = Case(Ticket(1001, replace(FULL, evidence=("x",)), "r"), files=1, others=0)

    found = criteria(case)

    assert [one.finding for one in found] == [
        Finding.YES,
        Finding.NO,
        Finding.YES,
        Finding.OPEN,
        Finding.YES,
        Finding.YES,
    ]


def test_what_may_be_the_same_need_is_named(desk: DeskWorld, browser: Browser) -> None:
    for ordinal in range(8):
        reported(desk.ledger, desk.database, key=f"k{ordinal}", update=f"u{ordinal}")
    other = replace(NEED, category=Category.HEALTH, items=(Item("血压计"),), description="")
    reported(desk.ledger, desk.database, other, key="other", update="other")

    page = browser.get("/desk/tickets/1001")

    assert "同县同类还有 7 份工单" in page
    assert page.count('?status=all">10') == 5
    assert "全部 7 份" in page
    assert "没有查到同县同类" in browser.get("/desk/tickets/1009")


def test_a_need_is_taken_accepted_and_forwarded(desk: DeskWorld, browser: Browser) -> None:
    reported(desk.ledger, desk.database)
    assert "开始审核</button>" in browser.get("/desk/tickets/1001")
    assert "退回补充</button>" not in browser.page

    assert "已开始审核" in browser.post("/desk/tickets/1001/take", version="2")
    page = browser.post("/desk/tickets/1001/accept", version="3", checked=TICKED, reason="请等通知")

    assert "已受理。" in page
    assert "推送到匹配服务" in page
    assert "等待送达" in page
    assert "审核中 → 已受理" in page
    assert "请等通知" in told(desk)[-1]


def test_a_return_names_fields_and_a_reason(desk: DeskWorld, browser: Browser) -> None:
    in_review(desk)
    browser.get("/desk/tickets/1001")

    page = browser.post(
        "/desk/tickets/1001/return", version="3", fields=["items", "place"], reason="要几码的？"
    )

    assert "已退回补充" in page
    assert "等待上报人补充：地点、需要什么。" in page
    assert page.count("已退回</span>") == 2
    assert "需要补充：地点、需要什么" in page
    assert "要几码的？" in told(desk)[-1]
    assert "开始审核</button>" not in page


@pytest.mark.parametrize(
    ("action", "fields", "sentence"),
    [
        ("return", {"reason": "为什么"}, "请至少勾选一项"),
        ("return", {"fields": "items", "reason": " "}, "请写明原因"),
        ("return", {"fields": "nonsense", "reason": "为什么"}, "没有“nonsense”这一项"),
        ("reject", {"reason": ""}, "请写明原因"),
        ("reject", {"reason": "长" * 1_001}, "最多 1,000 字，现在有 1,001 字"),
        ("note", {"reason": ""}, "备注是空的"),
    ],
)
def test_a_refused_form_stays_open_with_what_was_written(
    desk: DeskWorld, browser: Browser, action: str, fields: dict[str, str], sentence: str
) -> None:
    in_review(desk)
    browser.get("/desk/tickets/1001")

    page = browser.post(f"/desk/tickets/1001/{action}", 422, version="3", **fields)

    assert sentence in page
    assert f'data-action="{action}" open' in page
    assert f'aria-describedby="hint-{action} problem-{action}"' in page
    assert fields["reason"].strip() in page
    if fields.get("fields") == "items":
        assert 'value="items" checked' in page
    assert status(desk) is TicketStatus.IN_REVIEW


def test_a_rejection_tells_the_reporter_why(desk: DeskWorld, browser: Browser) -> None:
    in_review(desk)
    browser.get("/desk/tickets/1001")

    page = browser.post("/desk/tickets/1001/reject", version="3", reason="已有财政安排。")

    assert "已记为不予受理" in page
    assert "已有财政安排。" in told(desk)[-1]
    assert "受理</button>" not in page
    assert ">备注</summary>" in page


def test_a_note_is_for_staff_alone(desk: DeskWorld, browser: Browser) -> None:
    reported(desk.ledger, desk.database)
    browser.get("/desk/tickets/1001")

    page = browser.post("/desk/tickets/1001/note", version="2", reason="致电 13812345678 核实")

    assert "备注已记入办理记录" in page
    assert "致电 [电话已隐去] 核实" in page
    assert told(desk) == []


def test_when_a_colleague_was_faster_the_page_shows_it_and_keeps_the_words(
    desk: DeskWorld, browser: Browser
) -> None:
    in_review(desk)
    hired(desk.database, WANG)
    browser.get("/desk/tickets/1001")
    with desk.database.begin() as unit:
        note(unit, WANG, 1001, version=3, text="等一等")

    page = browser.post(
        "/desk/tickets/1001/return", 409, version="3", fields="items", reason="请写尺码。"
    )

    assert "2026-09-01 12:00 wang更新，现在是“审核中”" in page
    assert ">请写尺码。</textarea>" in page
    assert 'value="items" checked' in page
    assert 'data-action="return" open' in page
    assert 'name="version" value="4"' in page
    assert "等一等" in page
    page = browser.post(
        "/desk/tickets/1001/return", version="4", fields="items", reason="请写尺码。"
    )
    assert "已退回补充" in page


def test_words_for_a_decision_no_longer_possible_wait_in_the_note(
    desk: DeskWorld, browser: Browser
) -> None:
    in_review(desk)
    hired(desk.database, WANG)
    browser.get("/desk/tickets/1001")
    with desk.database.begin() as unit:
        reject(unit, WANG, 1001, version=3, reason="重复", notifier=NOTIFIER)

    page = browser.post(
        "/desk/tickets/1001/return", 409, version="3", fields="items", reason="请写尺码。"
    )

    assert "现在是“不予受理”" in page
    assert "写的话放在“备注”里" in page
    assert 'data-action="note" open' in page
    assert ">请写尺码。</textarea>" in page
    page = browser.post("/desk/tickets/1001/accept", 409, version="3")
    assert "写的话放在“备注”里" not in page


def test_a_move_that_is_not_allowed_is_explained(desk: DeskWorld, browser: Browser) -> None:
    reported(desk.ledger, desk.database)
    browser.get("/desk/tickets/1001")

    assert "不能改为“已受理”" in browser.post("/desk/tickets/1001/accept", 409, version="2")


def test_a_form_sent_twice_is_done_once(desk: DeskWorld, browser: Browser) -> None:
    in_review(desk)
    browser.get("/desk/tickets/1001")
    browser.post("/desk/tickets/1001/accept", version="3", checked=TICKED)

    assert "已受理。" in browser.post("/desk/tickets/1001/accept", version="3", checked=TICKED)
    browser.post("/desk/tickets/1001/note", version="4", reason="一次")
    assert "备注已记入" in browser.post("/desk/tickets/1001/note", version="4", reason="一次")
    with desk.database.read() as unit:
        assert len(unit.connection.execute(select(outbox)).all()) == 1
        assert len(store.load(unit, 1001).history) == 4


def test_a_form_without_a_version_changes_nothing(desk: DeskWorld, browser: Browser) -> None:
    reported(desk.ledger, desk.database)
    browser.get("/desk/tickets/1001")

    browser.post("/desk/tickets/1001/take", 409)
    browser.post("/desk/tickets/1001/take", 409, version="两")
    assert status(desk) is TicketStatus.SUBMITTED


@pytest.mark.parametrize("number", ["9999", "0", "abc", "9" * 30])
def test_a_ticket_that_does_not_exist_is_told_on_a_page_of_the_desk(
    browser: Browser, number: str
) -> None:
    browser.get("/desk")

    assert "回到工作台" in browser.get(f"/desk/tickets/{number}", 404)
    browser.get("/desk")
    assert "回到工作台" in browser.post(f"/desk/tickets/{number}/take", 404, version="1")
    browser.get("/desk")
    browser.post("/desk/tickets/1001/explode", 404, version="1")


def test_the_history_says_who_did_what_and_that_nothing_was_changed(
    desk: DeskWorld, browser: Browser
) -> None:
    in_review(desk)
    with desk.database.begin() as unit:
        return_to(
            unit, REVIEWER, 1001, version=3, fields=("items",), reason="几套？", notifier=NOTIFIER
        )
    person = person_of(desk.ledger, desk.database, update="9")
    with desk.ledger.transaction(person) as transaction:
        transaction.resubmit(1001, NEED, {"items": "said"}, ("items",), "again")

    page = browser.get("/desk/tickets/1001")

    assert "<strong>提交上报</strong> 上报人" in page
    assert "<strong>已提交 → 审核中</strong> li" in page
    assert "<strong>待补充 → 审核中</strong> 上报人" in page
    assert "补充了：需要什么" in page
    assert person not in page
    assert "链完整" in page


def test_a_history_that_was_tampered_with_is_called_out(desk: DeskWorld, browser: Browser) -> None:
    in_review(desk)
    with desk.database.begin() as unit:
        unit.connection.execute(text("UPDATE tickets SET history_hash = 'x'"))

    page = browser.get("/desk/tickets/1001")

    assert "链不完整" in page
    assert "请先不要处理" in page


def test_the_conversation_that_led_to_it_stands_there(desk: DeskWorld, browser: Browser) -> None:
    person = person_of(desk.ledger, desk.database)
    with desk.ledger.transaction(person) as transaction:
        for _ in range(7):
            transaction.remember("bot", "需要什么？")
            transaction.remember("person", "<b>冬衣</b>")
        transaction.submit(NEED, {}, "k")

    page = browser.get("/desk/tickets/1001")

    assert "需要什么？" in page
    assert "&lt;b&gt;冬衣&lt;/b&gt;" in page
    assert '<details class="fold"><summary>展开或收起' in page


def test_each_attempt_of_a_delivery_is_shown_and_it_can_be_sent_again(
    desk: DeskWorld, browser: Browser, clock: FixedClock
) -> None:
    in_review(desk)
    with desk.database.begin() as unit:
        accept(unit, REVIEWER, 1001, version=3, checks=CHECKED, notifier=NOTIFIER)
        (delivery,) = claim(unit)
        clock.forward(seconds=1.5)
    with desk.database.begin() as unit:
        record(
            unit,
            delivery,
            status=DeliveryStatus.NEEDS_ATTENTION,
            status_code=422,
            error="匹配服务拒绝了（422）：<b>",
        )

    page = browser.get("/desk/tickets/1001")
    assert "需要人工处理" in page
    assert "匹配服务拒绝了（422）：&lt;b&gt;" in page
    assert "1.5 秒" in page
    assert "data-waiting" not in page
    page = browser.post("/desk/tickets/1001/deliveries/1/retry")
    assert "已安排重新推送" in page
    assert "data-waiting" in page
    assert "已试 1 次，下一次在 2026-09-01 12:00:01" in page

    with desk.database.begin() as unit:
        claim(unit)
    assert "进行中，或服务中途停止" in browser.get("/desk/tickets/1001")
    browser.post("/desk/tickets/1001/deliveries/7/retry", 404)


def delivered(desk: DeskWorld, response: object) -> None:
    with desk.database.begin() as unit:
        unit.connection.execute(
            update(outbox).values(
                status=DeliveryStatus.DELIVERED, delivered_at=unit.now, response=response
            )
        )


def test_matches_are_shown_with_score_and_reasons(desk: DeskWorld, browser: Browser) -> None:
    in_review(desk)
    with desk.database.begin() as unit:
        accept(unit, REVIEWER, 1001, version=3, checks=CHECKED, notifier=NOTIFIER)
    match = {"organisation": "某基金会", "offer": "温暖计划", "score": 0.873, "reasons": ["同县"]}
    assert "推送送达后，这里显示" in browser.get("/desk/tickets/1001")

    delivered(desk, {"matches": [match] * 5})
    page = browser.get("/desk/tickets/1001")
    assert page.count("匹配度 87%") == 5
    assert "其余 2 个" in page
    assert "同县" in page
    assert "这次推送已经送达" in browser.post("/desk/tickets/1001/deliveries/1/retry")

    delivered(desk, {"matches": []})
    assert "没有找到合适的机构" in browser.get("/desk/tickets/1001")


def test_a_withdrawn_ticket_is_not_forwarded(desk: DeskWorld, browser: Browser) -> None:
    in_review(desk)
    with desk.database.begin() as unit:
        accept(unit, REVIEWER, 1001, version=3, checks=CHECKED, notifier=NOTIFIER)
    person = person_of(desk.ledger, desk.database, update="9")
    with desk.ledger.transaction(person) as transaction:
        transaction.withdraw(1001, "不需要了")

    assert "工单已撤回，不再推送" in browser.get("/desk/tickets/1001")


def test_after_a_decision_the_next_one_is_offered(desk: DeskWorld, browser: Browser) -> None:
    in_review(desk)
    reported(desk.ledger, desk.database, key="k2", update="2")
    browser.get("/desk/tickets/1001")

    page = browser.post("/desk/tickets/1001/accept", version="3", checked=TICKED)

    assert '<a href="/desk/tickets/1002">看下一份待审的工单</a>' in page

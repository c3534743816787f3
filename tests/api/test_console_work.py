"""What follows a claim, at the desk: agreement drafted, sent, in force, printed; plan; refusals."""

import io
import re
from pathlib import Path

import pytest
from docx import Document

from api.domain.claim import ClaimState
from api.domain.fund_movement import MovementKind, Wish
from api.domain.fund_pool import PoolFacts
from api.store import claiming, fund_pools
from api.store.database import Database
from api.store.refusals import latest
from api.store.work_door import REFUSED
from tests.api.claimants import BOTH, organised, published, yuan
from tests.api.desks import REVIEWER, linked, person_of
from tests.desk_fakes import PASSWORD, Browser, DeskWorld, make_desk, staffed
from tests.fakes import FixedClock

PAGE = "/desk/claims/1/work"
TERMS = {"day": "2027-03-01", "text": "由县教育局验收。"}


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> DeskWorld:
    return make_desk(sqlite_database, tmp_path)


@pytest.fixture
def staff(desk: DeskWorld) -> Browser:
    """A reviewer in front of claim C1, which is confirmed."""
    browser = staffed(desk)
    ticket = published(desk.ledger, desk.database, BOTH)
    person = person_of(desk.ledger, desk.database, chat="claimant")
    with desk.database.begin() as unit:
        key = organised(unit, 1, person, name="示例基金会")
        wanted = claiming.Wanted(ticket.number, key, yuan(35_000), person=person)
        claiming.claim(unit, wanted, actor=person, key="k")
        claiming.move(unit, 1, ClaimState.CONFIRMED, actor="li")
    browser.get("/desk/claims/1")
    return browser


def done(browser: Browser, act: str, status: int = 200, **fields: str) -> str:
    found = re.search(r'name="key" value="(\w{32})-', browser.get(PAGE))
    key = found[1] if found else "none"
    body = {"act": act, "key": f"{key}-{act}", **fields}
    return browser.post(PAGE, status, **body)


def test_an_agreement_goes_from_a_draft_to_in_force(desk: DeskWorld, staff: Browser) -> None:
    assert "协议、节点和进展" in staff.page
    state = '<span class="badge badge-good">已确认</span>'
    assert state in staff.page
    assert state in staff.get(PAGE)
    done(staff, "plan", day="2026-12-20", text="运到学校")
    assert "协议已起草" in done(staff, "draft", 200, **TERMS)
    assert "协议已发出" in done(staff, "send", target="1")
    assert "已记为认领方同意" in done(staff, "agree", target="1")
    page = done(staff, "force", target="1")
    assert "协议已生效" in page
    in_force = '<span class="badge badge-good">已生效</span>'
    assert in_force in page
    assert in_force in staff.get("/desk/claims/1/agreements/1")
    staff.get(PAGE)
    assert "实施中" in page
    assert "链完整" in page
    page = done(staff, "deliver")
    assert "等上报人确认" in page


def test_the_agreement_is_a_page_to_print_and_a_word_file(staff: Browser) -> None:
    done(staff, "plan", day="2026-12-20", text="运到学校")
    done(staff, "draft", 200, **TERMS)
    shown = staff.get("/desk/claims/1/agreements/1")
    for part in (
        "XY-C1-1",
        "示例基金会",
        "叁万伍仟元整",
        "2026-12-20：运到学校",
        "由县教育局验收。",
    ):
        assert part in shown
    answer = staff.client.get("/desk/claims/1/agreements/1/file")
    text = "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)
    assert "人民币 35,000 元（大写：人民币叁万伍仟元整）" in text
    assert "王老师" not in text  # the contact is nobody's business
    staff.get("/desk/claims/1/agreements/9", 404)
    staff.get("/desk/claims/9/work", 404)


def test_a_late_milestone_is_flagged(staff: Browser, clock: FixedClock) -> None:
    done(staff, "plan", day="2026-09-03", text="发货")
    done(staff, "draft", 200, **TERMS)
    for act in ("send", "agree", "force"):
        done(staff, act, target="1")
    clock.forward(days=5)
    staff.log_in("li", PASSWORD)
    assert "逾期 3 天" in staff.get(PAGE)
    page = done(staff, "reach", target="1")
    assert "晚 3 天" in page


@pytest.mark.parametrize(
    ("act", "fields", "sentence"),
    [
        ("plan", {"day": "2026-08-01", "text": "发货"}, "已经过去"),
        ("plan", {"day": "下周", "text": "发货"}, "日期没有认出来"),
        ("plan", {"text": "发货"}, "请选择日期"),
        ("draft", {"day": "2026-08-01"}, "要晚于今天"),
        ("deliver", {}, "协议还没有生效"),
        ("fly", {}, "表单不完整"),
    ],
)
def test_what_cannot_be_is_refused_and_kept_for_the_audit(
    desk: DeskWorld, staff: Browser, act: str, fields: dict[str, str], sentence: str
) -> None:
    page = done(staff, act, 422, **fields)
    assert sentence in page
    with desk.database.read() as unit:
        assert sentence in latest(unit, REFUSED)[0].reason


def test_nobody_handles_the_claim_of_their_own_organisation(
    desk: DeskWorld, staff: Browser
) -> None:
    person = person_of(desk.ledger, desk.database, chat="claimant")
    linked(desk.database, REVIEWER, person)
    assert "由其他同事办理" in done(staff, "draft", 422, **TERMS)


def test_what_a_pool_gives_to_the_need_stands_beside_the_work(
    desk: DeskWorld, staff: Browser
) -> None:
    with desk.database.begin() as unit:
        pool = fund_pools.add(unit, PoolFacts("助学资金池", "助学"), actor="admin").number
        for wish in (
            Wish(MovementKind.CONTRIBUTION, 2_000_000, "到账"),
            Wish(MovementKind.COMMITMENT, 1_500_000, "配套", ticket=1001),
            Wish(MovementKind.DISBURSEMENT, 500_000, "首付款", of=2),
        ):
            fund_pools.enter(unit, pool, wish, actor="admin")
    assert "未拨付 10,000 元，已拨付 5,000 元" in staff.get(PAGE)

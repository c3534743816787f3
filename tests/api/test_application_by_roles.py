"""One application through all states, by people who have one role each; the walk is recorded."""

from pathlib import Path

import pytest

from api.desk.people import Staff
from api.domain.application_event import Act
from api.domain.duties import Role
from api.store import applications
from api.store.audit import audited
from api.store.database import Database
from tests.api.application_office import PROJECT, Office, agreed, open_office
from tests.fakes import FixedClock

# Who there is. The rules want several of some: nobody follows themselves.
PEOPLE = {
    "受理甲": Role.INTAKE,
    "受理乙": Role.INTAKE,
    "初审": Role.FIRST_REVIEW,
    "复审甲": Role.SECOND_REVIEW,
    "复审乙": Role.SECOND_REVIEW,
    "专家甲": Role.EXPERT,
    "专家乙": Role.EXPERT,
    "专家丙": Role.EXPERT,
    "公示": Role.NOTICE,
    "财务甲": Role.FINANCE,
    "财务乙": Role.FINANCE,
    "管理员": Role.ADMIN,
    "知识": Role.KNOWLEDGE,
}
EXPERTS = ("专家甲", "专家乙", "专家丙")
SIGNED = agreed(
    "沪合 2026-1", "30万", "1", ("图书到校", "2026-09-20", ""), ("培训", "2026-10-20", "")
)
AUDITED = {"auditor": "某会计师事务所", "whole": "100万", "amount": "28万"}

# Stage, who, what they do. ``None`` is the stage at which it is entered.
WALK = [
    ("intake", "受理甲", Act.ENTERED),
    ("truth", "初审", Act.RETURNED),
    ("truth", "受理甲", Act.ANSWERED),
    ("truth", "初审", Act.PASSED),
    ("compliance", "复审甲", Act.PASSED),
    *((("feasibility", one, act)) for one in EXPERTS for act in (Act.DECLARED, Act.SCORED)),
    ("feasibility", "复审乙", Act.PASSED),
    ("notice", "公示", Act.NOTICED),
    ("notice", "公示", Act.PASSED),
    ("decision", "管理员", Act.PASSED),
    ("announcement", "公示", Act.PASSED),
    ("agreement", "复审乙", Act.EVALUATED),
    ("agreement", "管理员", Act.PASSED),
    ("delivery", "受理乙", Act.PROGRESS),
    ("delivery", "复审乙", Act.EVALUATED),
    ("delivery", "受理乙", Act.PROGRESS),
    ("delivery", "受理乙", Act.PASSED),
    ("audit", "财务甲", Act.PASSED),
    ("disbursement", "财务乙", Act.PASSED),
    ("evaluation", "复审乙", Act.EVALUATED),
    ("evaluation", "复审乙", Act.PASSED),
]


@pytest.fixture
def office(sqlite_database: Database, clock: FixedClock, tmp_path: Path) -> Office:
    office = open_office(sqlite_database, clock, tmp_path)
    for name, role in PEOPLE.items():
        office.hire(Staff(name, frozenset({role})))
    return office


def test_one_application_goes_through_all_states_by_different_roles(office: Office) -> None:
    _pool(office)
    office.enter("受理甲")
    assert "您的角色不能查看申报" in office["知识"].get("/desk/applications/1", 403)
    office.act("初审", "returned", note="请补充图书清单")
    office.act("受理甲", "answered", note="已补", **PROJECT)
    _passed(office, "初审")
    _passed(office, "复审甲")
    for expert in EXPERTS:
        office.score(expert, 30, 25, 18, 18)
    assert "由“复审”办理" in office.act("专家甲", "passed", 403)
    _passed(office, "复审乙")
    office.act("公示", "noticed")
    office.wait(12)
    _passed(office, "公示")
    _passed(office, "管理员", note="会审通过")
    _passed(office, "公示")
    office.evaluate("复审乙")
    _passed(office, "管理员", **SIGNED)
    office.reach("受理乙", 1, "2026-09-13")
    office.evaluate("复审乙", result="go_on")
    office.reach("受理乙", 2, "2026-09-13")
    _passed(office, "受理乙")
    _passed(office, "财务甲", **AUDITED)
    assert "要由另一位同事办理" in office.act("财务甲", "passed", 403, amount="28万")
    _passed(office, "财务乙", amount="28万")
    office.evaluate("复审乙")
    assert "已结项" in office.act("复审乙", "passed", grade="excellent")

    with office.desk.database.read() as unit:
        done = applications.load(unit, 1)
        assert [(one.stage, one.actor, one.act) for one in done.events] == WALK
        assert audited(unit).broken == ()


def test_only_who_enters_applications_is_offered_to_speak_for_the_organisation(
    office: Office,
) -> None:
    office.enter("受理甲")
    intake, expert = office["受理乙"], office["专家甲"]
    assert 'data-action="withdrawn"' in intake.get("/desk/applications/1")
    assert 'data-action="withdrawn"' not in expert.get("/desk/applications/1")
    assert "/desk/applications/new" in intake.get("/desk/applications")
    assert "/desk/applications/new" not in expert.get("/desk/applications")
    assert "您的角色不能录入申报" in expert.get("/desk/applications/new", 403)
    office.act("初审", "returned", note="请补充图书清单")
    assert 'data-action="answered"' in intake.get("/desk/applications/1")
    assert 'data-action="answered"' not in office["初审"].get("/desk/applications/1")


def _pool(office: Office) -> None:
    assert "登记由“财务”办理" in office["管理员"].get("/desk/pools")
    office["财务甲"].get("/desk/pools")
    office["财务甲"].post(
        "/desk/pools", name="助学资金池", purpose="助学", programme="shanghai-special-fund", cap=""
    )
    office["财务甲"].post(
        "/desk/pools/1", kind="contribution", amount="100万", reason="到账", key="k1"
    )


def _passed(office: Office, who: str, **more: str | list[str]) -> None:
    """``who`` passes it, after somebody whose role is another one was refused."""
    role = PEOPLE[who]
    other = next(name for name in ("管理员", "公示") if PEOPLE[name] is not role)
    assert f"由“{role.label}”办理" in office.act(other, "passed", 403, **more)
    office.act(who, "passed", **more)

"""`shanhai doctor --audit` reads every history again and names the one that was changed."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Table, text

from api.desk import faqs as faq_desk
from api.desk import posts as post_desk
from api.desk.assignment import add_rule
from api.desk.exports import note_export
from api.domain.agreement import WorkAct
from api.domain.api_key import KeyFacts, Scope
from api.domain.application import entered
from api.domain.assignment import AssignmentRule
from api.domain.claimable import Parts
from api.domain.credit_code import credit_code
from api.domain.export_event import ExportKind, Taken
from api.domain.fund_movement import MovementKind, Wish
from api.domain.fund_pool import PoolFacts
from api.domain.organisation_details import Details
from api.domain.post import PostFacts
from api.domain.project import BudgetLine, Project
from api.store import api_keys as key_store
from api.store import applications as application_store
from api.store import claims as claim_store
from api.store import fund_pools as pool_store
from api.store import organisations as organisation_store
from api.store import staff_chats, work_history
from api.store.audit import AUDITS, audited
from api.store.database import Database, Unit
from api.store.ledger import SqlLedger
from api.store.library import SqlLibrary
from api.tables import (
    administration,
    agreements,
    applications,
    assignment,
    claims,
    exports,
    faqs,
    fund_pools,
    knowledge,
    need_versions,
    organisations,
    posts,
    tickets,
)
from api.tables import staff_chats as talks
from api.tables.columns import METADATA
from knowledge.procedure_files import load_procedures
from tests.api.desks import ADMIN, NOTIFIER, REVIEWER, hired, ledger_of, person_of, reported
from tests.api.test_faqs import BODY
from tests.api.test_library import DOCUMENT, PASSAGES

NAMES: Mapping[Table, str] = {
    tickets.history: "工单 1001",
    need_versions.need_versions: "工单 1001 的内容",
    posts.post_history: "岗位 1",
    organisations.organisation_history: "机构 上海市儿童基金会",
    claims.claim_history: "认领 C1",
    faqs.faq_history: "解答 1",
    knowledge.document_history: f"政策文件 {DOCUMENT.key}",
    talks.staff_chat_events: "人工对话 1",
    fund_pools.fund_movements: "资金池 1",
    agreements.work_history: "认领 C1 的实施",
    applications.application_history: "申报 S1",
    exports.export_log: "2026 年的导出记录",
    administration.administration_history: "密钥 大屏",
    assignment.assignment_rules: "分配规则",
}


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    """What has happened: one of everything that keeps a history."""
    hired(database, REVIEWER, ADMIN)
    ledger = ledger_of(database, tmp_path)
    reported(ledger, database)
    person = person_of(ledger, database)
    with ledger.transaction(person) as transaction:
        transaction.pass_on("周末能办事吗？", "k")
    library = SqlLibrary(database)
    library.put(DOCUMENT, PASSAGES)
    library.put(DOCUMENT, PASSAGES[:1])
    with database.begin() as unit:
        faq_desk.answer_questions(unit, REVIEWER, (1,), BODY, NOTIFIER)
        post_desk.make_post(unit, ADMIN, PostFacts("驻县联络员", "澜沧县", "530828", "", None))
        code = credit_code("533100005017745272")
        made = organisation_store.add(unit, code, "上海市儿童基金会", Details(), actor=person)
        claim_store.add(unit, 1001, made.key, Parts(Decimal(1)), actor=person)
        work_history.record(unit, 1, WorkAct.PLANNED, actor="li")
        staff_chats.begin(unit, person, "转人工")
        note_export(unit, ADMIN, Taken(ExportKind.POOL_LEDGER, "助学资金池", "csv", 1))
        pool = pool_store.add(unit, PoolFacts("助学资金池", "助学"), actor="admin")
        wish = Wish(MovementKind.CONTRIBUTION, 100, "到账")
        pool_store.enter(unit, pool.number, wish, actor="admin")
        project = Project("助学", "云南省普洱市", (BudgetLine("书", 100, 30),))
        special = load_procedures()["shanghai-special-fund"]
        key_store.issue(unit, KeyFacts("大屏", "省办", "展示", (Scope.PACE,), 30), actor="admin")
        add_rule(unit, ADMIN, AssignmentRule("云南", ("li",)), version=0)
        application_store.add(
            unit, entered(special, project, organisation=made.key, actor="li", at=unit.now)
        )
    return ledger


def _tampered(unit: Unit, table: str) -> None:
    """What somebody can do who has the database in their hands: the rules of the table first."""
    if unit.is_postgresql:
        unit.connection.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        guards = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
        for guard in unit.connection.execute(guards, {"table": table}).scalars().all():
            unit.connection.execute(text(f"DROP TRIGGER {guard}"))
    unit.connection.execute(text(f"UPDATE {table} SET actor = 'nobody' WHERE ordinal = 1"))


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("table", NAMES, ids=str)
def test_one_altered_row_is_named(database: Database, table: Table) -> None:
    with database.read() as unit:
        before = audited(unit)
    assert before.broken == ()
    assert before.histories >= len(NAMES)
    with database.begin() as unit:
        _tampered(unit, table.name)
    with database.read() as unit:
        assert audited(unit).broken == (NAMES[table],)


def test_no_chained_history_is_left_out() -> None:
    chained = {table for table in METADATA.tables.values() if "previous_hash" in table.c}
    assert chained == AUDITS.keys()

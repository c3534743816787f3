"""Answers of staff: told at once, approved by another, kept with an unbroken history."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError

from api.desk import faqs as desk
from api.desk import knowledge_changes
from api.desk.faq_sources import Cited, unsupported, verified
from api.desk.people import Staff
from api.desk.question_groups import decided_groups, group_of, open_groups, set_apart
from api.domain.asked import QuestionState
from api.domain.duties import ALL_WORK
from api.domain.errors import Invalid, NotAllowed, NotFound, Outdated, WrongMove
from api.domain.faq import FaqBody, FaqStatus
from api.store import asked, faqs
from api.store.database import Database, Unit
from api.store.ledger import SqlLedger
from api.store.library import SqlLibrary
from api.store.reviewed import SqlReviewed
from api.tables.delivery import notices
from api.tables.faqs import faq_history
from api.tables.faqs import faqs as faq_rows
from bot.ports import Unanswered
from retrieval.grouping import QuestionGroups
from tests.api.desks import ADMIN, NOTIFIER, REVIEWER, hired, ledger_of, person_of
from tests.api.test_library import DOCUMENT, PASSAGES
from tests.fakes import FixedClock

WANG = Staff("wang", ALL_WORK)
GROUPING = QuestionGroups(None, Path()).of
BODY = FaqBody(
    questions=("周末能办事吗？",),
    answer="周六上午可以。",
    sources=(),
    valid_from=date(2026, 9, 1),
    valid_to=date(2027, 8, 31),
)
QUOTE = "单个项目资助不超过五十万元。"


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    hired(database, REVIEWER, WANG, ADMIN)
    return ledger_of(database, tmp_path)


def passed_on(database: Database, ledger: SqlLedger, *texts: str, chat: str = "42") -> None:
    person = person_of(ledger, database, chat=chat, update=f"{chat}{texts[0]}")
    for said in texts:
        with ledger.transaction(person) as transaction:
            transaction.pass_on(said, said)


def told(database: Database) -> list[str]:
    with database.read() as unit:
        turns = unit.connection.execute(select(notices.c.turn).order_by(notices.c.id)).scalars()
        return [turn["messages"][0]["text"] for turn in turns]


def written(database: Database, body: FaqBody = BODY, *numbers: int) -> int:
    with database.begin() as unit:
        return desk.answer_questions(unit, REVIEWER, numbers or (1,), body, NOTIFIER).number


def approved(database: Database, number: int, version: int = 1, staff: Staff = WANG) -> None:
    with database.begin() as unit:
        desk.approve(unit, staff, number, version=version, notifier=NOTIFIER)


def is_whole(database: Database, number: int = 1) -> bool:
    with database.read() as unit:
        return faqs.events_are_whole(unit, number)


def test_everybody_who_waits_is_told_and_the_group_is_closed(
    database: Database, ledger: SqlLedger
) -> None:
    passed_on(database, ledger, "周末能办事吗？", "周末能办事吗")
    passed_on(database, ledger, "周末能办事不", chat="43")
    with ledger.transaction(person_of(ledger, database)) as transaction:
        transaction.note_unanswered(Unanswered("周末能办事吗。", "no_source", {"text": "没有"}))
    with database.read() as unit:
        (group,) = open_groups(unit, REVIEWER, GROUPING)
    assert group.numbers == (1, 2, 3, 4)
    assert group.waiting == 2
    assert group.reasons == (("转给工作人员", 3), ("没有依据", 1))

    written(database, BODY, *group.numbers)

    assert len(told(database)) == 2
    assert all("周六上午可以。\n以上是工作人员答复，非政策原文" in one for one in told(database))
    with database.read() as unit:
        assert open_groups(unit, REVIEWER, GROUPING) == ()
        (closed,), total = decided_groups(unit, REVIEWER, QuestionState.ANSWERED, page=1, size=20)
        assert (closed.numbers, total, closed.first.faq) == (group.numbers, 1, 1)
        assert group_of(unit, REVIEWER, 3, GROUPING).numbers == group.numbers
        assert group_of(unit, REVIEWER, 4, GROUPING).questions[3].given == {"text": "没有"}


def test_a_question_set_apart_is_decided_alone(database: Database, ledger: SqlLedger) -> None:
    passed_on(database, ledger, "周末能办事吗？", "周末能办事吗", "票据丢了怎么补")
    with database.begin() as unit:
        set_apart(unit, REVIEWER, 2)
        assert {one.numbers for one in open_groups(unit, REVIEWER, GROUPING)} == {(1,), (2,), (3,)}
        assert group_of(unit, REVIEWER, 2, GROUPING).first.is_alone
        set_apart(unit, REVIEWER, 2, alone=False)
        assert (1, 2) in {one.numbers for one in open_groups(unit, REVIEWER, GROUPING)}
        with pytest.raises(Outdated):
            set_apart(unit, REVIEWER, 99)
        with pytest.raises(NotFound):
            group_of(unit, REVIEWER, 99, GROUPING)


def test_a_question_is_decided_once(database: Database, ledger: SqlLedger) -> None:
    passed_on(database, ledger, "周末能办事吗？", "票据丢了怎么补")
    written(database)
    with database.begin() as unit:
        with pytest.raises(Outdated, match="其他同事"):
            desk.answer_questions(unit, WANG, (1, 2), BODY, NOTIFIER)
        unit.connection.rollback()
    with database.read() as unit:
        assert [one.numbers for one in open_groups(unit, REVIEWER, GROUPING)] == [(2,)]
    with database.begin() as unit, pytest.raises(Invalid, match="至少勾选"):
        desk.answer_questions(unit, WANG, (), BODY, NOTIFIER)


def test_whoever_waits_is_told_why_there_is_no_answer(
    database: Database, ledger: SqlLedger
) -> None:
    passed_on(database, ledger, "明天下雨吗")
    with database.begin() as unit:
        with pytest.raises(Invalid, match="为什么"):
            desk.dismiss(unit, REVIEWER, (1,), " ", NOTIFIER)
        with pytest.raises(Invalid, match="500"):
            desk.dismiss(unit, REVIEWER, (1,), "长" * 501, NOTIFIER)
        desk.dismiss(unit, REVIEWER, (1,), "与帮扶无关。", NOTIFIER)
        (group,), _ = decided_groups(unit, REVIEWER, QuestionState.IGNORED, page=1, size=20)
    assert group.first.answer == "与帮扶无关。"
    assert "与帮扶无关。" in told(database)[0]


def test_nobody_approves_what_they_wrote(database: Database, ledger: SqlLedger) -> None:
    passed_on(database, ledger, "周末能办事吗？")
    number = written(database)
    with pytest.raises(NotAllowed, match="另一位同事"):
        approved(database, number, staff=REVIEWER)
    assert SqlReviewed(database).approved() == ()
    before = SqlReviewed(database).stamp()
    approved(database, number)
    (one,) = SqlReviewed(database).approved()
    assert (one.body, one.reviewed_by) == (BODY, "wang")
    assert SqlReviewed(database).stamp() != before
    with pytest.raises(WrongMove):
        approved(database, number)
    assert is_whole(database)


def test_a_new_version_needs_approval_and_corrects_what_was_told(
    database: Database, ledger: SqlLedger
) -> None:
    passed_on(database, ledger, "周末能办事吗？")
    number = written(database)
    approved(database, number)
    better = replace(BODY, answer="周六上午九点到十二点可以。")
    with database.begin() as unit:
        desk.rewrite(unit, WANG, number, better, version=1, reason="写明时间")
        with pytest.raises(Outdated):
            desk.rewrite(unit, WANG, number, better, version=1, reason="写明时间")
    assert SqlReviewed(database).approved()[0].body == BODY

    approved(database, number, version=2, staff=REVIEWER)

    assert SqlReviewed(database).approved()[0].body == better
    assert "九点到十二点" in told(database)[1]
    with database.read() as unit:
        page = desk.faq_page(unit, REVIEWER, number)
    assert [one.status for one in page.versions] == [FaqStatus.APPROVED, FaqStatus.SUPERSEDED]
    assert page.is_whole
    assert [event.status_to for event in page.events] == [
        FaqStatus.PENDING,
        FaqStatus.APPROVED,
        FaqStatus.PENDING,
        FaqStatus.APPROVED,
        FaqStatus.SUPERSEDED,
    ]


def test_what_was_sent_back_is_written_anew(database: Database, ledger: SqlLedger) -> None:
    passed_on(database, ledger, "周末能办事吗？")
    number = written(database)
    with database.begin() as unit:
        with pytest.raises(NotAllowed):
            desk.send_back(unit, REVIEWER, number, version=1, reason="写清楚")
        desk.send_back(unit, WANG, number, version=1, reason="写清楚周日")
        again = replace(BODY, answer="周六上午可以，周日不可以。")
        desk.rewrite(unit, REVIEWER, number, again, version=1, reason="写了周日")
        first = faqs.versions(unit, number)[1]
    assert first.status is FaqStatus.SUPERSEDED
    approved(database, number, version=2)
    assert is_whole(database)


def test_a_withdrawn_answer_is_not_used_and_can_come_back(
    database: Database, ledger: SqlLedger
) -> None:
    passed_on(database, ledger, "周末能办事吗？")
    number = written(database)
    approved(database, number)
    with database.begin() as unit:
        desk.withdraw(unit, REVIEWER, number, version=1, reason="窗口搬了")
        with pytest.raises(Invalid, match="已经停用"):
            desk.withdraw(unit, REVIEWER, number, version=1, reason="窗口搬了")
        assert not desk.faq_page(unit, REVIEWER, number).line.answers
    assert SqlReviewed(database).approved() == ()
    with database.begin() as unit:
        desk.rewrite(unit, REVIEWER, number, BODY, version=1, reason="搬回来了")
    approved(database, number, version=2)
    assert len(SqlReviewed(database).approved()) == 1


def test_numbers_of_persons_are_masked(database: Database, ledger: SqlLedger) -> None:
    passed_on(database, ledger, "周末能办事吗？")
    body = replace(BODY, questions=("周末能办事吗", "周末能办事吗"), answer="打13812345678问。")
    number = written(database, body)
    with database.read() as unit:
        stored = faqs.versions(unit, number)[0].body
    assert (stored.questions, stored.answer) == (("周末能办事吗",), "打[电话已隐去]问。")


def test_uses_are_counted(database: Database, ledger: SqlLedger) -> None:
    passed_on(database, ledger, "周末能办事吗？")
    number = written(database)
    with database.begin() as unit:
        asked.count(unit, f"faq:{number}")
        asked.count(unit, f"faq:{number}")
        asked.count(unit, "useful")
        (line,) = desk.list_faqs(unit, REVIEWER)
    assert line.uses == 2


def test_an_answer_over_its_time_is_flagged(
    database: Database, ledger: SqlLedger, clock: FixedClock
) -> None:
    passed_on(database, ledger, "周末能办事吗？")
    number = written(database)
    clock.forward(days=370)
    with pytest.raises(Invalid, match="有效期已过"):
        approved(database, number)
    with database.read() as unit:
        assert desk.list_faqs(unit, REVIEWER)[0].is_expired


def quoting(database: Database) -> FaqBody:
    SqlLibrary(database).put(DOCUMENT, PASSAGES)
    with database.read() as unit:
        sources = verified(unit, [Cited("measures", "第二条", f" {QUOTE} ")])
    return replace(BODY, sources=sources, answer="最多五十万元，每年3次。", valid_to=None)


def test_a_quotation_is_verbatim_of_a_document_in_force(
    database: Database, ledger: SqlLedger
) -> None:
    body = quoting(database)
    assert body.sources[0].quote == QUOTE
    assert DOCUMENT.text[body.sources[0].start : body.sources[0].end] == QUOTE
    assert unsupported(body) == ("3",)
    with database.begin() as unit:
        for wrong in (
            Cited("measures", "第二条", "单个项目资助不超过六十万元。"),
            Cited("measures", "第二条", " "),
            Cited("gone", "第二条", QUOTE),
        ):
            with pytest.raises(Invalid):
                verified(unit, [wrong])
        knowledge_changes.withdraw(unit, ADMIN, "measures", version=1, reason="停用")
        with pytest.raises(Invalid, match="现在不作依据"):
            verified(unit, [Cited("measures", "第二条", QUOTE)])


def test_when_the_document_goes_the_answer_is_stale(database: Database, ledger: SqlLedger) -> None:
    body = quoting(database)
    passed_on(database, ledger, "最多资助多少？")
    number = written(database, body)
    assert f"“{QUOTE}”\n——《资助办法》第二条" in told(database)[0]
    with database.begin() as unit:
        assert not desk.faq_page(unit, REVIEWER, number).line.is_stale
        knowledge_changes.withdraw(unit, ADMIN, "measures", version=1, reason="停用")
        assert desk.faq_page(unit, REVIEWER, number).line.is_stale
    with pytest.raises(Invalid, match="已经找不到"):
        approved(database, number)
    SqlLibrary(database).remove("measures")
    with database.read() as unit:
        assert desk.faq_page(unit, REVIEWER, number).line.is_stale


def _changed_body(unit: Unit) -> None:
    body = replace(BODY, answer="随便来。").to_json()
    unit.connection.execute(update(faq_rows).values(body=body))


def _changed_status(unit: Unit) -> None:
    unit.connection.execute(update(faq_rows).values(status=FaqStatus.APPROVED))


@pytest.mark.parametrize("tamper", [_changed_body, _changed_status])
def test_what_is_changed_behind_the_history_is_seen(
    database: Database, ledger: SqlLedger, tamper: Callable[[Unit], None]
) -> None:
    passed_on(database, ledger, "周末能办事吗？")
    written(database)
    assert is_whole(database)
    with database.begin() as unit:
        tamper(unit)
    assert not is_whole(database)


def test_the_history_only_grows(database: Database, ledger: SqlLedger) -> None:
    passed_on(database, ledger, "周末能办事吗？")
    written(database)
    for statement in (
        update(faq_history).values(reason="x"),
        delete(faq_history),
        text("UPDATE faq_history SET reason = ''"),
    ):
        with pytest.raises(DatabaseError), database.begin() as unit:
            unit.connection.execute(statement)


def test_an_unknown_answer_is_not_found(database: Database, ledger: SqlLedger) -> None:
    with database.read() as unit, pytest.raises(NotFound):
        desk.faq_page(unit, REVIEWER, 5)


def test_two_who_decide_at_once_do_not_both(database: Database, ledger: SqlLedger) -> None:
    passed_on(database, ledger, "周末能办事吗？")
    number = written(database)
    with database.begin() as unit:
        stale = faqs.versions(unit, number)[0]
        desk.withdraw(unit, REVIEWER, number, version=1, reason="写错了")
        moved = stale.moved(FaqStatus.APPROVED, actor="wang", at=unit.now)
        with pytest.raises(Outdated):
            faqs.save(unit, stale, moved, actor="wang")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"questions": ()}, "questions"),
        ({"questions": ("",)}, "questions"),
        ({"questions": tuple("甲乙丙丁戊己庚辛壬癸子丑寅")}, "questions"),
        ({"questions": ("长" * 201,)}, "questions"),
        ({"answer": ""}, "answer"),
        ({"answer": "长" * 2_001}, "answer"),
        ({"valid_to": date(2026, 8, 31)}, "valid_to"),
        ({"valid_to": None}, "valid_to"),
        ({"valid_to": date(2028, 8, 31)}, "valid_to"),
    ],
)
def test_what_nobody_could_use_is_refused(change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        replace(BODY, **change)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_at_most_three_sources(database: Database) -> None:
    body = quoting(database)
    with pytest.raises(Invalid, match="3 处"):
        replace(body, sources=body.sources * 4)

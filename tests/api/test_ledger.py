"""The ledger keeps what people send and what they are told, once, whole, and masked."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from api.domain.errors import Invalid, NotFound, Outdated, WrongMove
from api.domain.need import Need
from api.domain.ticket import TicketStatus
from api.store import tickets as store
from api.store.database import Database
from api.store.files import FileStore, files_of
from api.store.ledger import SqlLedger
from api.store.transaction import SqlTransaction
from api.tables.conversation import files, inbound, sessions, transcript
from api.tables.delivery import notices
from api.tables.tickets import tickets
from bot.dialogue.session import Frame, Provenance, Session, Slot
from bot.dialogue.turn import IncomingFile, Turn
from bot.ports import Ledger, Transaction
from tests.api.desks import NEED, hold_post, ledger_of, message, person_of, photo, reported, said
from tests.api.pictures import jpeg
from tests.fakes import FixedClock

SESSION = Session(
    stack=(
        Frame(
            "report",
            1,
            "budget",
            "n1",
            slots={"place": Slot({"province": "云南省"}, Provenance.RECOGNISED)},
            history=("place",),
        ),
    ),
    consented=True,
    recent=("你好",),
    finished=(("n0", 1001),),
)


@pytest.fixture
def ledger(database: Database, tmp_path: Path) -> SqlLedger:
    return ledger_of(database, tmp_path)


def test_it_is_the_ledger_the_conversation_needs(ledger: SqlLedger, database: Database) -> None:
    port: Ledger = ledger
    with ledger.transaction(person_of(ledger, database)) as opened:
        transaction: Transaction = opened
        assert transaction.person
    assert port.unhandled()


def test_what_arrives_is_stored_before_it_is_answered(
    ledger: SqlLedger, database: Database
) -> None:
    sent = message(database, "云南的学校缺冬衣")
    receipt = ledger.receive(sent)
    assert receipt.turn is None
    assert ledger.unhandled() == ((receipt, sent),)


def test_the_same_update_again_brings_the_answer_already_given(
    ledger: SqlLedger, database: Database
) -> None:
    first = ledger.receive(message(database))
    with ledger.transaction(first.person) as transaction:
        transaction.handled(first.inbound_id, said("您好"))
    again = ledger.receive(message(database, "别的话"))
    assert again == replace(first, turn=said("您好"))
    assert ledger.unhandled() == ()


def test_two_chats_may_choose_the_same_update_key(ledger: SqlLedger, database: Database) -> None:
    one = ledger.receive(message(database, "一", channel="web", chat="a", update="same"))
    other = ledger.receive(message(database, "二", channel="web", chat="b", update="same"))
    assert one.inbound_id != other.inbound_id
    assert one.person != other.person


def test_a_person_is_recognised_by_their_chat(ledger: SqlLedger, database: Database) -> None:
    assert person_of(ledger, database, update="1") == person_of(ledger, database, update="2")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("我的电话是13812345678", "我的电话是[电话已隐去]"),
        ("身份证 11010519491231002X", "身份证 [身份证号已隐去]"),
        ("零字符\x00在里面", "零字符在里面"),
        ("半个字\ud83d", "半个字?"),
    ],
)
def test_text_is_masked_and_cleaned_before_it_is_stored(
    ledger: SqlLedger, database: Database, written: str, kept: str
) -> None:
    ledger.receive(message(database, written))
    with database.read() as unit:
        assert unit.connection.execute(select(inbound.c.payload)).scalar() == {"text": kept}
    ((_, stored),) = ledger.unhandled()
    assert stored.text == kept


def test_choices_and_locations_come_back_as_they_were(
    ledger: SqlLedger, database: Database
) -> None:
    tapped = message(database, None, update="1", choice="d:report")
    placed = message(database, None, update="2", location=(22.5, 99.9))
    ledger.receive(tapped)
    ledger.receive(placed)
    assert [stored for _, stored in ledger.unhandled()] == [tapped, placed]


def test_a_file_survives_a_crash_between_arrival_and_answer(
    ledger: SqlLedger, database: Database, tmp_path: Path
) -> None:
    sent = photo(database, "冬衣13812345678.jpg", b"content")
    receipt = ledger.receive(sent)
    ((_, stored),) = ledger_of(database, tmp_path).unhandled()
    assert stored.file == IncomingFile("冬衣[电话已隐去].jpg", b"content")
    with ledger.transaction(receipt.person) as transaction:
        transaction.handled(receipt.inbound_id, said("收到"))
    assert list((tmp_path / "inbox").iterdir()) == []


def test_a_file_sent_twice_is_spooled_once(
    ledger: SqlLedger, database: Database, tmp_path: Path
) -> None:
    for _ in range(2):
        ledger.receive(photo(database, "a.jpg", b"content"))
    assert len(list((tmp_path / "inbox").iterdir())) == 1


def test_a_file_too_large_or_lost_is_told_instead_of_read(
    ledger: SqlLedger, database: Database, tmp_path: Path
) -> None:
    ledger.receive(photo(database, "大.pdf", bytes(3 * 1024 * 1024), update="1"))
    ledger.receive(photo(database, "小.pdf", b"%PDF-1.7", update="2"))
    for path in (tmp_path / "inbox").iterdir():
        path.unlink()
    sentences = [stored.file.refused for _, stored in ledger.unhandled() if stored.file]
    assert sentences == [
        "文件超过大小限制，没有保存。请压缩后再发。",
        "这个文件没有收完整。请重新发送一次。",
    ]


def test_what_a_crash_left_in_the_spool_is_swept_after_an_hour(
    ledger: SqlLedger, database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    ledger.receive(photo(database, "a.jpg", b"wanted"))
    (tmp_path / "inbox" / "orphan").write_bytes(b"left behind")
    clock.at = clock.at.replace(year=clock.at.year + 50)
    ledger.unhandled()
    assert [path.read_bytes() for path in (tmp_path / "inbox").iterdir()] == [b"wanted"]


def test_a_session_is_kept_between_transactions(ledger: SqlLedger, database: Database) -> None:
    person = person_of(ledger, database)
    with ledger.transaction(person) as transaction:
        assert transaction.session() == Session()
        transaction.save(SESSION)
    with ledger.transaction(person) as transaction:
        assert transaction.session() == SESSION
        transaction.save(replace(SESSION, recent=()))
        transaction.save(replace(SESSION, recent=("再见",)))
    with ledger.transaction(person) as transaction:
        assert transaction.session().recent == ("再见",)


@pytest.mark.parametrize("begun", [False, True])
def test_a_session_changed_meanwhile_is_not_overwritten(
    ledger: SqlLedger, database: Database, begun: bool
) -> None:
    person = person_of(ledger, database)
    if begun:
        with ledger.transaction(person) as transaction:
            transaction.save(SESSION)
    with database.begin() as unit:
        transaction = SqlTransaction(unit, person, FileStore(Path(), 1), frozenset())
        transaction.session()
        unit.connection.execute(
            update(sessions).values(version=sessions.c.version + 1)
            if begun
            else insert(sessions).values(person=person, body={}, version=1)
        )
        with pytest.raises(Outdated):
            transaction.save(Session())
        unit.connection.rollback()


def test_an_exception_undoes_the_whole_turn(ledger: SqlLedger, database: Database) -> None:
    receipt = ledger.receive(message(database))

    def crash() -> None:
        with ledger.transaction(receipt.person) as transaction:
            transaction.save(SESSION)
            transaction.submit(NEED, {}, "k")
            transaction.handled(receipt.inbound_id, said("收到"))
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        crash()
    with ledger.transaction(receipt.person) as transaction:
        assert transaction.session() == Session()
        assert transaction.my_tickets() == ()
    assert len(ledger.unhandled()) == 1


def test_an_inbound_is_answered_once(ledger: SqlLedger, database: Database) -> None:
    receipt = ledger.receive(message(database))
    with ledger.transaction(receipt.person) as transaction:
        transaction.handled(receipt.inbound_id, said("一"))
    with pytest.raises(Outdated), ledger.transaction(receipt.person) as transaction:
        transaction.handled(receipt.inbound_id, said("二"))
    assert ledger.receive(message(database)).turn == said("一")


def test_a_reply_is_queued_only_for_channels_that_push(
    ledger: SqlLedger, database: Database
) -> None:
    for channel in ("telegram", "web"):
        receipt = ledger.receive(message(database, channel=channel))
        with ledger.transaction(receipt.person) as transaction:
            transaction.handled(receipt.inbound_id, said("您好"))
    silent = ledger.receive(message(database, update="2"))
    with ledger.transaction(silent.person) as transaction:
        transaction.handled(silent.inbound_id, Turn())
    with database.read() as unit:
        rows = unit.connection.execute(select(notices)).all()
    assert [(row.channel, row.chat, row.attempts) for row in rows] == [("telegram", "42", 0)]


def test_the_same_submission_twice_is_one_ticket(ledger: SqlLedger, database: Database) -> None:
    first = reported(ledger, database)
    again = reported(ledger, database, update="2")
    other = reported(ledger, database, update="3", key="another")
    assert again == first
    assert (first.number, other.number) == (1001, 1002)
    assert first.status is TicketStatus.SUBMITTED
    assert first.need == NEED


def test_another_person_with_the_same_key_gets_a_ticket_of_their_own(
    ledger: SqlLedger, database: Database
) -> None:
    assert reported(ledger, database).number != reported(ledger, database, chat="43").number


def test_numbers_of_persons_never_reach_a_ticket(ledger: SqlLedger, database: Database) -> None:
    need = replace(
        NEED,
        title="联系13812345678",
        description="电话 13812345678",
        contact="王老师 13812345678",
        deadline="月底，电话13812345678",
        place=replace(NEED.place, site="中心小学13812345678"),
        beneficiaries=replace(NEED.beneficiaries, kind="小学生 13812345678"),
        items=(replace(NEED.items[0], name="冬衣13812345678"),),
    )
    ticket = reported(ledger, database, need)
    assert "13812345678" not in repr(ticket)
    with database.read() as unit:
        assert "13812345678" not in repr(unit.connection.execute(select(tickets)).all())


def test_a_ticket_shows_the_talk_that_led_to_it_and_no_other(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    person = person_of(ledger, database)
    with ledger.transaction(person) as transaction:
        transaction.remember("person", "昨天的闲谈")
    clock.forward(hours=25)
    with ledger.transaction(person) as transaction:
        transaction.remember("person", "电话13812345678，需要冬衣")
        number = transaction.submit(NEED, {}, "k").number
        transaction.remember("bot", "已提交")
    with ledger.transaction(person) as transaction:
        transaction.remember("person", "谢谢")
    with database.read() as unit:
        rows = unit.connection.execute(
            select(transcript.c.text, transcript.c.ticket).order_by(transcript.c.id)
        ).all()
    assert [tuple(row) for row in rows] == [
        ("昨天的闲谈", None),
        ("电话[电话已隐去]，需要冬衣", number),
        ("已提交", number),
        ("谢谢", None),
    ]


def test_evidence_belongs_to_the_ticket_it_was_sent_for(
    ledger: SqlLedger, database: Database
) -> None:
    person = person_of(ledger, database)
    with ledger.transaction(person) as transaction:
        key = transaction.keep_file("校舍.jpg", jpeg())
        number = transaction.submit(replace(NEED, evidence=(key,)), {}, "k").number
    with database.read() as unit:
        row = unit.connection.execute(select(files)).one()
    assert (row.id, row.ticket, row.name, row.type) == (key, number, "校舍.jpg", "image/jpeg")


@pytest.mark.parametrize("evidence", [("made-up",), tuple(str(n) for n in range(11))])
def test_evidence_that_was_not_sent_or_is_too_much_is_refused(
    ledger: SqlLedger, database: Database, evidence: tuple[str, ...]
) -> None:
    person = person_of(ledger, database)
    with pytest.raises(Invalid), ledger.transaction(person) as transaction:
        transaction.submit(replace(NEED, evidence=evidence), {}, "k")


def test_the_eleventh_file_of_a_report_is_refused(ledger: SqlLedger, database: Database) -> None:
    slots = {"evidence": Slot([str(n) for n in range(10)], Provenance.SAID)}
    full = Session(stack=(Frame("report", 1, "evidence", "n", slots=slots),))
    person = person_of(ledger, database)
    with ledger.transaction(person) as transaction:
        transaction.save(full)
        with pytest.raises(Invalid, match="已有 10 个文件"):
            transaction.keep_file("a.jpg", jpeg())


def test_one_chat_cannot_fill_the_disk(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    person = person_of(ledger, database)
    with ledger.transaction(person) as transaction:
        for _ in range(40):
            transaction.keep_file("a.pdf", b"%PDF-1.7 same content")
        with pytest.raises(Invalid, match="太多"):
            transaction.keep_file("a.pdf", b"%PDF-1.7 same content")
    clock.forward(hours=2)
    with ledger.transaction(person) as transaction:
        assert transaction.keep_file("a.pdf", b"%PDF-1.7 same content")


def returned(
    ledger: SqlLedger, database: Database, *fields: str, need: Need = NEED
) -> tuple[str, int]:
    """A ticket of that person, returned for these fields."""
    ticket = reported(ledger, database, need)
    with database.begin() as unit:
        taken = ticket.moved(TicketStatus.IN_REVIEW, actor="li", at=unit.now)
        back = taken.moved(
            TicketStatus.RETURNED, actor="li", at=unit.now, reason="请补充", fields=fields
        )
        store.save(unit, ticket, back)
    return ticket.reporter, ticket.number


def test_a_returned_ticket_reopens_only_the_named_fields(
    ledger: SqlLedger, database: Database
) -> None:
    person, number = returned(ledger, database, "budget_yuan", "deadline")
    new = replace(NEED, title="别的标题", budget_yuan=None, deadline="下周", description="别的")
    with ledger.transaction(person) as transaction:
        after = transaction.resubmit(
            number, new, {"deadline": "said", "place": "said"}, ("budget_yuan", "deadline"), "k2"
        )
    assert after.status is TicketStatus.IN_REVIEW
    assert after.need == replace(NEED, budget_yuan=None, deadline="下周", deadline_date=None)
    assert after.history[-1].fields == ("budget_yuan", "deadline")
    assert after.provenance == {"place": "said", "deadline": "said"}
    with ledger.transaction(person) as transaction:
        assert transaction.my_tickets() == (after,)


def test_a_field_the_return_does_not_name_cannot_be_changed(
    ledger: SqlLedger, database: Database
) -> None:
    person, number = returned(ledger, database, "deadline")
    with (
        ledger.transaction(person) as transaction,
        pytest.raises(Invalid, match="预算"),
    ):
        transaction.resubmit(number, NEED, {}, ("budget_yuan",), "k2")


def test_answering_a_return_twice_moves_it_once(ledger: SqlLedger, database: Database) -> None:
    person, number = returned(ledger, database, "deadline")
    with ledger.transaction(person) as transaction:
        first = transaction.resubmit(number, NEED, {}, ("deadline",), "k2")
        assert transaction.resubmit(number, NEED, {}, ("deadline",), "k2") == first


def test_a_ticket_that_was_not_returned_takes_no_answer(
    ledger: SqlLedger, database: Database
) -> None:
    ticket = reported(ledger, database)
    with (
        ledger.transaction(ticket.reporter) as transaction,
        pytest.raises(WrongMove, match="不需要补充"),
    ):
        transaction.resubmit(ticket.number, NEED, {}, ("deadline",), "k2")


def test_a_ticket_of_somebody_else_is_not_found(ledger: SqlLedger, database: Database) -> None:
    ticket = reported(ledger, database)
    stranger = person_of(ledger, database, chat="43")
    with ledger.transaction(stranger) as transaction:
        assert transaction.my_tickets() == ()
        with pytest.raises(NotFound):
            transaction.withdraw(ticket.number, "")
        with pytest.raises(NotFound):
            transaction.resubmit(ticket.number, NEED, {}, ("deadline",), "k")


def test_the_reporter_may_take_a_ticket_back_once(ledger: SqlLedger, database: Database) -> None:
    ticket = reported(ledger, database)
    with ledger.transaction(ticket.reporter) as transaction:
        after = transaction.withdraw(ticket.number, "已由县里解决")
        assert after.status is TicketStatus.WITHDRAWN
        assert after.history[-1].reason == "已由县里解决"
        with pytest.raises(WrongMove):
            transaction.withdraw(ticket.number, "")


def test_my_tickets_come_newest_first(ledger: SqlLedger, database: Database) -> None:
    for key in ("a", "b", "c"):
        person = reported(ledger, database, key=key, update=key).reporter
    with ledger.transaction(person) as transaction:
        assert [ticket.number for ticket in transaction.my_tickets()] == [1003, 1002, 1001]


def test_a_successor_inherits_the_tickets_of_the_post(
    ledger: SqlLedger, database: Database
) -> None:
    before = person_of(ledger, database)
    post = hold_post(database, before, "澜沧县援滇干部", "530828")
    number = reported(ledger, database).number
    successor = person_of(ledger, database, chat="43")
    assert hold_post(database, successor, "澜沧县援滇干部", "530828") == post
    with ledger.transaction(successor) as transaction:
        assert [ticket.number for ticket in transaction.my_tickets()] == [number]


def test_a_successor_answers_a_return_though_the_predecessor_sent_the_evidence(
    ledger: SqlLedger, database: Database
) -> None:
    before = person_of(ledger, database)
    with ledger.transaction(before) as transaction:
        theirs = transaction.keep_file("校舍.jpg", jpeg())
    hold_post(database, before, "澜沧县援滇干部", "530828")
    need = replace(NEED, evidence=(theirs,))
    _, number = returned(ledger, database, "evidence", need=need)
    successor = person_of(ledger, database, chat="43")
    hold_post(database, successor, "澜沧县援滇干部", "530828")
    with ledger.transaction(successor) as transaction:
        mine = transaction.keep_file("宿舍.jpg", jpeg((80, 60)))
        need = replace(need, evidence=(theirs, mine))
        after = transaction.resubmit(number, need, {}, ("evidence",), "k2")
    assert after.need.evidence == (theirs, mine)
    with database.read() as unit:
        assert {one.person for one in files_of(unit, number)} == {before, successor}


def test_a_file_of_one_ticket_cannot_be_drawn_into_another(
    ledger: SqlLedger, database: Database
) -> None:
    person = person_of(ledger, database)
    with ledger.transaction(person) as transaction:
        key = transaction.keep_file("校舍.jpg", jpeg())
        need = replace(NEED, evidence=(key,))
        first = transaction.submit(need, {}, "k").number
    with pytest.raises(Invalid), ledger.transaction(person) as transaction:
        transaction.submit(need, {}, "another")
    with database.read() as unit:
        assert [one.id for one in files_of(unit, first)] == [key]


def test_a_question_passed_on_twice_is_one_question(ledger: SqlLedger, database: Database) -> None:
    with ledger.transaction(person_of(ledger, database)) as transaction:
        number = transaction.pass_on("能否资助？电话13812345678", "q1")
        assert transaction.pass_on("能否资助？", "q1") == number
        assert transaction.pass_on("另一个问题", "q2") != number


def test_a_code_joins_two_channels_of_one_person(ledger: SqlLedger, database: Database) -> None:
    ticket = reported(ledger, database, chat="tg")
    holder = ticket.reporter
    with ledger.transaction(holder) as transaction:
        transaction.save(SESSION)
        code = transaction.link_code()
    guest = person_of(ledger, database, channel="web", chat="w")
    on_web = reported(ledger, database, channel="web", chat="w", update="2", key="web")
    with ledger.transaction(guest) as transaction:
        transaction.save(Session(consented=True))
        assert transaction.link("web", "w", code)
        assert transaction.person == holder
        assert transaction.session() == SESSION
        transaction.save(replace(SESSION, recent=("到了网页",)))
        numbers = [mine.number for mine in transaction.my_tickets()]
    assert numbers == [on_web.number, ticket.number]
    assert person_of(ledger, database, channel="web", chat="w", update="3") == holder
    with pytest.raises(Outdated), ledger.transaction(guest):
        pass


def test_linking_ones_own_chat_changes_nothing(ledger: SqlLedger, database: Database) -> None:
    person = person_of(ledger, database)
    with ledger.transaction(person) as transaction:
        assert transaction.link("telegram", "42", transaction.link_code())
        assert transaction.person == person


def test_a_code_is_good_once_and_for_fifteen_minutes(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    holder = person_of(ledger, database)
    with ledger.transaction(holder) as transaction:
        code = transaction.link_code()
        assert len(code) == 6
        assert code.isdigit()
    clock.forward(minutes=15)
    with ledger.transaction(person_of(ledger, database, chat="43")) as transaction:
        assert not transaction.link("telegram", "43", code)
    with ledger.transaction(holder) as transaction:
        code = transaction.link_code()
    for chat, linked in (("44", True), ("45", False)):
        with ledger.transaction(person_of(ledger, database, chat=chat)) as transaction:
            assert transaction.link("telegram", chat, code) is linked


def test_a_new_code_voids_the_one_before(ledger: SqlLedger, database: Database) -> None:
    with ledger.transaction(person_of(ledger, database)) as transaction:
        old, new = transaction.link_code(), transaction.link_code()
    with ledger.transaction(person_of(ledger, database, chat="43")) as transaction:
        assert old == new or not transaction.link("telegram", "43", old)
        assert transaction.link("telegram", "43", new)


def test_codes_cannot_be_guessed_by_trying(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    with ledger.transaction(person_of(ledger, database)) as transaction:
        code = transaction.link_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    guest = person_of(ledger, database, chat="43")
    with ledger.transaction(guest) as transaction:
        for _ in range(5):
            assert not transaction.link("telegram", "43", wrong)
        assert not transaction.link("telegram", "43", code)
    clock.forward(hours=1, seconds=1)
    with ledger.transaction(person_of(ledger, database)) as transaction:
        code = transaction.link_code()
    with ledger.transaction(guest) as transaction:
        assert transaction.link("telegram", "43", code)


def test_two_first_messages_at_once_are_one_person(ledger: SqlLedger, database: Database) -> None:
    persons: list[str] = []

    def arrive(update: int) -> None:
        persons.append(person_of(ledger, database, update=str(update)))

    threads = [threading.Thread(target=arrive, args=(update,)) for update in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(persons) == 6
    assert len(set(persons)) == 1


def test_two_turns_of_one_person_run_one_after_the_other(
    ledger: SqlLedger, database: Database
) -> None:
    person = person_of(ledger, database)

    def add(word: str) -> None:
        with ledger.transaction(person) as transaction:
            session = transaction.session()
            transaction.save(replace(session, recent=(*session.recent, word)))

    threads = [threading.Thread(target=add, args=(str(n),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with ledger.transaction(person) as transaction:
        assert sorted(transaction.session().recent) == [str(n) for n in range(8)]


def test_the_counties_of_ones_posts_and_reports_are_known_the_latest_first(
    ledger: SqlLedger, database: Database, clock: FixedClock
) -> None:
    person = person_of(ledger, database)
    hold_post(database, person, "澜沧县援滇干部", "530828")
    hold_post(database, person, "联络员", None)
    clock.forward(days=1)
    hold_post(database, person, "孟连县援滇干部", "530827")
    for number, code in enumerate(("530829101", "5308", None, "530828210")):
        need = replace(NEED, place=replace(NEED.place, code=code))
        reported(ledger, database, need, key=str(number))
    with ledger.transaction(person) as transaction:
        assert transaction.counties() == ("530827", "530828", "530829")

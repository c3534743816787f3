"""Stored first, answered once, whole or not at all: crashes, repeats and other messages between."""

from dataclasses import replace

import pytest

from api.domain.errors import Invalid, NotAllowed
from api.domain.need import Need
from api.domain.ticket import Ticket
from bot.dialogue.turn import Inbound, IncomingFile
from bot.web import CHANNEL
from tests.bot.report_script import ANSWERS
from tests.fakes import MemoryTransaction
from tests.transcripts import Chat


class Killed(BaseException):
    """The process ends here."""


def test_a_crash_before_the_answer_is_made_up_for_on_the_next_start(reporter: Chat) -> None:
    def kill() -> None:
        raise Killed

    reporter.ledger.before_commit = kill
    with pytest.raises(Killed):
        reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    assert reporter.ledger.session("web-li").stack[-1].step == "place"
    reporter.ledger.before_commit = lambda: None
    assert reporter.conversation().recover() == 1
    assert reporter.ledger.session("web-li").stack[-1].step == "items"
    assert reporter.conversation().recover() == 0


def test_a_submission_that_crashed_is_submitted_once(reporter: Chat) -> None:
    reporter.follow(ANSWERS)

    def kill() -> None:
        raise Killed

    reporter.ledger.before_commit = kill
    tap = reporter.inbound(choice=reporter.code("提交"))
    with pytest.raises(Killed):
        reporter.send(tap)
    assert not reporter.ledger.shelf.tickets
    reporter.ledger.before_commit = lambda: None
    reporter.conversation().recover()
    assert reporter.send(tap).ticket == 1001
    assert list(reporter.ledger.shelf.tickets) == [1001]


def test_what_nobody_foresaw_becomes_a_sentence_and_keeps_the_message(
    reporter: Chat, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(self: MemoryTransaction, need: Need, provenance: dict[str, str], key: str) -> Ticket:
        raise RuntimeError("the disk is full")

    reporter.follow(ANSWERS)
    with monkeypatch.context() as patched:
        patched.setattr(MemoryTransaction, "submit", broken)
        turn = reporter.tap("提交")
    assert "刚才没有处理成功" in turn.messages[0].text
    assert "disk" not in str(turn)
    assert "the disk is full" in caplog.text
    assert turn.asks == "confirm"
    assert not reporter.ledger.unhandled()
    assert reporter.tap("提交").ticket == 1001


def test_a_store_that_is_away_leaves_the_message_for_later(reporter: Chat) -> None:
    def away() -> None:
        raise OSError("no such host")

    reporter.ledger.before_commit = away
    sent = reporter.inbound(text="云南省普洱市澜沧县木戛乡中心小学")
    with pytest.raises(OSError, match="no such host"):
        reporter.send(sent)
    assert len(reporter.ledger.unhandled()) == 1
    reporter.ledger.before_commit = lambda: None
    assert reporter.send(sent).asks == "items", "sent again, it is answered"
    assert not reporter.ledger.unhandled()


def test_one_message_that_cannot_be_answered_does_not_keep_the_others_waiting(
    reporter: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    def kill() -> None:
        raise Killed

    reporter.ledger.before_commit = kill
    for text in ("云南省普洱市澜沧县木戛乡中心小学", "冬衣200套"):
        with pytest.raises(Killed):
            reporter.say(text)
    tries = iter([True] * 3)

    def away_at_first() -> None:
        if next(tries, False):
            raise OSError("no such host")

    reporter.ledger.before_commit = away_at_first
    assert reporter.conversation().recover() == 1
    assert "is still unanswered" in caplog.text
    assert [inbound.text for _, inbound in reporter.ledger.unhandled()] == [
        "云南省普洱市澜沧县木戛乡中心小学"
    ]


def test_a_refusal_is_its_sentence_and_the_field_is_asked_again(
    reporter: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: MemoryTransaction, need: Need, provenance: dict[str, str], key: str) -> Ticket:
        raise Invalid("deadline", "期限已经过了。请写一个今天以后的日期。")

    reporter.follow(ANSWERS)
    monkeypatch.setattr(MemoryTransaction, "submit", refuse)
    turn = reporter.tap("提交")
    assert turn.messages[0].text == "期限已经过了。请写一个今天以后的日期。"
    assert turn.asks == "deadline"


def test_a_refusal_that_names_no_field_leaves_the_dialogue_where_it_was(
    reporter: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: MemoryTransaction, need: Need, provenance: dict[str, str], key: str) -> Ticket:
        raise NotAllowed("今天的上报已满，请明天再提交。")

    reporter.follow(ANSWERS)
    monkeypatch.setattr(MemoryTransaction, "submit", refuse)
    turn = reporter.tap("提交")
    assert turn.messages[0].text == "今天的上报已满，请明天再提交。"
    assert turn.asks == "confirm"


def test_a_message_that_came_between_is_not_overwritten(reporter: Chat) -> None:
    def other_worker() -> None:
        reporter.ledger.after_reading = lambda: None
        reporter.say("人数改成120")

    reporter.ledger.after_reading = other_worker
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    slots = reporter.ledger.session("web-li").stack[-1].slots
    assert {"place", "beneficiaries"} <= set(slots)


def test_the_same_update_handled_by_two_workers_is_one_step(reporter: Chat) -> None:
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    skip = reporter.inbound(text="冬衣200套")

    def other_worker() -> None:
        reporter.ledger.after_reading = lambda: None
        reporter.send(skip)

    reporter.ledger.after_reading = other_worker
    turn = reporter.send(skip)
    assert turn.asks == "category"
    assert reporter.ledger.session("web-li").stack[-1].step == "category"


def test_a_person_who_never_stops_typing_is_asked_to_wait(reporter: Chat) -> None:
    tries = 0

    def other_worker() -> None:
        nonlocal tries
        tries += 1
        if tries <= 6:
            reporter.ledger.changes += 1

    reporter.ledger.after_reading = other_worker
    turn = reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    assert turn.messages[0].text == "前一条消息还在处理。请稍等一下再发一次。"
    assert turn.asks == "place"


def test_two_channels_of_one_person_are_one_dialogue(reporter: Chat) -> None:
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    turn = reporter.say("换渠道")
    assert turn.asks == "items"
    code = next(iter(reporter.ledger.shelf.codes))
    assert f"绑定 {code}" in turn.messages[0].text
    other = reporter.on("telegram")
    other.follow(
        f"""
        > 绑定 999999
        < 绑定码不对
        > 绑定 {code}
        < 绑定好了
        < 需要什么
        > 冬衣200套
        < 属于哪一类
        """
    )
    assert reporter.say("帮助").asks == "category"


def test_what_was_begun_on_the_other_channel_goes_on_after_linking(reporter: Chat) -> None:
    other = reporter.on("telegram")
    other.say("上报需求")
    other.tap("同意")
    other.say("西藏自治区日喀则市江孜县")
    reporter.say("云南省普洱市澜沧县木戛乡中心小学")
    reporter.say("换渠道")
    other.say(f"绑定{next(iter(reporter.ledger.shelf.codes))}")
    stack = reporter.ledger.session("web-li").stack
    assert [frame.slots["place"].value["province"] for frame in stack] == ["西藏自治区", "云南省"]


def test_linking_a_chat_to_itself_changes_nothing(reporter: Chat) -> None:
    reporter.say("换渠道")
    before = reporter.ledger.session("web-li")
    reporter.say(f"绑定 {next(iter(reporter.ledger.shelf.codes))}")
    assert reporter.ledger.session("web-li") == before


def test_the_name_of_a_file_is_masked_too(reporter: Chat) -> None:
    reporter.give("张三13812345678.jpg")
    assert "138" not in str(reporter.ledger.shelf)


def test_a_flow_that_no_longer_exists_is_left(reporter: Chat) -> None:
    session = reporter.ledger.session("web-li")
    gone = replace(session.stack[-1], flow="gone")
    reporter.ledger.shelf.sessions["web-li"] = replace(session, stack=(gone,))
    assert reporter.say("帮助").flow is None


def test_an_inbound_with_nothing_in_it_is_answered(chat: Chat) -> None:
    inbound = Inbound(CHANNEL, "li", "1", chat.clock.now())
    assert chat.send(inbound).messages
    file = IncomingFile("x", b"", refused="这个文件太大。")
    assert chat.send(chat.inbound(file=file)).messages[0].text == "这个文件太大。"

"""A person who sends too much is asked to slow down kindly, once, and loses nothing."""

from dataclasses import dataclass, replace

import pytest

from api.domain.limit import Limit
from bot.conversation import Conversation
from bot.limits import LIMITS, Doing, Limits
from bot.slowing import clock_time
from knowledge.places.gazetteer import Gazetteer
from tests.bot.report_script import ANSWERS
from tests.bot.test_every_step import ANSWERS as BY_STEP
from tests.fakes import NOON, UNHURRIED
from tests.transcripts import Chat


@dataclass(slots=True)
class HurriedChat(Chat):
    """A chat under the real limits, or others."""

    limits: Limits = LIMITS

    def conversation(self) -> Conversation:
        return Conversation(
            ledger=self.ledger,
            asker=self.asker,
            clock=self.clock,
            gazetteer=self.gazetteer,
            limits=self.limits,
        )

    def until_told(self, text: str = "你好") -> int:
        """Say ``text`` until something else is said than before; how often it was said."""
        for count in range(1, 1_000):
            self.say(text)
            if any("以后再" in said for said in self.texts):
                return count
        raise AssertionError("nobody minded")


@pytest.fixture
def hurried(gazetteer: Gazetteer) -> HurriedChat:
    return HurriedChat(gazetteer)


def of(doing: Doing, count: int, seconds: float) -> Limits:
    """The limits with one of them tighter, and of the others only those on notices."""
    return replace(
        LIMITS,
        rates=UNHURRIED.rates
        | {Doing.NOTICE: LIMITS.rates[Doing.NOTICE], doing: Limit(count, seconds)},
    )


def test_one_kind_notice_says_when_to_go_on(hurried: HurriedChat) -> None:
    assert hurried.until_told() == 41
    (sentence,) = hurried.texts
    assert "12:00:20 以后再接着发" in sentence
    assert "文字已经存下" in sentence
    hurried.say("还在吗")
    assert hurried.texts == []
    hurried.clock.forward(seconds=21)
    assert "您好" in hurried.say("你好").messages[0].text
    assert ("web-li", "person", "还在吗") in hurried.ledger.shelf.transcript


def test_a_report_in_progress_stays_as_it_is(gazetteer: Gazetteer) -> None:
    chat = HurriedChat(gazetteer, limits=of(Doing.MESSAGE, 6, 60))
    chat.say("上报需求")
    chat.say("同意")
    chat.say("云南省普洱市澜沧县木戛乡中心小学")
    chat.say("冬衣200套")
    draft = chat.turn.draft
    asks = chat.turn.asks
    chat.until_told("教育")
    before = chat.ledger.session("web-li").stack
    turn = chat.say("急需")
    assert (turn.messages, turn.asks) == ((), chat.turn.asks)
    assert turn.choices != ()
    assert chat.ledger.session("web-li").stack == before
    chat.clock.forward(seconds=60)
    after = chat.say("帮助")
    assert asks is not None
    assert draft is not None
    assert after.draft is not None
    assert after.draft["items"] == draft["items"]


def test_a_file_sent_too_fast_is_said_to_be_sent_again(gazetteer: Gazetteer) -> None:
    chat = HurriedChat(gazetteer, limits=of(Doing.MESSAGE, 2, 60))
    chat.say("上报需求")
    chat.say("同意")
    assert "照片和文件没有" in chat.give("a.jpg").messages[0].text
    assert chat.ledger.shelf.files == {}


def test_who_goes_on_all_the_same_is_left_in_quiet_for_a_while(hurried: HurriedChat) -> None:
    for _ in range(3):
        hurried.until_told()
        assert "12:" in hurried.texts[0]
        hurried.clock.forward(seconds=20)
    hurried.until_told()
    assert "我先停一会儿" in hurried.texts[0]
    hurried.clock.forward(minutes=14)
    assert hurried.say("你好").messages == ()
    hurried.clock.forward(minutes=1)
    assert "您好" in hurried.say("你好").messages[0].text


def test_a_restart_does_not_begin_the_count_anew(hurried: HurriedChat) -> None:
    hurried.until_told()  # every message meets a new Conversation
    assert "silent_until" in repr(hurried.ledger.session("web-li"))
    assert hurried.say("你好").messages == ()


def test_what_was_sent_twice_counts_once(hurried: HurriedChat) -> None:
    inbound = hurried.inbound(text="你好")
    for _ in range(60):
        hurried.send(inbound)
    assert hurried.until_told() == 40


def test_one_persons_haste_is_no_others(hurried: HurriedChat) -> None:
    hurried.until_told()
    other = HurriedChat(hurried.gazetteer, hurried.ledger, name="wang")
    assert "您好" in other.say("你好").messages[0].text


def test_haste_goes_with_the_person_to_another_channel(hurried: HurriedChat) -> None:
    code = hurried.say("换渠道").messages[0].text.split("绑定码是 ")[1][:6]
    hurried.until_told()
    other = HurriedChat(hurried.gazetteer, hurried.ledger, channel="telegram", name="li2")
    other.say(f"绑定 {code}")
    assert other.say("你好").messages == ()


def test_questions_are_counted_by_the_hour_and_reporting_goes_on(gazetteer: Gazetteer) -> None:
    chat = HurriedChat(gazetteer, limits=of(Doing.QUESTION, 2, 3_600))
    for _ in range(2):
        assert "需要公开募捐资格" in chat.say("公开募捐需要什么资格？").messages[0].text
    turn = chat.say("公开募捐需要什么资格？")
    assert "您这一小时问了 2 个问题，12:30:00 以后可以接着问" in turn.messages[0].text
    assert len(chat.asker.asked) == 2
    assert "同意" in [choice.label for choice in chat.say("上报需求").choices]
    chat.clock.forward(minutes=31)
    assert "需要公开募捐资格" in chat.say("公开募捐需要什么资格？").messages[-2].text


def test_reports_are_counted_by_the_day_and_the_last_one_waits(gazetteer: Gazetteer) -> None:
    chat = HurriedChat(gazetteer, limits=of(Doing.REPORT, 1, 24 * 3_600))
    chat.say("上报需求")
    chat.tap("同意")
    chat.follow(ANSWERS)
    assert chat.tap("提交").ticket == 1001
    chat.say("上报需求")
    elsewhere = BY_STEP | {"place": "贵州省遵义市正安县市坪乡卫生院", "items": "轮椅30辆"}
    while chat.turn.asks != "confirm":
        chat.say(elsewhere[str(chat.turn.asks)])
    chat.tap("提交")
    assert "09-02 12:00 以后可以接着提交。这一份都留着" in chat.texts[0]
    assert chat.turn.asks == "confirm"
    assert list(chat.ledger.shelf.tickets) == [1001]
    chat.clock.forward(hours=24, seconds=1)
    assert chat.say("提交").ticket == 1002


def test_what_is_said_to_staff_is_always_passed_on(gazetteer: Gazetteer) -> None:
    chat = HurriedChat(gazetteer, limits=of(Doing.MESSAGE, 3, 60))
    chat.say("转人工")
    for number in range(6):
        chat.say(f"第{number}句")
    (talk,) = chat.ledger.shelf.chats.values()
    assert len(talk.said) >= 6


def test_a_moment_is_said_so_that_it_is_not_too_early() -> None:
    noon = NOON.timestamp()
    assert clock_time(noon + 20, NOON) == "12:00:20"
    assert clock_time(noon + 2 * 3_600 + 1, NOON) == "14:01"
    assert clock_time(noon + 24 * 3_600, NOON) == "09-02 12:00"

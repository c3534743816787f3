"""Sentences in other words: in every language, in every turn, and never one that breaks it."""

import logging
from collections.abc import Iterator

import pytest

from bot import texts
from bot.dialogue.flows import FLOWS
from bot.dialogue.wording import confirmation, worded
from bot.texts import Language, speaking
from bot.texts.catalogue import catalogue
from bot.texts.checking import LONGEST, LONGEST_LABEL, fault_of, is_label
from bot.texts.in_force import IN_FORCE, WRITTEN
from bot.texts.listing import THEMES, said_in, sentences
from bot.texts.rewording import Override, Rewording, as_written, faults_of

HELD = "CLAIM_TOLD.held"


@pytest.fixture(autouse=True)
def _as_written_again() -> Iterator[None]:
    yield
    IN_FORCE.follow(lambda: WRITTEN)


def say(**overrides: Override) -> None:
    """Reword these from now on; a key's dots are written as two underscores."""
    rewording = Rewording({key.replace("__", "."): one for key, one in overrides.items()})
    IN_FORCE.follow(lambda: rewording)


def test_every_sentence_may_be_said_as_it_was_written() -> None:
    faults = {key: faults_of(one, as_written(one)) for key, one in sentences().items()}
    assert {key: found for key, found in faults.items() if any(found)} == {}


def test_what_is_reworded_as_it_was_written_changes_nothing() -> None:
    same = Rewording({key: as_written(one) for key, one in sentences().items()})
    for language in Language:
        said, written = same.of(language), catalogue(language)
        for name in written.keys() - {"STEP_WORDING", "CARD_QUESTIONS"}:
            assert said[name] == written[name], (language, name)


def test_every_theme_that_is_said_is_named() -> None:
    assert {one.theme for one in sentences().values()} - THEMES.keys() == set()


def test_it_is_known_where_a_sentence_is_said() -> None:
    assert said_in(HELD) == ("bot/claim_notices.py",)
    assert said_in("STEP_WORDING.report.place.question") == ("bot/dialogue/wording.py",)


def test_a_sentence_is_said_in_other_words_in_every_language() -> None:
    say(CANCEL_SURE=Override("真的取消吗？草稿会留着。", "Really cancel?"))
    said = {}
    for language in Language:
        with speaking(language):
            said[language] = texts.CANCEL_SURE
    assert said == {
        Language.SIMPLIFIED: "真的取消吗？草稿会留着。",
        Language.TRADITIONAL: "真的取消嗎？草稿會留着。",
        Language.ENGLISH: "Really cancel?",
    }


def test_one_of_a_list_is_reworded_and_the_others_stay() -> None:
    before = dict(texts.CLAIM_TOLD)
    held = before["held"].replace("认领了", "愿意帮助")
    say(CLAIM_TOLD__held=Override(held, sentences()[HELD].english))
    assert before | {"held": held} == texts.CLAIM_TOLD


def test_blanks_that_join_a_sentence_to_others_stay() -> None:
    say(BACK_TO_QUESTION=Override("  回到刚才的问题。 ", "Back to it."))
    assert texts.BACK_TO_QUESTION == "回到刚才的问题。\n"


def test_a_question_and_a_card_are_asked_in_other_words() -> None:
    report = FLOWS["report"]
    place = next(step for step in report.steps if step.slot == "place")
    say(
        STEP_WORDING__report__place__question=Override("是哪个县、哪个乡镇？", "Which township?"),
        CARD_QUESTIONS__report=Override("都对吗？", "All right?"),
    )
    assert worded(report, place).question == "是哪个县、哪个乡镇？"
    assert worded(report, place).example == place.example
    assert confirmation(report) == "都对吗？"
    with speaking(Language.TRADITIONAL):
        assert worded(report, place).question == "是哪個縣、哪個鄉鎮？"
        assert confirmation(report) == "都對嗎？"
    with speaking(Language.ENGLISH):
        assert worded(report, place).question == "Which township?"
        assert confirmation(report) == "All right?"


@pytest.mark.parametrize(
    ("original", "text", "fault"),
    [
        ("工单 {number}：{title}。", " ", "请写内容"),
        ("工单 {number}：{title}。", "字" * (LONGEST + 1), "太长了"),
        ("工单 {number}：{title}。", "工单：{title}。", "少了 {number}"),
        ("工单 {number}：{title}。", "{number}{title}{who}。", "没有 {who}"),
        ("工单 {number}：{title}。", "{number}{title", "花括号"),
        ("工单 {number}：{title}。", "{number}{title}{}。", "没有 {}"),
        ("共 {sum:,} 元。", "共 {sum} 元。", "少了 {sum:,}"),
        ("共 {sum:,} 元。", "共 {sum.__class__}{sum:,} 元。", "没有 {sum.__class__}"),
        ("共 {sum:,} 元。", "共 {sum!r} {sum:,} 元。", "没有 {sum!r}"),
        ("好的，不报了。", "好的，{name}。", "花括号"),
        ("好的，不报了。", "好的，{{不报}}了。", "花括号"),
        ("好的，不报了。", "好的\u202e，不报了。", "看不见的字符"),
        ("好的，不报了。", "好的\x00", "看不见的字符"),
        ("取消", "字" * (LONGEST_LABEL + 1), "按钮或名称"),
        ("取消", "取\n消", "按钮或名称"),
    ],
)
def test_what_would_break_a_turn_is_refused(original: str, text: str, fault: str) -> None:
    assert fault in (fault_of(text, original) or "")


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("工单 {number}：{title}。", "{title}，\n工单号 {number}，再说一遍是 {number}。"),
        ("好的，不报了。", "好，先不报。"),
        ("取消", "不报了"),
    ],
)
def test_other_words_in_the_same_places_are_taken(original: str, text: str) -> None:
    assert fault_of(text, original) is None


def test_english_may_fill_what_the_simplified_fills() -> None:
    assert fault_of("Ticket {number}", "Ticket {number}.", also="{number}{title}") is None
    assert fault_of("{title} {number}", "Ticket {number}.", also="{number}{title}") is None
    assert "{who}" in (fault_of("{number}{who}", "{number}", also="{number}{title}") or "")


def test_a_label_is_told_from_a_sentence() -> None:
    assert is_label("看认领进展")
    assert not is_label("已提交。")
    assert not is_label("认领 {code}")


def test_what_no_longer_fits_the_code_is_said_as_written_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        say(
            CLAIM_TOLD__held=Override("已认领。", "Claimed."),
            NO_LONGER_THERE=Override("旧话", "old"),
            CANCEL_SURE=Override("真的取消吗？", "Really cancel?"),
        )
    assert texts.CLAIM_TOLD["held"] == catalogue(Language.SIMPLIFIED)["CLAIM_TOLD"]["held"]
    assert texts.CANCEL_SURE == "真的取消吗？"
    assert HELD in caplog.text
    assert "NO_LONGER_THERE" in caplog.text

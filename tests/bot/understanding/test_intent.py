"""Wishes of first messages, on sentences written for this project."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.intent import Intent, asks_policy, intent_of, pattern_weights
from bot.understanding.lexicon import lexicon
from bot.understanding.wish_model import WEIGHTS, read_model, wish_model
from bot.understanding.wish_training import main

SENTENCES: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("intent_sentences.yaml").read_text(encoding="utf-8")
)


def test_nineteen_of_twenty_sentences_are_understood() -> None:
    pairs = [(wish, text) for wish, texts in SENTENCES.items() for text in texts]
    assert len(pairs) >= 150
    wrong = [(text, wish, intent_of(text)) for wish, text in pairs if intent_of(text) != wish]
    assert len(wrong) <= 0.05 * len(pairs), wrong


@pytest.mark.parametrize("wish", SENTENCES)
def test_every_wish_is_understood_four_times_in_five(wish: str) -> None:
    texts = SENTENCES[wish]
    assert sum(intent_of(text) == wish for text in texts) >= 0.8 * len(texts)


@pytest.mark.parametrize(
    "text",
    [
        "慈善法第二十二条说了什么",
        "捐赠票据怎么开？",
        "申报需要哪些材料",
        "公开募捐要备案吗？",
        "审核一般要多久？",
        "请问资助比例是多少",
        "受益人的隐私会公开吗",
    ],
)
def test_a_question_in_the_middle_of_a_report_is_recognised(text: str) -> None:
    assert asks_policy(text)


@pytest.mark.parametrize(
    "text",
    [
        "120名学生",
        "三十万左右",
        "云南省普洱市澜沧县",
        "11月底前可以吗",
        "200套冬衣",
        "大概5万吧",
        "没有",
        "人数改成120",
        "财政补助没有覆盖",
        "我们学校缺图书，" * 20 + "有什么政策？",
    ],
)
def test_an_answer_is_no_question(text: str) -> None:
    assert not asks_policy(text)


def test_traditional_characters_wish_the_same() -> None:
    assert intent_of("轉人工") is Intent.HUMAN
    assert intent_of("我們學校缺圖書") is Intent.REPORT


@given(st.text(max_size=80))
def test_no_text_breaks_the_recognition(text: str) -> None:
    assert intent_of(text) in Intent


def test_no_example_the_model_learned_from_is_a_test() -> None:
    learned = {text for texts in lexicon("intent_examples").values() for text in texts}
    asked = {text for texts in SENTENCES.values() for text in texts}
    assert not {text for text in learned & asked if len(text) > 6}


def test_training_again_gives_the_weights_that_are_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.understanding.lexicon.__path__", [str(tmp_path)])
    main()
    assert "features" in capsys.readouterr().out
    again = read_model((tmp_path / WEIGHTS).read_text(encoding="utf-8"))
    for texts in SENTENCES.values():
        for text in map(str, texts):
            rules = pattern_weights(text)
            assert again.likeliest(text, rules)[0] == wish_model().likeliest(text, rules)[0]


def test_a_message_of_no_known_wording_is_left_open() -> None:
    assert intent_of("asdfgh") is Intent.UNKNOWN
    assert intent_of("香蕉") is Intent.UNKNOWN

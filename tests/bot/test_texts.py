"""The catalogue of sentences: every language knows every name, with the same places to fill."""

import re
from importlib.resources import files
from string import Formatter
from typing import Any

import pytest

from api.domain.project_evaluation import GRADES
from bot import texts
from bot.dialogue.flow import Flow
from bot.dialogue.flows import FLOWS
from bot.dialogue.wording import confirmation, worded
from bot.texts import Language, english, simplified, speaking
from bot.texts.catalogue import catalogue, written

CHINESE = re.compile("[\u3400-\u9fff]")  # at the beginning; examples of input stay Chinese


def places(text: str) -> set[str]:
    """The names of the values that go into ``text``."""
    return {name.partition(".")[0] for _, name, _, _ in Formatter().parse(text) if name}


def filled(value: Any) -> set[str]:
    if isinstance(value, str):
        return places(value)
    return set().union(*map(filled, value.values())) if isinstance(value, dict) else set()


def test_the_type_checker_is_shown_every_theme() -> None:
    shown = files("bot.texts").joinpath("__init__.py").read_text(encoding="utf-8")
    folder = files("bot.texts.simplified")
    themes = {p.name for p in folder.iterdir() if p.name.endswith(".py") and p.name[0] != "_"}

    assert {t for t in themes if f"simplified.{t[:-3]} import *" in shown} == themes


def test_a_name_that_is_no_text_is_refused() -> None:
    with pytest.raises(AttributeError, match="no text is named NONSENSE"):
        getattr(texts, "NONSENSE")  # noqa: B009


def test_a_language_is_spoken_only_while_it_is_chosen() -> None:
    with speaking(Language.TRADITIONAL):
        assert texts.CANCEL_SURE.startswith("確定取消這份上報嗎？")
    assert texts.CANCEL_SURE.startswith("确定取消这份上报吗？")


def test_each_grade_of_a_project_has_its_word_in_every_language() -> None:
    assert dict(texts.APPLICATION_GRADES) == GRADES
    with speaking(Language.TRADITIONAL):
        assert texts.APPLICATION_GRADES["excellent"] == "優秀"
    with speaking(Language.ENGLISH):
        assert texts.APPLICATION_GRADES.keys() == GRADES.keys()


def test_traditional_says_everything_and_fills_the_same_places() -> None:
    derived = catalogue(Language.TRADITIONAL)

    assert {n: filled(v) for n, v in derived.items()} == {
        n: filled(v) for n, v in written(simplified).items()
    }


DECLARED = {"STEP_WORDING", "CHOICE_NAMES"}  # in Simplified they stand in the flows
UNTRANSLATED = {"LANGUAGE_NAMES"}  # each language is named in itself


def test_english_says_everything() -> None:
    assert written(simplified).keys() - written(english).keys() == UNTRANSLATED


def test_english_knows_every_key_of_a_list() -> None:
    ours, theirs = written(simplified), written(english)
    lists = [n for n, value in ours.items() if isinstance(value, dict) and n not in UNTRANSLATED]

    assert {n: set(ours[n]) - set(theirs[n]) for n in lists} == {n: set() for n in lists}


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_english_asks_every_question(flow: Flow) -> None:
    with speaking(Language.ENGLISH):
        steps = [worded(flow, step) for step in flow.steps]
        sentences = [flow.confirm and confirmation(flow)]
    for declared, step in zip(flow.steps, steps, strict=True):
        for part in ("question", "why", "again", "required"):
            assert bool(getattr(step, part)) == bool(getattr(declared, part)), (step.slot, part)
        sentences += [step.question, step.why, step.again, step.required]
        sentences += [choice.label for choice in step.choices]

    assert [s for s in sentences if CHINESE.match(s)] == []


def test_english_fills_only_places_that_are_filled() -> None:
    ours = written(simplified)
    for name, value in written(english).items():
        assert name in ours, f"{name} translates nothing"
        assert name in DECLARED or filled(value) <= filled(ours[name]), name

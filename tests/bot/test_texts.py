"""The catalogue of sentences: every language knows every name, with the same places to fill."""

from importlib.resources import files
from string import Formatter
from typing import Any

import pytest

from bot import texts
from bot.texts import Language, english, simplified, speaking
from bot.texts.catalogue import catalogue, written


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


def test_traditional_says_everything_and_fills_the_same_places() -> None:
    derived = catalogue(Language.TRADITIONAL)

    assert {n: filled(v) for n, v in derived.items()} == {
        n: filled(v) for n, v in written(simplified).items()
    }


def test_english_fills_only_places_that_are_filled() -> None:
    ours = written(simplified)
    for name, value in written(english).items():
        assert name in ours, f"{name} translates nothing"
        assert name == "STEP_WORDING" or filled(value) <= filled(ours[name]), name

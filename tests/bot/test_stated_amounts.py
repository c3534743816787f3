"""Which amount is which in a sentence about a project: before it or right behind it."""

from datetime import date

import pytest

from bot.eligibility.reading import Reading
from bot.eligibility.stated import stated
from knowledge.places.gazetteer import Gazetteer
from tests.rule_book import shipped_rules

TOTAL, OWN, REQUESTED = "total_input_yuan", "own_yuan", "requested_yuan"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("想做一个80万的助学项目，自己筹了60万，能申请多少", {TOTAL: 80, OWN: 60}),
        ("总投入80万自筹60万", {TOTAL: 80, OWN: 60}),
        ("项目80万，其中60万自筹，想要20万的资助", {TOTAL: 80, OWN: 60, REQUESTED: 20}),
        ("我们出56万，80万元的饮水工程能拿多少", {TOTAL: 80, OWN: 56}),
        ("想申请20万做一个助学项目", {REQUESTED: 20}),
        ("申请50万元资助", {REQUESTED: 50}),
        ("自筹60万的项目能拿多少", {OWN: 60}),
        ("预算100万，60万是我们自己出的", {TOTAL: 100, OWN: 60}),
        ("有60万，能申请多少", {}),
    ],
)
def test_an_amount_is_what_the_words_around_it_say(
    text: str, said: dict[str, int], gazetteer: Gazetteer
) -> None:
    programme = shipped_rules().checked("shanghai-special-fund", date(2026, 9, 1))
    assert programme is not None
    found = stated(programme.facts, text, Reading(gazetteer, date(2026, 9, 1)))
    assert {name: found[name] for name in (TOTAL, OWN, REQUESTED) if name in found} == {
        name: amount * 10_000 for name, amount in said.items()
    }

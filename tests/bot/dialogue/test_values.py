"""How values read, and how a frame becomes a need."""

from datetime import date
from decimal import Decimal

import pytest

from api.domain.need import Beneficiaries, Item, Need
from api.domain.place import Place
from bot.dialogue.buttons import MAX_BYTES, DeskButton, FlowButton, decode
from bot.dialogue.draft import need_of, provenance_of, slots_of
from bot.dialogue.flows.report import REPORT
from bot.dialogue.progress import begin
from bot.dialogue.session import Provenance, Slot
from bot.dialogue.values import labels, money, shown

NEED = Need(
    title="澜沧县木戛乡：200套冬衣",
    place=Place(county="澜沧县", township="木戛乡"),
    items=(Item("冬衣", Decimal(200), "套"),),
    beneficiaries=Beneficiaries(count=1200, households=35),
    deadline="11月底前",
    deadline_date=date(2026, 11, 30),
)


@pytest.mark.parametrize(
    ("yuan", "text"),
    [
        (50_000, "5万元"),
        (32_600, "3.26万元"),
        (1_250, "1,250元"),
        (12_345_600, "1,234.56万元"),
        (10_001, "10,001元"),
        (99.5, "99.5元"),
        (0, "0元"),
    ],
)
def test_money_reads_as_people_say_it(yuan: float, text: str) -> None:
    assert money(yuan) == text


def test_values_read_in_chinese() -> None:
    frame = begin(REPORT, "0123456789", slots=slots_of(NEED))
    read = {name: shown(name, slot.value) for name, slot in frame.slots.items()}
    assert read["place"] == "澜沧县木戛乡"
    assert read["items"] == "冬衣 200套"
    assert read["beneficiaries"] == "1,200人，35户"
    assert read["deadline"] == "11月底前（2026年11月30日）"
    assert shown("items", [{"name": "棉被"}]) == "棉被（数量待定）"
    assert shown("deadline", {"deadline": "开学前", "deadline_date": None}) == "开学前"
    assert shown("urgency", "sudden") == "突发困难"
    assert shown("fiscal_cover", "partial") == "部分覆盖"
    assert shown("category", "health") == "医疗卫生"
    assert shown("evidence", ["a", "b"]) == "2 份文件"
    assert shown("budget_yuan", None) == ""
    assert labels(("place", "items")) == "地点、需要什么"


def test_a_need_survives_being_cut_into_slots() -> None:
    assert need_of(begin(REPORT, "0123456789", slots=slots_of(NEED))) == NEED


def test_what_was_recognised_is_confirmed_by_the_submission() -> None:
    slots = slots_of(NEED, {"items": "said"}) | {"contact": Slot(None, Provenance.SKIPPED)}
    provenance = provenance_of(begin(REPORT, "0123456789", slots=slots))
    assert provenance["place"] == "confirmed"
    assert provenance["items"] == "said"
    assert provenance["contact"] == "skipped"
    assert "title" not in provenance


def test_button_codes_come_back_and_fit() -> None:
    longest = FlowButton("0123456789", "beneficiaries", "pick", "infrastructure")
    assert decode(longest.code) == longest
    assert len(longest.code) <= MAX_BYTES
    for button in (DeskButton("mine"), DeskButton("ticket", "1001")):
        assert decode(button.code) == button


@pytest.mark.parametrize(
    "code", ["", "x", "f:zz:place:skip", "d:", "d:ticket:../../x", "f:1:2:3:4"]
)
def test_codes_never_given_out_mean_nothing(code: str) -> None:
    assert decode(code) is None


def test_a_flow_has_no_step_it_does_not_declare() -> None:
    with pytest.raises(KeyError):
        REPORT.step("weather")

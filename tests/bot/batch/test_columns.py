"""What a heading means, whatever people call their columns."""

import pytest

from bot.batch.columns import Meaning, heading, meaning, steps
from bot.dialogue.flows.report import REPORT


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("地点", Meaning("place")),
        ("地点*", Meaning("place")),
        (" 地 點 ", Meaning("place")),
        ("预算（万元）", Meaning("budget_yuan", "万元")),
        ("资金缺口(单位：万元)", Meaning("gap_yuan", "万元")),
        ("资金缺口", Meaning("gap_yuan", "元")),
        ("受益人数", Meaning("beneficiaries", "人")),
        ("惠及户数", Meaning("beneficiaries", "户")),
        ("受益对象", Meaning("beneficiaries")),
        ("县（市、区）", Meaning("place", part=2)),
        ("物资名称", Meaning("items", part=0)),
        ("数量", Meaning("items", part=1)),
        ("聯繫人", Meaning("contact")),
        ("备注", Meaning("description")),
        ("联系电话", None),
        ("序号", None),
        ("", None),
    ],
)
def test_a_heading_is_known_by_what_people_call_it(said: str, meant: Meaning | None) -> None:
    assert meaning(said) == meant


def test_each_question_of_the_report_that_a_cell_can_answer_has_its_column() -> None:
    assert {s.slot for s in steps()} == {s.slot for s in REPORT.steps} - {"evidence"}
    for step in steps():
        found = meaning(heading(step))
        assert found is not None
        assert (found.slot, found.part) == (step.slot, None)


def test_only_amounts_get_a_unit_from_the_names_of_the_report() -> None:
    units = {step.slot: found.unit for step in steps() if (found := meaning(heading(step)))}
    assert {slot: unit for slot, unit in units.items() if unit} == {
        "budget_yuan": "元",
        "gap_yuan": "元",
    }

"""Milestones of a project: read from its history, late or not, and what may be planned."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from api.domain.application_event import Act, Event, Standing
from api.domain.errors import Invalid
from api.domain.project_milestone import check_plan, milestones_of, next_due

BEGINS = date(2026, 9, 1)


def event(act: Act, note: str = "", **data: Any) -> Event:
    at = datetime(2026, 9, 1, tzinfo=UTC)
    return Event(at, "zhou", act, "delivery", "delivery", Standing.STAFF, note, data)


def plan(what: str, due: str = "2026-10-01", fen: int | None = None) -> dict[str, Any]:
    return {"what": what, "due": due, "fen": fen}


def test_what_was_agreed_added_done_and_dropped_makes_the_plan_as_it_stands() -> None:
    found = milestones_of(
        [
            event(Act.PASSED, milestones=[plan("开班"), plan("结课", "2026-12-01", 500)]),
            event(Act.PLANNED, "增加一次回访", **plan("回访", "2026-11-01")),
            event(Act.PROGRESS, "签到表", of=1, done="2026-10-04"),
            event(Act.DROPPED, "并入年度总结", of=3),
        ]
    )
    assert [(one.number, one.what, one.is_open) for one in found] == [
        (1, "开班", False),
        (2, "结课", True),
        (3, "回访", False),
    ]
    later = date(2026, 12, 11)
    assert [one.days_late(later) for one in found] == [3, 10, 0]
    assert (found[0].evidence, found[2].evidence) == ("签到表", "并入年度总结")
    assert next_due(found) == date(2026, 12, 1)


def test_a_record_of_earlier_versions_was_planned_and_done_in_one() -> None:
    (one,) = milestones_of(
        [event(Act.PROGRESS, "图书到校", planned="2026-09-01", done="2026-09-11")]
    )
    assert (one.what, one.is_open, one.days_late(BEGINS)) == ("图书到校", False, 10)
    assert next_due([one]) is None


@pytest.mark.parametrize(
    ("planned", "sentence"),
    [
        ([plan("")], "要完成什么"),
        ([plan("长" * 61)], "最多 60 字"),
        ([plan("开班", "明天")], "2026-11-28 的样子"),
        ([plan("开班", "2025-10-01")], "不能早于 2026-09-01"),
        ([plan("开班", "2096-10-01")], "五年以内"),
        ([plan("开班", fen=0)], "大于 0"),
        ([plan("开班", fen=60), plan("结课", fen=50)], "超过协议的 1 元"),
        ([plan("开班")] * 21, "最多 20 个"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(planned: list[dict[str, Any]], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence) as refusal:
        check_plan(planned, (), begins=BEGINS, fen=100)
    assert refusal.value.field == "milestones"


def test_what_was_dropped_takes_no_money_and_no_room() -> None:
    earlier = milestones_of(
        [
            event(Act.PASSED, milestones=[plan(f"第{n}课", fen=5) for n in range(20)]),
            event(Act.DROPPED, "不办了", of=1),
        ]
    )
    check_plan([plan("补课", fen=5)], earlier, begins=BEGINS, fen=100)
    with pytest.raises(Invalid, match="超过协议"):
        check_plan([plan("补课", fen=6)], earlier, begins=BEGINS, fen=100)

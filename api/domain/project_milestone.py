"""Milestones (节点) of a project: planned at its agreement, done in its delivery, late or not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from api.domain.application_event import Act, Event
from api.domain.errors import Invalid
from api.domain.fund_pool import check_amount, yuan_of

LONGEST_WHAT = 60
MOST_MILESTONES = 20  # of one project
FARTHEST = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class ProjectMilestone:
    """One step of a project; ``number`` counts from 1 within it. ``fen`` is what of the money of
    the agreement it takes, where that was said. ``done`` is the day it was done, ``evidence`` by
    what that is known; of one that was dropped ``evidence`` says why."""

    number: int
    what: str
    due: date
    fen: int | None = None
    done: date | None = None
    evidence: str = ""
    dropped: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done is None and not self.dropped

    def days_late(self, today: date) -> int:
        """Days after the plan, 0 when in time; one that is done is as late as it was."""
        if self.dropped:
            return 0
        return max(((self.done or today) - self.due).days, 0)


def milestones_of(events: Iterable[Event]) -> tuple[ProjectMilestone, ...]:
    """The milestones of a history, in the order in which they were planned.

    A record of earlier versions names no milestone (``of``): it was planned and done in one.
    """
    found: list[ProjectMilestone] = []
    for one in events:
        if one.act is Act.PASSED:
            found += [
                _planned(len(found) + place, said)
                for place, said in enumerate(one.data.get("milestones", ()), 1)
            ]
        elif one.act is Act.PLANNED:
            found.append(_planned(len(found) + 1, one.data))
        elif one.act is Act.DROPPED:
            _change(found, one.data["of"], dropped=True, evidence=one.note)
        elif one.act is Act.PROGRESS:
            done = date.fromisoformat(one.data["done"])
            if "of" in one.data:
                _change(found, one.data["of"], done=done, evidence=one.note)
            else:
                due = date.fromisoformat(one.data["planned"])
                what = one.note[:LONGEST_WHAT]
                found.append(ProjectMilestone(len(found) + 1, what, due, None, done, one.note))
    return tuple(found)


def next_due(milestones: Iterable[ProjectMilestone]) -> date | None:
    """The earliest planned day of what is still to be done."""
    return min((one.due for one in milestones if one.is_open), default=None)


def check_plan(
    planned: Iterable[Mapping[str, Any]],
    earlier: Iterable[ProjectMilestone],
    *,
    begins: date,
    fen: int,
) -> None:
    """Whether these may be planned beside the ``earlier`` ones: not before ``begins``, and with
    amounts that together are no more than ``fen``, the money of the agreement.

    Raises:
        Invalid: ``field`` is ``milestones``; the sentence names the milestone.
    """
    new = tuple(planned)
    kept = [one for one in earlier if not one.dropped]
    if len(kept) + len(new) > MOST_MILESTONES:
        raise Invalid("milestones", f"一个项目最多 {MOST_MILESTONES} 个节点。请合并几个。")
    for one in new:
        _check_one(one, begins)
    amounts = [one.fen for one in kept if one.fen] + [one["fen"] for one in new if one["fen"]]
    if sum(amounts) > fen:
        raise Invalid(
            "milestones",
            f"各节点的金额合计 {yuan_of(sum(amounts))}，超过协议的 {yuan_of(fen)}。请核对金额。",
        )


def day_of(text: object, field: str) -> date:
    """A day as forms send it.

    Raises:
        Invalid: it is none.
    """
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise Invalid(field, "日期请写成 2026-11-28 的样子。") from None


def _check_one(said: Mapping[str, Any], begins: date) -> None:
    what = said["what"]
    if not 0 < len(what) <= LONGEST_WHAT:
        raise Invalid("milestones", f"请写明每个节点要完成什么，最多 {LONGEST_WHAT} 字。")
    due = day_of(said["due"], "milestones")
    if due < begins:
        raise Invalid("milestones", f"“{what}”的计划日期不能早于 {begins}。请核对年份。")
    if due - begins > FARTHEST:
        raise Invalid("milestones", f"“{what}”最多排到五年以内。请核对年份。")
    if said["fen"] is not None:
        check_amount(said["fen"], "milestones")


def _planned(number: int, said: Mapping[str, Any]) -> ProjectMilestone:
    return ProjectMilestone(number, said["what"], date.fromisoformat(said["due"]), said["fen"])


def _change(found: list[ProjectMilestone], number: int, **changes: Any) -> None:
    found[number - 1] = replace(found[number - 1], **changes)

"""The history of an application (申报) in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from api.domain.application import Application
from api.domain.application_event import PUBLIC, Act, Event, member_mark
from api.domain.fund_pool import yuan_of
from api.domain.procedure import Phase, Procedure, Stage
from api.domain.project import PARTS
from api.domain.project_evaluation import ASPECTS, GRADES, RESULTS, Result
from api.domain.project_milestone import ProjectMilestone, milestones_of

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the history; ``evidence`` is the number of an earlier application it rests
    on."""

    at: datetime
    actor: str
    title: str
    lines: tuple[str, ...]
    evidence: int | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What the words of an entry refer to: its stage, and the milestones of the project."""

    stage: Stage
    plan: tuple[ProjectMilestone, ...]


def told(procedure: Procedure, application: Application, *, sealed: bool) -> tuple[Told, ...]:
    """What happened, the newest first; with ``sealed`` without what the sheets of the present
    stage say, those of earlier rounds included."""
    closed = {
        one.hash
        for one in application.events
        if sealed and one.act is Act.SCORED and one.stage == application.stage
    }
    plan = milestones_of(application.events)
    return tuple(
        _told(one, Around(procedure.stage(one.stage), plan), is_closed=one.hash in closed)
        for one in reversed(application.events)
    )


def _told(event: Event, around: Around, *, is_closed: bool) -> Told:
    stage = around.stage
    if is_closed:
        return Told(event.at, event.actor, f"{stage.label}：{event.act.label}", ())
    said = [SAID[event.act](event.data, around)] if event.act in SAID else []
    said += _amounts(event.data) if event.act in {Act.PASSED, Act.REJECTED} else []
    lines = [line for line in (*said, event.note) if line]
    title = f"{stage.label}：{_what(event)}"
    return Told(event.at, who_did(event.actor), title, tuple(lines), event.data.get("evidence"))


def who_did(actor: str) -> str:
    """An actor as staff read it: their name, a member of the organisation, or everybody."""
    if actor == PUBLIC:
        return "公众"
    mark = member_mark(actor)
    return f"申报机构成员 {mark}" if mark else actor


def _what(event: Event) -> str:
    is_own = event.act is Act.ENTERED and member_mark(event.actor)
    return "提交申报" if is_own else event.act.label


def _declared(data: Data, _: Around) -> str:
    return "声明有利益关系，回避" if data["conflict"] else "声明没有利益关系"


def _scored(data: Data, around: Around) -> str:
    points = data["points"]
    parts = "，".join(f"{one.label} {points[one.key]}" for one in around.stage.criteria)
    return f"共 {sum(points.values())} 分：{parts}"


def _noticed(data: Data, _: Around) -> str:
    return f"{data['starts']} 至 {data['ends']}"


def _planned(data: Data, _: Around) -> str:
    amount = f"，{yuan_of(data['fen'])}" if data["fen"] else ""
    return f"“{data['what']}”，计划 {data['due']}{amount}"


def _progress(data: Data, around: Around) -> str:
    if "of" not in data:  # as earlier versions recorded it
        return f"计划 {data['planned']}，实际 {data['done']}"
    one = around.plan[data["of"] - 1]
    late = (date.fromisoformat(data["done"]) - one.due).days
    slipped = f"，晚 {late} 天" if late > 0 else ""
    return f"“{one.what}”：计划 {one.due}，实际 {data['done']}{slipped}"


def _dropped(data: Data, around: Around) -> str:
    return f"“{around.plan[data['of'] - 1].what}”"


def _evaluated(data: Data, _: Around) -> str:
    parts = "；".join(
        f"{label} {data['points'][key]} 分，{data['words'][key]}" for key, label in ASPECTS.items()
    )
    result = data.get("result")
    follows = f"。评估以后：{RESULTS[Result(result)]}" if result else ""
    return f"{Phase(data['phase']).label}评估：{parts}{follows}"


def _returned(data: Data, _: Around) -> str:
    named = "、".join(PARTS[one] for one in data.get("fields", ()))
    return f"要补正：{named}" if named else ""


def _skipped(data: Data, _: Around) -> str:
    points = data.get("points", {})
    figures = "，".join(f"{ASPECTS[key]} {one} 分" for key, one in points.items())
    return f"依据：申报 S{data['evidence']} 的结项评估为优秀{f'（{figures}）' if figures else ''}"


def _replied(data: Data, _: Around) -> str:
    return f"答复第 {data['of']} 条记录"


SAID: Mapping[Act, Callable[[Data, Around], str]] = {
    Act.DECLARED: _declared,
    Act.SCORED: _scored,
    Act.NOTICED: _noticed,
    Act.PLANNED: _planned,
    Act.PROGRESS: _progress,
    Act.DROPPED: _dropped,
    Act.EVALUATED: _evaluated,
    Act.SKIPPED: _skipped,
    Act.RETURNED: _returned,
    Act.REPLIED: _replied,
}


def _amounts(data: Data) -> list[str]:
    return [say(data[name]) for name, say in _OF_DECIDING.items() if data.get(name)]


def _plan(planned: list[Data]) -> str:
    return "节点：" + "；".join(f"{one['what']}（{one['due']}）" for one in planned)


_OF_DECIDING: Mapping[str, Callable[[Any], str]] = {
    "code": lambda code: f"协议 {code}",
    "auditor": lambda name: f"审计机构 {name}",
    "whole_fen": lambda fen: f"实际总投入 {yuan_of(fen)}",
    "fen": lambda fen: f"金额 {yuan_of(fen)}",
    "pool": lambda number: f"资金池 {number}",
    "grade": lambda key: f"等次 {GRADES[key]}",
    "refund_fen": lambda fen: f"退回 {yuan_of(fen)}",
    "milestones": _plan,
}

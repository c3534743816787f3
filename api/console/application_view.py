"""The history of an application (申报) in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from api.domain.application import Application
from api.domain.application_event import PUBLIC, Act, Event, member_mark
from api.domain.fund_pool import yuan_of
from api.domain.procedure import Phase, Procedure, Stage
from api.domain.project_evaluation import ASPECTS, GRADES

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the history."""

    at: datetime
    actor: str
    title: str
    lines: tuple[str, ...]


def told(procedure: Procedure, application: Application, *, sealed: bool) -> tuple[Told, ...]:
    """What happened, the newest first; with ``sealed`` without what the present sheets say."""
    closed = {one.hash for one in application.present_round if sealed and one.act is Act.SCORED}
    return tuple(
        _told(procedure, one, is_closed=one.hash in closed) for one in reversed(application.events)
    )


def _told(procedure: Procedure, event: Event, *, is_closed: bool) -> Told:
    stage = procedure.stage(event.stage)
    if is_closed:
        return Told(event.at, event.actor, f"{stage.label}：{event.act.label}", ())
    said = [SAID[event.act](event.data, stage)] if event.act in SAID else []
    if event.act is Act.PASSED:
        said += _passed(event.data)
    lines = [line for line in (*said, event.note) if line]
    return Told(event.at, _who(event.actor), f"{stage.label}：{_what(event)}", tuple(lines))


def _who(actor: str) -> str:
    if actor == PUBLIC:
        return "公众"
    mark = member_mark(actor)
    return f"申报机构成员 {mark}" if mark else actor


def _what(event: Event) -> str:
    is_own = event.act is Act.ENTERED and member_mark(event.actor)
    return "提交申报" if is_own else event.act.label


def _declared(data: Data, _: Stage) -> str:
    return "声明有利益关系，回避" if data["conflict"] else "声明没有利益关系"


def _scored(data: Data, stage: Stage) -> str:
    points = data["points"]
    parts = "，".join(f"{one.label} {points[one.key]}" for one in stage.criteria)
    return f"共 {sum(points.values())} 分：{parts}"


def _noticed(data: Data, _: Stage) -> str:
    return f"{data['starts']} 至 {data['ends']}"


def _progress(data: Data, _: Stage) -> str:
    late = (date.fromisoformat(data["done"]) - date.fromisoformat(data["planned"])).days
    slipped = f"，晚 {late} 天" if late > 0 else ""
    return f"计划 {data['planned']}，实际 {data['done']}{slipped}"


def _evaluated(data: Data, _: Stage) -> str:
    parts = "；".join(
        f"{label} {data['points'][key]} 分，{data['words'][key]}" for key, label in ASPECTS.items()
    )
    return f"{Phase(data['phase']).label}评估：{parts}"


def _skipped(data: Data, _: Stage) -> str:
    return f"依据：申报 S{data['evidence']} 的结项评估为优秀"


def _replied(data: Data, _: Stage) -> str:
    return f"答复第 {data['of']} 条记录"


SAID: Mapping[Act, Callable[[Data, Stage], str]] = {
    Act.DECLARED: _declared,
    Act.SCORED: _scored,
    Act.NOTICED: _noticed,
    Act.PROGRESS: _progress,
    Act.EVALUATED: _evaluated,
    Act.SKIPPED: _skipped,
    Act.REPLIED: _replied,
}


def _passed(data: Data) -> list[str]:
    return [say(data[name]) for name, say in _OF_PASSING.items() if data.get(name)]


_OF_PASSING: Mapping[str, Callable[[Any], str]] = {
    "code": lambda code: f"协议 {code}",
    "auditor": lambda name: f"审计机构 {name}",
    "whole_fen": lambda fen: f"实际总投入 {yuan_of(fen)}",
    "fen": lambda fen: f"金额 {yuan_of(fen)}",
    "pool": lambda number: f"资金池 {number}",
    "grade": lambda key: f"等次 {GRADES[key]}",
}

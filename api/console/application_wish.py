"""What a form on the page of an application (申报) asks for."""

from collections.abc import Callable, Mapping
from typing import Any

from api.console.amounts import fen_of, fen_or_none
from api.console.application_form import YES_NO, ProjectForm
from api.console.visit import Fields
from api.domain.application_event import Act, Wish
from api.domain.errors import Invalid
from api.domain.procedure import Stage, StageKind
from api.domain.programme import Programme
from api.domain.project import PARTS
from api.domain.project_evaluation import ASPECTS
from api.domain.redaction import mask
from knowledge.places.gazetteer import Gazetteer

A, K = Act, StageKind
ROWS = 4  # of milestones on a fresh form
MilestoneRow = tuple[str, str, str]


def wish_of(fields: Fields, stage: Stage, programme: Programme, gazetteer: Gazetteer) -> Wish:
    """What a form of the present stage asks for.

    Raises:
        Invalid: ``field`` names what cannot be.
    """
    if fields.one("act") not in set(A) - {A.ENTERED, A.OBJECTED}:
        raise Invalid("act", "没有认出要办什么。请刷新页面后再试。")
    act = A(fields.one("act"))
    if act is A.ANSWERED:
        form = ProjectForm.sent(fields, programme)
        data: Mapping[str, Any] = form.project(programme, gazetteer).to_json()
    elif act is A.PASSED:
        data = PASSING[stage.kind](fields) if stage.kind in PASSING else {}
    else:
        data = DATA[act](fields, stage) if act in DATA else {}
    return Wish(act, fields.one("note"), data)


def _declared(fields: Fields, _: Stage) -> Mapping[str, Any]:
    if fields.one("conflict") not in YES_NO:
        raise Invalid("conflict", "请选择有没有利益关系。")
    return {"conflict": YES_NO[fields.one("conflict")]}


def _returned(fields: Fields, _: Stage) -> Mapping[str, Any]:
    return {"fields": [one for one in fields.all("returned_field") if one in PARTS]}


def _scored(fields: Fields, stage: Stage) -> Mapping[str, Any]:
    keys = {one.key: one.label for one in stage.criteria}
    return {"points": _points(fields, keys)}


def _replied(fields: Fields, _: Stage) -> Mapping[str, Any]:
    return {"of": fields.whole("of")}


def _planned(fields: Fields, _: Stage) -> Mapping[str, Any]:
    rows = milestone_rows(fields)
    if len(rows) != 1:
        raise Invalid("milestones", "请填写一个节点：要完成什么、计划哪天完成。")
    return _milestone(rows[0])


def _progress(fields: Fields, _: Stage) -> Mapping[str, Any]:
    return {"of": fields.whole("of"), "done": fields.one("done")}


def _dropped(fields: Fields, _: Stage) -> Mapping[str, Any]:
    return {"of": fields.whole("of")}


def _evaluated(fields: Fields, stage: Stage) -> Mapping[str, Any]:
    return {
        "phase": stage.evaluates,
        "points": _points(fields, ASPECTS),
        "words": {key: mask(fields.one(f"words_{key}").strip()) for key in ASPECTS},
        "result": fields.one("result"),
    }


def _rejected(fields: Fields, _: Stage) -> Mapping[str, Any]:
    return _refunded(fields)


def _agreed(fields: Fields) -> Mapping[str, Any]:
    return {
        "fen": fen_of(fields.one("amount"), "amount"),
        "code": fields.one("code").strip()[:40],
        "pool": fields.whole("pool"),
        "milestones": [_milestone(one) for one in milestone_rows(fields)],
    }


def _audited(fields: Fields) -> Mapping[str, Any]:
    return {
        "auditor": fields.one("auditor").strip()[:60],
        "whole_fen": fen_of(fields.one("whole"), "whole"),
        "fen": fen_of(fields.one("amount"), "amount"),
    }


def _paid(fields: Fields) -> Mapping[str, Any]:
    return {"fen": fen_of(fields.one("amount"), "amount")}


def _graded(fields: Fields) -> Mapping[str, Any]:
    return {"grade": fields.one("grade"), **_refunded(fields)}


def _refunded(fields: Fields) -> Mapping[str, Any]:
    """Asked only where money was paid before; ``None`` is nothing said."""
    fen = fen_or_none(fields.one("refund"), "refund")
    return {} if fen is None else {"refund_fen": fen}


def milestone_rows(fields: Fields) -> tuple[MilestoneRow, ...]:
    """The rows of milestones in which something was typed: what, planned day, amount."""
    columns = [fields.all(f"milestone_{name}") for name in ("what", "due", "fen")]
    rows = zip(*columns, strict=False)
    return tuple(
        (what.strip(), due.strip(), fen.strip())
        for what, due, fen in rows
        if what.strip() or due.strip() or fen.strip()
    )


def plan_rows(fields: Fields) -> tuple[MilestoneRow, ...]:
    """What was typed of milestones, with room for more."""
    typed = milestone_rows(fields)
    return (*typed, *(("", "", ""),) * max(ROWS - len(typed), 1))


def _milestone(row: MilestoneRow) -> Mapping[str, Any]:
    what, due, fen = row
    return {"what": mask(what), "due": due, "fen": fen_or_none(fen, "milestones")}


DATA: Mapping[Act, Callable[[Fields, Stage], Mapping[str, Any]]] = {
    A.DECLARED: _declared,
    A.SCORED: _scored,
    A.RETURNED: _returned,
    A.REPLIED: _replied,
    A.PLANNED: _planned,
    A.PROGRESS: _progress,
    A.DROPPED: _dropped,
    A.REJECTED: _rejected,
    A.EVALUATED: _evaluated,
}
PASSING: Mapping[StageKind, Callable[[Fields], Mapping[str, Any]]] = {
    K.AGREEMENT: _agreed,
    K.AUDIT: _audited,
    K.DISBURSEMENT: _paid,
    K.EVALUATION: _graded,
}


def _points(fields: Fields, keys: Mapping[str, str]) -> dict[str, int]:
    found = {}
    for key, label in keys.items():
        text = fields.one(f"points_{key}").strip()
        if not (text.isascii() and text.isdigit() and len(text) <= 3):
            raise Invalid("points", f"“{label}”请填整数。")
        found[key] = int(text)
    return found

"""``/desk/assignment``: rules that give reports to reviewers, tried on the tickets that wait."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from api.console.assignment_form import RuleForm
from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk.assignment import (
    MOST_TRIED,
    add_rule,
    assignment_page,
    change_rule,
    do_to_rule,
    follow_rules_now,
)
from api.domain.assignment import RuleAct
from api.domain.category import Category
from api.domain.errors import Invalid
from api.domain.need import Urgency

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]

DONE = {
    "made": "规则已建好，排在最后。",
    "changed": "规则已修改。",
    "up": "规则已上移。",
    "down": "规则已下移。",
    "off": "规则已停用，不再分配新的工单。已经分配的不变。",
    "on": "规则已启用。",
    "dropped": "规则已删除。已经分配的不变。",
    "followed": "已按规则分配下面能分配的工单，办理记录里写明了是哪条规则。",
    "none": "没有工单可以按规则分配。",
}


class Deed(StrEnum):
    """What the buttons beside a rule do."""

    UP = "up"
    DOWN = "down"
    OFF = "off"
    ON = "on"
    DROP = "dropped"


@router.get("/assignment")
def rules_page(visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """The rules, and what they would do now."""
    return _page(desk, visit, done=DONE.get(done, ""))


@router.post("/assignment")
def new_rule(fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """One more rule."""
    form = RuleForm.sent(fields)
    try:
        rule = form.rule(desk.services.gazetteer)
        with desk.services.database.begin() as unit:
            add_rule(unit, visit.staff, rule, version=fields.whole("version"))
    except Invalid as problem:
        return _page(desk, visit, form=form, problem=problem)
    return RedirectResponse("/desk/assignment?done=made", 303)


@router.post("/assignment/now")
def follow(_: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Give out what the dry run shows."""
    given = follow_rules_now(desk.services.database, visit.staff)
    return RedirectResponse(f"/desk/assignment?done={'followed' if given else 'none'}", 303)


@router.get("/assignment/{number}")
def rule_page(number: Number, visit: VisitDep, desk: DeskDep) -> Response:
    """One rule, to be changed."""
    return _rule(desk, visit, number)


@router.post("/assignment/{number}")
def changed_rule(number: Number, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """What the form says in its place."""
    form = RuleForm.sent(fields)
    try:
        rule = form.rule(desk.services.gazetteer)
        with desk.services.database.begin() as unit:
            change_rule(unit, visit.staff, number, rule, version=fields.whole("version"))
    except Invalid as problem:
        return _rule(desk, visit, number, form=form, problem=problem)
    return RedirectResponse("/desk/assignment?done=changed", 303)


@router.post("/assignment/{number}/{deed}")
def rule_deed(
    *, number: Number, deed: Deed, fields: FormDep, visit: VisitDep, desk: DeskDep
) -> Response:
    """Move, switch or drop it."""
    with desk.services.database.begin() as unit:
        do_to_rule(unit, visit.staff, number, RuleAct(deed), version=fields.whole("version"))
    return RedirectResponse(f"/desk/assignment?done={deed}#rule-{number}", 303)


def _page(
    desk: Desk,
    visit: Visit,
    *,
    form: RuleForm | None = None,
    problem: Invalid | None = None,
    done: str = "",
) -> Response:
    with desk.services.database.read() as unit:
        found = assignment_page(unit, visit.staff)
    return page(
        desk,
        visit,
        "assignment.html",
        status=422 if problem else 200,
        found=found,
        form=form or RuleForm(),
        problem=problem,
        categories=tuple(Category),
        urgencies=tuple(Urgency),
        most=MOST_TRIED,
        done=done,
        here="settings",
    )


def _rule(
    desk: Desk,
    visit: Visit,
    number: int,
    *,
    form: RuleForm | None = None,
    problem: Invalid | None = None,
) -> Response:
    with desk.services.database.read() as unit:
        found = assignment_page(unit, visit.staff)
    rule = found.rules.rule(number)
    return page(
        desk,
        visit,
        "assignment_rule.html",
        status=422 if problem else 200,
        found=found,
        rule=rule,
        form=form or RuleForm.of(rule),
        problem=problem,
        categories=tuple(Category),
        urgencies=tuple(Urgency),
        here="settings",
    )

"""The pages on which an organisation applies, with whatever was typed into their forms."""

from dataclasses import dataclass
from http import HTTPStatus
from secrets import token_hex
from typing import Any

from starlette.responses import Response

from api.console.application_form import ProjectForm, asked_of
from api.console.visit import Fields
from api.desk.applications import Rules
from api.domain.application import Application
from api.domain.application_asked import organisation_may_withdraw
from api.domain.application_event import Standing
from api.domain.application_files import is_applicants_turn
from api.domain.errors import Refusal
from api.domain.fund_pool import yuan_of
from api.domain.project_milestone import milestones_of
from api.pages.applicant import Applicant, known_answers
from api.pages.apply_view import entries, last_note, results, who_did
from api.pages.file_lines import file_lines
from api.pages.own_applications import OwnApplications
from api.routes.services import Web
from bot.eligibility.findings import Findings

# What people write into the forms of an application, and should not have to write again.
TYPED = {
    "title": "项目名称",
    "place": "项目实施地",
    "line_name": "预算明细",
    "line_fen": "金额",
    "line_requested": "申请资助",
    "note": "说明",
}
DONE = {
    "made": "申报已提交。进展和要补正的内容会在对话里告诉您，也可以在这里看。",
    "answered": "补正已提交，接着办理。",
    "withdrawn": "申报已撤回。",
    "attached": "附件已保存。",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What a page shows of a form that was not taken: as typed, why, and the check asked for."""

    fields: Fields
    form: ProjectForm
    problem: Refusal | None = None
    findings: Findings | None = None


def list_page(web: Web, parts: OwnApplications, who: Applicant) -> Response:
    """What one's organisations applied for, and the way to a new application."""
    return _render(
        web,
        "apply.html",
        who=who,
        mine=parts.mine(who),
        titles=parts.titles,
        money=yuan_of,
        kept=(),
    )


def lost_page(web: Web, parts: OwnApplications, who: Applicant, fields: Fields) -> Response:
    """What a form said that nobody is known to have sent any more, to be copied from."""
    kept = [
        (label, " ".join(text for text in fields.all(name) if text.strip()))
        for name, label in TYPED.items()
    ]
    response = _render(
        web,
        "apply.html",
        who=who,
        mine=(),
        titles=parts.titles,
        money=yuan_of,
        kept=[(label, text) for label, text in kept if text],
    )
    response.status_code = HTTPStatus.NOT_FOUND
    return response


def new_page(
    web: Web, parts: OwnApplications, who: Applicant, rules: Rules, typed: Typed | None = None
) -> Response:
    """The form of a new application."""
    return _render(
        web,
        "apply_new.html",
        problem=typed.problem if typed else None,
        who=who,
        rules=rules,
        asked=asked_of(rules.programme),
        form=typed.form if typed else ProjectForm(answers=known_answers(rules.programme, who)),
        organisation=typed.fields.one("organisation") if typed else "",
        findings=typed.findings if typed else None,
        key=(typed.fields.one("key") if typed else "") or token_hex(16),
    )


def one_page(
    web: Web,
    parts: OwnApplications,
    who: Applicant,
    application: Application,
    typed: Typed | None = None,
    *,
    done: str = "",
    problem: Refusal | None = None,
) -> Response:
    """One application of one's organisation, and what can be done with it."""
    rules = parts.rules(application.programme)
    project = application.project
    return _render(
        web,
        "apply_one.html",
        problem=typed.problem if typed else problem,
        who=who,
        application=application,
        project=project,
        rules=rules,
        stage=rules.procedure.stage(application.stage),
        asked=asked_of(rules.programme),
        form=typed.form if typed and typed.form.lines else ProjectForm.of(project),
        typed=typed.fields if typed else Fields({}),
        findings=parts.checked(rules, project),
        told=entries(rules.procedure, application),
        reason=last_note(application),
        results=results(rules.procedure, application),
        milestones=milestones_of(application.events),
        today=parts.today,
        files=file_lines(rules.procedure, parts.files_of(application.number), who_did),
        may_attach=is_applicants_turn(application),
        may_mend=application.standing is Standing.APPLICANT,
        may_withdraw=organisation_may_withdraw(application, rules.procedure),
        money=yuan_of,
        done=DONE.get(done, ""),
        key=token_hex(16),
    )


def _render(web: Web, template: str, *, problem: Refusal | None = None, **context: Any) -> Response:
    """The page, of which no copy is kept."""
    response = web.pages.render(
        template, status=422 if problem else 200, problem=problem, **context
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response

"""我的申报: where the applications of one's organisations stand, and what can be done."""

from collections.abc import Iterator
from datetime import date

from api.clock import SHANGHAI
from api.domain.application import Application
from api.domain.application_asked import agreed_fen, organisation_may_withdraw
from api.domain.application_event import Act, Standing
from api.domain.fund_pool import yuan_of
from api.domain.procedure import Procedure, StageKind
from api.domain.project_milestone import ProjectMilestone, milestones_of
from bot import texts
from bot.application_ports import ApplicationSeen
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, then_pending
from knowledge.procedure_files import find_procedure

VERB = "applied"
_LISTED = 10
_OPEN = frozenset({Standing.STAFF, Standing.APPLICANT})


def own_applications(exchange: Exchange) -> Turn:
    """Each with its stage and since when; whoever acts for no organisation is told how to."""
    mine = exchange.tx.applications.mine()
    if not mine:
        orgs = Choice(DeskButton("orgs").code, texts.MENU_ORGANISATIONS)
        return then_pending(exchange, Turn((Message(texts.NO_APPLICATIONS),), (_apply(), orgs)))
    link = texts.APPLY_PAGE.format(link=exchange.entrances.page("/apply"))
    lines = [texts.APPLICATIONS.format(count=len(mine)), *map(_line, mine[:_LISTED]), link]
    choices = tuple(
        mend_button(one.number) if one.standing is Standing.APPLICANT else _see_button(one.number)
        for one in mine[:_LISTED]
        if one.standing in _OPEN
    )
    turn = Turn((Message("\n".join(lines)),), (*choices, _apply()))
    return then_pending(exchange, turn)


def shown_application(exchange: Exchange, number: int) -> Turn:
    """One in full: the project, where it stands, whom it waits for, and what came of it."""
    application = exchange.tx.applications.one(number)
    procedure = find_procedure(application.programme)
    if procedure is None:
        return own_applications(exchange)
    lines = list(_told(exchange, procedure, application))
    choices: list[Choice] = []
    if application.standing is Standing.APPLICANT:
        choices.append(mend_button(number))
    if organisation_may_withdraw(application, procedure):
        choices.append(Choice(DeskButton("unapply", str(number)).code, texts.WITHDRAW_APPLICATION))
    choices.append(applications_button())
    return then_pending(exchange, Turn((Message("\n".join(lines)),), tuple(choices)))


def _told(exchange: Exchange, procedure: Procedure, one: Application) -> Iterator[str]:
    name = exchange.tx.organisations.profile(one.organisation).name
    yield texts.APPLICATION_HEAD.format(code=one.code, title=one.project.title, organisation=name)
    place = procedure.stages.index(procedure.stage(one.stage)) + 1
    yield texts.APPLICATION_WAITS[one.standing].format(
        stage=procedure.stage(one.stage).label,
        place=place,
        stages=len(procedure.stages),
        day=one.since.astimezone(SHANGHAI).date(),
    )
    yield texts.APPLICATION_MONEY.format(
        place=one.project.place,
        total=yuan_of(one.project.total_fen),
        requested=yuan_of(one.project.requested_fen),
        own=yuan_of(one.project.own_fen),
    )
    if one.events[-1].note and one.events[-1].act in (Act.RETURNED, Act.REJECTED):
        yield texts.APPLICATION_SAID.format(note=one.events[-1].note)
    yield from _results(procedure, one)
    for step in milestones_of(one.events):
        if not step.dropped:
            yield _step(step, exchange.today)


def _results(procedure: Procedure, one: Application) -> Iterator[str]:
    """What was agreed, audited, paid, and the grade at the end."""
    agreed = agreed_fen(one, procedure)
    if agreed is not None:
        yield texts.APPLICATION_AGREED.format(amount=yuan_of(agreed))
    said = {
        StageKind.AUDIT: texts.APPLICATION_AUDITED,
        StageKind.DISBURSEMENT: texts.APPLICATION_PAID,
    }
    for event in one.events:
        kind = procedure.stage(event.stage).kind
        if event.act is Act.PASSED and kind in said:
            yield said[kind].format(amount=yuan_of(event.data["fen"]))
    grade = one.events[-1].data.get("grade")
    if one.standing is Standing.COMPLETED and grade in texts.APPLICATION_GRADES:
        yield texts.APPLICATION_GRADE.format(grade=texts.APPLICATION_GRADES[grade])


def _step(step: ProjectMilestone, today: date) -> str:
    late = step.days_late(today)
    if step.done:
        sentence = texts.PROJECT_STEP_DONE_LATE if late else texts.PROJECT_STEP_DONE
    else:
        sentence = texts.PROJECT_STEP_LATE if late else texts.PROJECT_STEP_OPEN
    return sentence.format(what=step.what, due=step.due, done=step.done, days=late)


def _line(one: ApplicationSeen) -> str:
    sentence = texts.APPLICATION_LINES[one.standing]
    return sentence.format(
        code=one.code,
        title=one.title,
        organisation=one.organisation,
        stage=one.stage,
        day=one.since.astimezone(SHANGHAI).date(),
        note=one.note,
    )


def applications_button() -> Choice:
    """Leads to the list."""
    return Choice(DeskButton(VERB).code, texts.MENU_APPLICATIONS)


def mend_button(number: int) -> Choice:
    """Begins to mend a returned application."""
    label = texts.MEND_APPLICATION.format(code=f"S{number}")
    return Choice(DeskButton("mend", str(number)).code, label)


def _see_button(number: int) -> Choice:
    label = texts.SEE_APPLICATION.format(code=f"S{number}")
    return Choice(DeskButton("appone", str(number)).code, label)


def _apply() -> Choice:
    return Choice(DeskButton("apply").code, texts.MENU_APPLY)

"""Applications (申报) as staff enter them, and what is done at each stage; each happens once."""

from dataclasses import dataclass, replace
from datetime import date

from api.clock import SHANGHAI
from api.desk import application_money as money
from api.desk.past_results import excellent_before
from api.desk.people import Notifier, Staff
from api.desk.remits import require_application
from api.domain.application import MOVES, SAID, Application, entered
from api.domain.application_actor import Actor
from api.domain.application_asked import Asked
from api.domain.application_event import PUBLIC, Act, Wish
from api.domain.application_gates import check
from api.domain.credit_code import credit_code
from api.domain.duties import Duty
from api.domain.errors import Invalid, WrongMove
from api.domain.procedure import Procedure
from api.domain.programme import Programme
from api.domain.project import Project
from api.domain.redaction import mask
from api.domain.working_days import working_days_after
from api.store import applications as store
from api.store import applying, organisations, people
from api.store.database import Unit
from api.store.idempotency import recall, record
from api.store.refusals import note_refusal
from api.working_days import is_workday

REFUSED = "application"  # the rule in the audit of refusals
A = Act


@dataclass(frozen=True, slots=True)
class Rules:
    """By what an application is judged: the way it goes, and its programme's rules as their
    sources stand today."""

    procedure: Procedure
    programme: Programme


def enter(
    unit: Unit,
    staff: Staff,
    rules: Rules,
    *,
    code: str,
    project: Project,
    key: str,
    notifier: Notifier,
) -> Application:
    """Enter an application on behalf of the organisation with that credit code, once per ``key``.

    Raises:
        NotAllowed: not somebody who enters applications.
        Invalid: no such organisation, or one that may not apply.
    """
    staff.require(Duty.ENTER_APPLICATIONS)
    _require_key(key)
    if done := recall(unit, f"application-of-{staff.username}", key):
        return store.load(unit, int(done.response))
    profile = organisations.by_credit_code(unit, credit_code(code).text)
    if profile is None:
        raise Invalid("code", "没有登记过这个代码的机构。请机构先在对话里登记（说“登记机构”）。")
    if refused := applying.why_shut_out(unit, profile):
        raise Invalid("code", refused)
    made = store.add(
        unit,
        entered(
            rules.procedure,
            project,
            organisation=profile.key,
            actor=staff.username,
            at=unit.now,
        ),
    )
    record(unit, f"application-of-{staff.username}", key, made.number)
    applying.tell_members(unit, rules.procedure, made, notifier.application)
    return made


def act(
    unit: Unit,
    staff: Staff,
    rules: Rules,
    number: int,
    wish: Wish,
    *,
    version: int,
    key: str,
    notifier: Notifier,
) -> Application:
    """Do one thing at the present stage, once per ``key``; the organisation is told of decisions.

    Raises:
        NotAllowed: this member of staff may not (other regions, own entry, own organisation,
            another level).
        WrongMove, Invalid: the stage does not allow it, or something is missing.
        NotFound, Outdated: it is not there, or has a newer entry.
    """
    _require_key(key)
    require_application(unit, staff, number)
    before = store.load(unit, number)
    scope = f"application-{number}"
    if recall(unit, scope, key):
        return before
    if version != before.version:
        raise store.outdated(before)
    before.after(rules.procedure, wish.act)  # whether the stage allows it, first of all
    if wish.act in SAID:
        staff.require(Duty.ENTER_APPLICATIONS)
    before.check_actor(rules.procedure, actor_of(unit, staff, before), wish.act)
    plain = replace(wish, note=mask(wish.note.strip()))
    check(_asked(unit, rules, before, plain, staff.username))
    full = _completed(unit, rules, before, plain)
    full = money.moved(unit, staff.username, rules.procedure, before, full)
    after = before.with_entry(rules.procedure, full, staff.username, unit.now)
    store.save(unit, before, after)
    record(unit, scope, key, after.version)
    applying.tell_members(unit, rules.procedure, after, notifier.application)
    return after


def object_to(unit: Unit, rules: Rules, number: int, text: str) -> None:
    """Keep what somebody objects on the public page; numbers of persons are masked.

    Raises:
        NotFound: there is no such application.
        Invalid, WrongMove: nothing was written, or its notice is not running.
    """
    before = store.load(unit, number)
    before.after(rules.procedure, A.OBJECTED)
    wish = Wish(A.OBJECTED, mask(text.strip()))
    if wish.note in {one.note for one in before.present_round if one.act is A.OBJECTED}:
        return  # sent twice
    check(_asked(unit, rules, before, wish, PUBLIC))
    store.save(unit, before, before.with_entry(rules.procedure, wish, PUBLIC, unit.now))


def note_refused(unit: Unit, staff: Staff, number: int, reason: str) -> None:
    """Keep that something was refused, for the audit."""
    note_refusal(unit, actor=staff.username, what=REFUSED, subject=f"申报 S{number}", reason=reason)


def actor_of(unit: Unit, staff: Staff, application: Application) -> Actor:
    """What the rules need to know of a member of staff."""
    own = staff.person is not None and applying.acts_for(
        unit, staff.person, application.organisation
    )
    return Actor(staff.username, staff.roles, own, _persons(unit, staff))


def actor_anywhere(unit: Unit, staff: Staff) -> tuple[Actor, frozenset[str]]:
    """The same for all applications but those of the organisations they act for, whose keys are
    returned beside it."""
    held = organisations.memberships(unit, staff.person) if staff.person else ()
    keys = frozenset(one.organisation.key for one in held)
    return Actor(staff.username, staff.roles, persons=_persons(unit, staff)), keys


def _persons(unit: Unit, staff: Staff) -> frozenset[str]:
    return people.all_ids(unit, staff.person) if staff.person else frozenset()


def today(unit: Unit) -> date:
    """The day in Shanghai."""
    return unit.now.astimezone(SHANGHAI).date()


def is_over(application: Application) -> bool:
    """Whether nothing can happen to it any more."""
    return not MOVES[application.standing]


def _asked(unit: Unit, rules: Rules, application: Application, wish: Wish, actor: str) -> Asked:
    return Asked(
        rules.procedure,
        rules.programme,
        application,
        wish,
        actor,
        today=today(unit),
        entered=application.events[0].at.astimezone(SHANGHAI).date(),
    )


def _completed(unit: Unit, rules: Rules, application: Application, wish: Wish) -> Wish:
    """``wish`` with what the service itself adds: the days of a notice, the evidence of a skip."""
    if wish.act is A.NOTICED:
        days = rules.procedure.stage(application.stage).days or 0
        ends = working_days_after(today(unit), days, is_workday)
        return replace(wish, data={"starts": str(today(unit)), "ends": str(ends)})
    if wish.act is A.SKIPPED:
        evidence = excellent_before(unit, application)
        if evidence is None:
            raise WrongMove("这家机构在本专项的上一份申报没有评为优秀，不能免评。请按程序评审。")
        return replace(wish, data=evidence.to_json())
    return wish


def _require_key(key: str) -> None:
    if not key:
        raise Invalid("key", "这张表单不完整。请刷新页面后再填一次。")

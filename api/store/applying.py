"""An organisation applies itself (申报): one of its members submits, mends or withdraws."""

from collections.abc import Callable
from functools import partial
from typing import Any

from api.domain.application import MOVES, Application, entered
from api.domain.application_actor import Actor
from api.domain.application_asked import agreed_fen
from api.domain.application_event import Act, Wish, member_actor
from api.domain.application_gates import check_note
from api.domain.application_news import ApplicationNews, news_of
from api.domain.errors import NotAllowed, NotFound, WrongMove
from api.domain.organisation_profile import OrganisationState, Profile
from api.domain.procedure import Procedure
from api.domain.project import Project
from api.domain.redaction import mask
from api.store import applications, members, organisations
from api.store.database import Unit
from api.store.idempotency import recall, record
from api.store.notices import tell_person
from bot.application_notices import application_turn
from bot.dialogue.turn_json import turn_json

MOST_OPEN = 20  # applications of one organisation in progress; more are a mistake or misuse
_SCOPE = "application-of-member"


def why_shut_out(unit: Unit, profile: Profile) -> str:
    """Why an organisation may not apply, as a sentence; empty when it may."""
    if organisations.is_blocked(unit, profile.organisation):
        return f"“{profile.name}”在非法社会组织名单里，不能申报。"
    if profile.state in {OrganisationState.SUSPENDED, OrganisationState.REFUSED}:
        return f"“{profile.name}”{profile.state.label}，不能申报。请先核验机构。"
    return ""


def acts_for(unit: Unit, person: str, organisation: str) -> bool:
    """Whether ``person`` is a member of that organisation now."""
    held = organisations.memberships(unit, person)
    return any(one.organisation.key == organisation for one in held)


def apply(
    unit: Unit, person: str, procedure: Procedure, organisation: str, project: Project, *, key: str
) -> Application:
    """A new application of that organisation, submitted by ``person``, once per ``key``.

    Raises:
        NotAllowed: they are no member of it, or it may not apply.
        WrongMove: too many of its applications are in progress.
    """
    own = f"{person}:{key}"
    if not acts_for(unit, person, organisation):
        raise NotAllowed("您现在不是这家机构的成员，不能以它的名义申报。请重新选择机构。")
    organisations.hold(unit, organisation)  # two at once come one after the other
    if done := recall(unit, _SCOPE, own):
        return applications.load(unit, int(done.response))
    if refused := why_shut_out(unit, organisations.load(unit, organisation)):
        raise NotAllowed(refused)
    open_ones = [
        one for one in applications.of_organisations(unit, (organisation,)) if MOVES[one.standing]
    ]
    if len(open_ones) >= MOST_OPEN:
        raise WrongMove(f"贵机构已有 {MOST_OPEN} 份申报在办。请等办结几份，或撤回不做的，再申报。")
    made = applications.add(
        unit,
        entered(
            procedure,
            project,
            organisation=organisation,
            actor=member_actor(person),
            at=unit.now,
        ),
    )
    record(unit, _SCOPE, own, made.number)
    _tell(unit, procedure, made)
    return made


def answer(
    unit: Unit,
    person: str,
    procedure: Procedure,
    number: int,
    project: Project,
    *,
    note: str = "",
    version: int | None = None,
    key: str,
) -> Application:
    """Mend a returned application, once per ``key``; ``version`` is the one that was looked at.

    Raises:
        NotFound: there is none of an organisation they act for.
        WrongMove: it is not returned.
        Outdated: it has a newer entry than ``version``.
    """
    wish = Wish(Act.ANSWERED, note, project.to_json())
    return _say(unit, person, procedure, number, wish, version=version, key=key)


def withdraw(
    unit: Unit,
    person: str,
    procedure: Procedure,
    number: int,
    reason: str,
    *,
    version: int | None = None,
    key: str,
) -> Application:
    """Take an application back, once per ``key``; from the agreement on staff do that.

    Raises:
        NotFound: there is none of an organisation they act for.
        WrongMove: it is over, or its agreement is signed.
        Invalid: no reason is given.
        Outdated: it has a newer entry than ``version``.
    """
    before = own(unit, person, number)
    if agreed_fen(before, procedure) is not None:
        raise WrongMove(
            f"申报 {before.code} 已经签约，不能自己撤回。请发“转人工”，和工作人员商量。"
        )
    wish = Wish(Act.WITHDRAWN, reason)
    return _say(unit, person, procedure, number, wish, version=version, key=key)


def own(unit: Unit, person: str, number: int) -> Application:
    """An application of an organisation that ``person`` acts for.

    Raises:
        NotFound: there is none with that number, or it is somebody else's.
    """
    missing = NotFound(f"在您所在机构的申报里没有找到 S{number}。请核对编号，或发“我的申报”看看。")
    try:
        found = applications.load(unit, number)
    except NotFound:
        raise missing from None
    if not acts_for(unit, person, found.organisation):
        raise missing
    return found


def tell_members(
    unit: Unit,
    procedure: Procedure,
    application: Application,
    worded: Callable[[ApplicationNews], dict[str, Any]],
) -> None:
    """Tell the members of its last entry, when that concerns them; whoever made it knows."""
    news = news_of(procedure, application)
    if news is None:
        return
    for member in members.members_of(unit, application.organisation):
        if member_actor(member.person) != application.events[-1].actor:
            tell_person(
                unit,
                person=member.person,
                turn=partial(worded, news),
                key=f"application-{application.number}-{application.version}-{member.mark}",
            )


def _say(
    unit: Unit,
    person: str,
    procedure: Procedure,
    number: int,
    wish: Wish,
    *,
    version: int | None,
    key: str,
) -> Application:
    before = own(unit, person, number)
    scoped = f"{person}:{number}:{key}"
    if recall(unit, _SCOPE, scoped):
        return before
    if version is not None and version != before.version:
        raise applications.outdated(before)
    before.after(procedure, wish.act)
    actor = Actor(member_actor(person), acts_for=True)
    before.check_actor(procedure, actor, wish.act)
    plain = Wish(wish.act, mask(wish.note.strip()), wish.data)
    check_note(plain)
    after = before.with_entry(procedure, plain, actor.username, unit.now)
    applications.save(unit, before, after)
    record(unit, _SCOPE, scoped, after.version)
    _tell(unit, procedure, after)
    return after


def _tell(unit: Unit, procedure: Procedure, application: Application) -> None:
    tell_members(unit, procedure, application, lambda news: turn_json(application_turn(news)))

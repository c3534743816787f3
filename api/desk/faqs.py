"""Answers of staff that answer next time: written with a source, approved by a colleague."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy import select, update

from api.clock import SHANGHAI
from api.desk.faq_sources import quotations
from api.desk.people import Notifier, Staff
from api.desk.question_groups import decide
from api.domain.asked import QuestionState
from api.domain.duties import Duty
from api.domain.errors import Invalid, Outdated
from api.domain.faq import FaqBody, FaqStatus, FaqVersion
from api.domain.faq_event import FaqEvent
from api.domain.redaction import mask
from api.store import faqs
from api.store.database import Unit
from api.store.notices import tell_person
from api.tables.questions import questions

LONGEST_REASON = 500
CHANGED = "这条解答刚被其他同事改动。下面已经是最新情况，请核对后再提交。"
S = FaqStatus


@dataclass(frozen=True, slots=True)
class FaqLine:
    """One answer as the list shows it: its newest version, and the one in use if there is one."""

    newest: FaqVersion
    in_use: FaqVersion | None
    is_stale: bool
    is_expired: bool
    uses: int

    @property
    def is_pending(self) -> bool:
        """Whether it waits for a colleague's approval."""
        return self.newest.status is S.PENDING

    @property
    def needs_care(self) -> bool:
        """Whether it is in use and cannot answer, or was sent back."""
        out_of_use = self.in_use is not None and not self.answers
        return out_of_use or self.newest.status is S.RETURNED

    @property
    def answers(self) -> bool:
        """Whether it answers in chat today."""
        return self.in_use is not None and not self.is_stale and not self.is_expired


@dataclass(frozen=True, slots=True)
class FaqPage:
    """One answer with all its versions, the newest first, and its history."""

    line: FaqLine
    versions: tuple[FaqVersion, ...]
    events: tuple[FaqEvent, ...]
    is_whole: bool


def answer_questions(
    unit: Unit, staff: Staff, numbers: tuple[int, ...], body: FaqBody, notifier: Notifier
) -> FaqVersion:
    """Answer open questions together: whoever waits is told now, and the answer waits for the
    approval that lets it answer next time.

    Raises:
        Invalid, Outdated: see ``question_groups.decide``.
    """
    body = masked(body)
    made = faqs.add(unit, body, actor=staff.username, reason=f"答复 {len(set(numbers))} 个提问")
    waiting = decide(
        unit, staff, numbers, state=QuestionState.ANSWERED, text=body.answer, faq=made.number
    )
    citations = tuple(one for one in quotations(unit, body, _today(unit)) if one)
    for one in waiting:
        turn = partial(notifier.answer, one.text, body.answer, citations)
        tell_person(unit, person=one.person or "", turn=turn, key=f"answer-{one.number}")
    return made


def dismiss(
    unit: Unit, staff: Staff, numbers: tuple[int, ...], reason: str, notifier: Notifier
) -> None:
    """Close open questions without an answer; whoever waits is told why.

    Raises:
        Invalid: no reason; also see ``question_groups.decide``.
        Outdated: see there.
    """
    why = _reason(reason, "请写明为什么不作答复，等着的人会在聊天里看到。")
    for one in decide(unit, staff, numbers, state=QuestionState.IGNORED, text=why):
        turn = partial(notifier.dismissed, one.text, why)
        tell_person(unit, person=one.person or "", turn=turn, key=f"answer-{one.number}")


def rewrite(
    unit: Unit, staff: Staff, number: int, body: FaqBody, *, version: int, reason: str
) -> FaqVersion:
    """A new version, which waits for approval; the one in use answers until then.

    Raises:
        NotFound, Outdated, Invalid: no such answer, changed meanwhile, or no reason.
    """
    staff.require(Duty.ANSWER)
    why = _reason(reason, "请写明改了什么、为什么，它会记入这条解答的历史。")
    for one in _current(unit, number, version):
        if one.status in (S.PENDING, S.RETURNED):
            _move(unit, staff, one, S.SUPERSEDED, why)
    return faqs.add(unit, masked(body), actor=staff.username, reason=why, number=number)


def approve(unit: Unit, staff: Staff, number: int, *, version: int, notifier: Notifier) -> None:
    """Let the newest version answer from now on. Whoever was told other words is told these.

    Raises:
        NotFound, Outdated: no such answer, or changed meanwhile.
        WrongMove: it does not wait for approval.
        NotAllowed: one's own.
        Invalid: its time is over, or a quotation no longer stands.
    """
    staff.require(Duty.KEEP_KNOWLEDGE)
    newest, *older = _current(unit, number, version)
    today = _today(unit)
    if newest.body.valid_to and newest.body.valid_to < today:
        raise Invalid("valid_to", "这一版的有效期已过。请修改有效期，再交同事审定。")
    citations = quotations(unit, newest.body, today)
    if not all(citations):
        raise Invalid("sources", "有引文在现行文件里已经找不到。请退回，改引现行的文件。")
    _move(unit, staff, newest, S.APPROVED, "")
    for one in older:
        if one.status is S.APPROVED:
            _move(unit, staff, one, S.SUPERSEDED, f"第 {newest.version} 版已审定")
    found = tuple(one for one in citations if one)
    for row in unit.connection.execute(
        select(questions.c.number, questions.c.person, questions.c.text)
        .where(questions.c.faq == number, questions.c.answer != newest.body.answer)
        .order_by(questions.c.number)
    ).all():
        if row.person:
            turn = partial(notifier.answer, row.text, newest.body.answer, found)
            key = f"answer-{row.number}-{newest.version}"
            tell_person(unit, person=row.person, turn=turn, key=key)
    unit.connection.execute(
        update(questions).where(questions.c.faq == number).values(answer=newest.body.answer)
    )


def send_back(unit: Unit, staff: Staff, number: int, *, version: int, reason: str) -> None:
    """Ask for another version.

    Raises:
        NotFound, Outdated, WrongMove, NotAllowed: see ``approve``.
        Invalid: no reason.
    """
    staff.require(Duty.KEEP_KNOWLEDGE)
    why = _reason(reason, "请写明要改什么。")
    _move(unit, staff, _current(unit, number, version)[0], S.RETURNED, why)


def withdraw(unit: Unit, staff: Staff, number: int, *, version: int, reason: str) -> None:
    """Stop using an answer; what was written stays, and a new version can bring it back.

    Raises:
        NotFound, Outdated: see ``approve``.
        Invalid: no reason, or nothing is in use or in review.
    """
    staff.require(Duty.KEEP_KNOWLEDGE)
    why = _reason(reason, "请写明为什么停用。")
    standing = [
        one
        for one in _current(unit, number, version)
        if one.status not in (S.SUPERSEDED, S.WITHDRAWN)
    ]
    if not standing:
        raise Invalid("reason", "这条解答已经停用。需要时可以修改后重新交同事审定。")
    for one in standing:
        _move(unit, staff, one, S.WITHDRAWN, why)


def list_faqs(unit: Unit, staff: Staff) -> tuple[FaqLine, ...]:
    """All answers, the one written last first."""
    used = faqs.uses(unit)
    in_use = {one.number: one for one in faqs.approved(unit)}
    return tuple(
        _line(unit, one, in_use.get(one.number), used.get(one.number, 0))
        for one in faqs.newest(unit)
    )


def faq_page(unit: Unit, staff: Staff, number: int) -> FaqPage:
    """One answer.

    Raises:
        NotFound: there is none with that number.
    """
    versions = faqs.versions(unit, number)
    in_use = next((one for one in versions if one.status is S.APPROVED), None)
    line = _line(unit, versions[0], in_use, faqs.uses(unit).get(number, 0))
    return FaqPage(line, versions, faqs.events(unit, number), faqs.events_are_whole(unit, number))


def masked(body: FaqBody) -> FaqBody:
    """Without numbers of persons."""
    said = tuple(dict.fromkeys(mask(one.strip()) for one in body.questions))
    return replace(body, questions=said, answer=mask(body.answer.strip()))


def _line(unit: Unit, newest: FaqVersion, in_use: FaqVersion | None, uses: int) -> FaqLine:
    today = _today(unit)
    shown = in_use or newest
    last = shown.body.valid_to
    return FaqLine(
        newest=newest,
        in_use=in_use,
        is_stale=not all(quotations(unit, shown.body, today)),
        is_expired=last is not None and last < today,
        uses=uses,
    )


def _current(unit: Unit, number: int, version: int) -> tuple[FaqVersion, ...]:
    unit.alone(faqs.FAQ_LOCK)
    versions = faqs.versions(unit, number)
    if versions[0].version != version:
        raise Outdated(CHANGED)
    return versions


def _move(unit: Unit, staff: Staff, one: FaqVersion, to: FaqStatus, reason: str) -> None:
    moved = one.moved(to, actor=staff.username, at=unit.now)
    faqs.save(unit, one, moved, actor=staff.username, reason=reason)


def _reason(text: str, missing: str) -> str:
    kept = mask(text.strip())
    if not kept:
        raise Invalid("reason", missing)
    if len(kept) > LONGEST_REASON:
        raise Invalid("reason", f"最多 {LONGEST_REASON} 字，现在有 {len(kept)} 字。请精简。")
    return kept


def _today(unit: Unit) -> date:
    return unit.now.astimezone(SHANGHAI).date()

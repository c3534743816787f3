"""申报项目 is begun: for which programme and organisation is asked, or what was returned mended."""

from dataclasses import replace

from api.domain.application import Application
from api.domain.application_event import Act, Standing
from api.domain.programme import Fact, Programme
from bot import texts
from bot.applying.slots import declared, known_slots, slots_of_project
from bot.dialogue.buttons import DeskButton
from bot.dialogue.flows.application import (
    APPLICANT,
    APPLICATION,
    APPLICATION_NUMBER,
    DECLARED,
    FILES,
    LINES,
    PLACE,
    PROGRAMME,
    TITLE,
    declared_in,
)
from bot.dialogue.progress import begin
from bot.dialogue.session import Frame, Provenance, Slot
from bot.dialogue.turn import Choice, Message, Turn
from bot.eligibility import run
from bot.eligibility.beginning import facts_of_organisation, programme_named
from bot.exchange import Exchange, pending, said, then_pending
from bot.organisations.slots import value_of
from knowledge.procedure_files import load_procedures

# What a return may name (``api.domain.project.PARTS``), and its slot; the facts have one each.
FIELDS = {"title": TITLE, "place": PLACE, "lines": LINES}
FACTS = "facts"


def open_programmes(exchange: Exchange) -> tuple[Programme, ...]:
    """Those with a procedure, so that one can apply for them."""
    procedures = load_procedures()
    return tuple(one for one in exchange.rules.programmes if one.key in procedures)


def applying(exchange: Exchange, text: str = "") -> Turn:
    """申报项目: a new run, for the programme that ``text`` names; on with one that was begun."""
    programmes = open_programmes(exchange)
    held = exchange.tx.organisations.mine()
    if not held:
        register = Choice(DeskButton("register").code, texts.REGISTER_ORGANISATION)
        return then_pending(exchange, Turn((Message(texts.APPLY_NO_ORGANISATION),), (register,)))
    if not programmes:
        return said(pending(exchange), texts.APPLY_NOTHING_OPEN)
    for frame in exchange.session.stack:
        if frame.flow == APPLICATION.name and value_of(frame, APPLICATION_NUMBER) is None:
            return _to_top(exchange, frame)
    kept = declared((one.organisation for one in held), programmes)
    slots = {DECLARED: Slot(kept, Provenance.SAID)}
    if len(held) == 1:
        slots[APPLICANT] = Slot(kept["applicants"][0], Provenance.SAID)
        ours = held[0].organisation
        known = {p.key: facts_of_organisation(p, ours) | _tested(exchange, p) for p in programmes}
        slots |= known_slots(kept, known)
    named = programme_named(programmes, text) if text else None
    for one in kept["programmes"]:
        if named is not None and one["key"] == named.key:
            slots[PROGRAMME] = Slot({"key": one["key"], "name": one["name"]}, Provenance.SAID)
    exchange.push(begin(declared_in(slots), exchange.nonce(), slots=slots))
    first = texts.APPLYING.format(name=held[0].organisation.name) if len(held) == 1 else ""
    return said(pending(exchange), first or texts.APPLYING_BEGUN)


def applying_for(exchange: Exchange, key: str) -> Turn:
    """The button under a verdict: a new run for the programme with that key."""
    titles = {one.key: one.title for one in open_programmes(exchange)}
    return applying(exchange, titles.get(key, ""))


def _tested(exchange: Exchange, programme: Programme) -> dict[str, Fact]:
    """What was answered when eligibility for the programme was tested last."""
    frame = exchange.session.judged
    is_it = frame is not None and run.programme_of(frame) == programme.key
    return run.facts_of(frame, programme) if frame is not None and is_it else {}


def mending(exchange: Exchange, number: int) -> Turn:
    """去补正: the application as it stands; what staff named is asked, else all can be changed."""
    application = exchange.tx.applications.one(number)
    if application.standing is not Standing.APPLICANT:
        sentence = texts.APPLICATION_NOT_RETURNED.format(
            code=application.code, standing=texts.APPLICATION_STANDINGS[application.standing]
        )
        return said(pending(exchange), sentence)
    for frame in exchange.session.stack:
        if value_of(frame, APPLICATION_NUMBER) == number and frame.reason == reason_of(application):
            return _to_top(exchange, frame)
    others = tuple(
        one for one in exchange.session.stack if value_of(one, APPLICATION_NUMBER) != number
    )
    exchange.session = replace(exchange.session, stack=others)
    frame = mending_frame(exchange, application)
    exchange.push(frame)
    asked = frame.step != "confirm"
    sentence = texts.APPLICATION_MENDING.format(
        code=application.code, title=application.project.title, note=frame.reason
    )
    return said(pending(exchange), "" if asked else sentence)


def mending_frame(exchange: Exchange, application: Application) -> Frame:
    """A run that mends ``application``."""
    mine = exchange.tx.organisations.mine()
    ours = tuple(m.organisation for m in mine if m.organisation.key == application.organisation)
    kept = declared(ours, open_programmes(exchange))
    key = application.programme
    named = [one for one in kept["programmes"] if one["key"] == key]
    slots = {
        DECLARED: Slot(kept, Provenance.SAID),
        APPLICATION_NUMBER: Slot(application.number, Provenance.SAID),
        APPLICANT: Slot(kept["applicants"][0], Provenance.SAID),
        PROGRAMME: Slot({"key": key, "name": named[0]["name"] if named else key}, Provenance.SAID),
        **slots_of_project(application.project, kept, key, exchange.gazetteer),
        FILES: Slot(None, Provenance.SKIPPED),  # what was sent before stays with the application
    }
    flow = declared_in(slots)
    may = tuple(step.slot for step in flow.steps if step.slot not in (APPLICANT, PROGRAMME))
    only = _named(application, may) or may
    for slot in set(only) - {FILES} if only != may else ():
        slots[slot] = Slot(slots[slot].value, Provenance.OPEN)
    return begin(flow, exchange.nonce(), slots=slots, only=only, reason=reason_of(application))


def reason_of(application: Application) -> str:
    """What staff wrote when they last returned it."""
    returned = (one for one in reversed(application.events) if one.act is Act.RETURNED)
    return next((one.note for one in returned), "")


def _named(application: Application, may: tuple[str, ...]) -> tuple[str, ...]:
    """The slots that staff named when they returned it, in the order asked."""
    last = next(one for one in reversed(application.events) if one.act is Act.RETURNED)
    fields = last.data.get("fields", ())
    wanted = {FIELDS[one] for one in fields if one in FIELDS}
    if FACTS in fields:
        wanted |= set(may) - {*FIELDS.values(), FILES}
    also = {FILES} if wanted else set()  # a paper may say it best
    return tuple(slot for slot in may if slot in wanted | also)


def _to_top(exchange: Exchange, frame: Frame) -> Turn:
    others = tuple(one for one in exchange.session.stack if one.nonce != frame.nonce)
    exchange.session = replace(exchange.session, stack=(*others, frame))
    return said(pending(exchange), texts.GO_ON)

"""What a tapped button means: its code is checked against where the person stands now."""

import re
from collections.abc import Callable
from functools import partial

from api.domain.followup import Feedback
from bot import drafts, handover, texts
from bot.applying import buttons as applying
from bot.batch.offering import offered
from bot.claims import buttons as claiming
from bot.commands import plain
from bot.delivery import REMARK, remarking, said_of
from bot.dialogue.buttons import DeskButton, FlowButton, decode
from bot.dialogue.events import (
    Answered,
    Changing,
    Doubted,
    Event,
    Joined,
    Kept,
    Resolved,
    SetAside,
    Skipped,
    Submitted,
    WentBack,
)
from bot.dialogue.flow import Step
from bot.dialogue.flows.eligibility import ELIGIBILITY
from bot.dialogue.session import Frame
from bot.dialogue.turn import Choice, Message, Turn
from bot.eligibility.beginning import another, begin, edited, tried
from bot.eligibility.saving import forgotten, kept_after_all, saved
from bot.eligibility.tapping import tapped as in_eligibility
from bot.exchange import Exchange, flow_of, is_of_divisions, menu, pending, said
from bot.invitations import accepted, declined
from bot.languages import SPEAK, chosen_language
from bot.market import buttons as market
from bot.opening import start
from bot.organisations import buttons as organisations
from bot.picking import climbed, event_of
from bot.policy import invited, passed_on
from bot.rating import USEFUL, USELESS, rated
from bot.reporting import cancelling, run
from bot.returned import supply
from bot.staff_questions import ANSWER, answering
from bot.telling import SEND
from bot.tickets import content, listed, timeline, withdrawal, withdrawn
from bot.with_staff import AUTO, CALL, LEAVE, called, left
from bot.work import buttons as work

_ORDINAL = re.compile(r"第?([0-9]{1,2})个?")
_DIVISIONS = ("walk", "into", "at", "up")
_EVENTS: dict[str, Event] = {
    "skip": Skipped(),
    "back": WentBack(),
    "keep": Kept(),
    "edit": Changing(None),
    "cancel": Doubted("cancel"),
    "submit": Submitted(),
    "aside": SetAside(),
    "yes": Resolved(True),
    "no": Resolved(False),
}


def tapped(exchange: Exchange, code: str) -> Turn:
    """The turn for a button; an old or invented one changes nothing."""
    button = decode(code)
    if isinstance(button, FlowButton):
        return _in_flow(exchange, button)
    if isinstance(button, DeskButton):
        return _at_desk(exchange, button)
    return _unknown(exchange)


def typed(choices: tuple[Choice, ...], text: str) -> str | None:
    """The code of the choice that was typed instead of tapped: by its label, or by its place
    among the candidates offered (1, 第2个)."""
    said_plainly = plain(text)
    for choice in choices:
        if plain(choice.label) == said_plainly:
            return choice.code
    candidates = [c.code for c in choices if ":offer:" in c.code or ":into:" in c.code]
    place = _ORDINAL.fullmatch(said_plainly)
    if place and 1 <= int(place[1]) <= len(candidates):
        return candidates[int(place[1]) - 1]
    return None


def _in_flow(exchange: Exchange, button: FlowButton) -> Turn:
    frame = exchange.frame
    if frame is None or frame.nonce != button.nonce:
        return _of_another_run(exchange, button)
    if frame.flow == ELIGIBILITY.name:
        return in_eligibility(exchange, frame, button)
    event = _event(exchange, frame, button) if button.step == frame.step else None
    if event is None:
        return said(pending(exchange), texts.STALE)
    return run(exchange, frame, event)


def _of_another_run(exchange: Exchange, button: FlowButton) -> Turn:
    """A button of a run that was submitted, set aside, or ended otherwise."""
    for nonce, number in exchange.session.finished:
        if nonce == button.nonce:
            return said(pending(exchange), texts.STALE_SUBMITTED.format(number=number))
    for draft in drafts.kept(exchange):
        if draft.frame.nonce == button.nonce:
            return drafts.offered(exchange, draft)
    gone = texts.STALE_NOTHING_OPEN if exchange.frame is None else texts.STALE
    return said(pending(exchange), gone)


def _event(exchange: Exchange, frame: Frame, button: FlowButton) -> Event | None:
    """The event of a button of the present step; ``None`` when the step offers no such thing."""
    if button.verb in _DIVISIONS:
        return _of_divisions(exchange, frame, button)
    if button.verb in ("yes", "no") and frame.doubt is None:
        return None
    if button.verb in ("offer", "other"):
        return _of_offer(frame, button)
    steps = {step.slot: step for step in flow_of(frame).steps}
    if button.verb == "pick":
        return _picked(steps.get(frame.step), button)
    if button.verb == "field":
        return Changing(button.argument) if button.argument in steps else None
    return _EVENTS.get(button.verb) or _of_ticket(button)


def _picked(step: Step | None, button: FlowButton) -> Event | None:
    """A choice of ``step`` taken, if it has it."""
    if step is None or all(choice.code != button.argument for choice in step.choices):
        return None
    return Answered(step.slot, step.picked(button.argument))


def _of_divisions(exchange: Exchange, frame: Frame, button: FlowButton) -> Event | None:
    if not is_of_divisions(frame):
        return None
    if button.verb == "up":
        return climbed(exchange.gazetteer, frame)
    return event_of(exchange.gazetteer, frame, button.verb, button.argument)


def _of_ticket(button: FlowButton) -> Event | None:
    """加入 or 补充到 a ticket that was shown."""
    known = button.verb in ("join", "add") and button.argument.isdecimal()
    return Joined(int(button.argument), button.verb == "add") if known else None


def _of_offer(frame: Frame, button: FlowButton) -> Event | None:
    """A candidate taken, or 不是 to the only one, which asks the question again."""
    if button.verb == "other":
        return Changing(frame.step) if frame.offered else None
    place = int(button.argument) if button.argument.isdecimal() else len(frame.offered)
    return Answered(frame.step, frame.offered[place].value) if place < len(frame.offered) else None


def _at_desk(exchange: Exchange, button: DeskButton) -> Turn:
    if button.verb in _MENU and not button.argument:
        return _MENU[button.verb](exchange)
    if button.verb in _MARKED and button.argument:
        return _MARKED[button.verb](exchange, button.argument)
    if button.verb in _NUMBERED and button.argument.isdecimal():
        return _NUMBERED[button.verb](exchange, int(button.argument))
    return _unknown(exchange)


def _unknown(exchange: Exchange) -> Turn:
    return said(pending(exchange), texts.UNKNOWN_BUTTON)


def helped(exchange: Exchange) -> Turn:
    """帮助: what can be done, and how a form is filled while one is."""
    if exchange.frame is None:
        return Turn((Message(texts.HELP),), menu())
    return said(pending(exchange), texts.HELP_IN_FLOW)


_MENU: dict[str, Callable[[Exchange], Turn]] = {
    "report": start,
    "batch": offered,
    "ask": invited,
    "mine": listed,
    "fit": begin,
    "fittry": tried,
    "fitsave": saved,
    "fitedit": edited,
    "fitother": another,
    "fitkeep": kept_after_all,
    "fitforget": forgotten,
    "help": helped,
    "pass": passed_on,
    CALL: called,
    "drafts": drafts.listed,
    "discards": drafts.tidied,
    "goon": drafts.go_on,
    "drop": cancelling,
    "posts": handover.my_posts,
    "handover": handover.begun,
    "brief": handover.briefed,
    "decline": declined,
    **organisations.MENU,
    **market.MENU,
    **claiming.MENU,
    **applying.MENU,
}
# Those whose argument is a mark of ours: of a question, an answer, a draft, a language.
_MARKED: dict[str, Callable[[Exchange, str], Turn]] = {
    "pass": passed_on,
    USEFUL: lambda exchange, nonce: rated(exchange, USEFUL, nonce),
    USELESS: lambda exchange, nonce: rated(exchange, USELESS, nonce),
    "draft": partial(drafts.by_nonce, act=drafts.taken_up),
    "discard": partial(drafts.by_nonce, act=drafts.discarding),
    "discarded": partial(drafts.by_nonce, act=drafts.discarded),
    SPEAK: chosen_language,
    **organisations.MARKED,
    **applying.MARKED,
    **market.MARKED,
    **work.MARKED,
}
_NUMBERED: dict[str, Callable[[Exchange, int], Turn]] = {
    "ticket": timeline,
    "need": content,
    "supply": supply,
    "withdraw": withdrawal,
    "withdrawn": withdrawn,
    ANSWER: answering,
    SEND: answering,
    REMARK: remarking,
    **{meant.value: partial(said_of, feedback=meant) for meant in Feedback},
    AUTO: left,
    LEAVE: left,
    "accept": accepted,
    **organisations.NUMBERED,
    **applying.NUMBERED,
    **work.NUMBERED,
    "handover": handover.of_post,
    "offer": handover.offered,
    "calloff": handover.called_off,
    **market.NUMBERED,
    **claiming.NUMBERED,
}

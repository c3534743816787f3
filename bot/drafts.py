"""我的草稿: reports set aside, listed, taken up again, renamed, deleted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from api.clock import SHANGHAI
from api.domain.draft_limits import GONE_AFTER, MOST_DRAFTS
from api.domain.ticket import TicketStatus
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.draft import KEPT_AS_DRAFTS, holds_answers, title_of
from bot.dialogue.progress import open_slots, resumed
from bot.dialogue.session import Frame
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, flow_of, pending, said, then_pending
from bot.ports import Draft
from bot.returned import my_ticket

LONGEST_NAME = 20  # characters of a name given, and of a title on a button
_BUTTON = 16


def called(frame: Frame) -> str:
    """What a run is called in a sentence."""
    if frame.ticket is not None and not frame.name:
        return texts.DRAFT_OF_TICKET.format(number=frame.ticket)
    return title_of(frame) or texts.DRAFT_UNTITLED


def kept(exchange: Exchange) -> tuple[Draft, ...]:
    """The person's drafts, the one touched last first, fit for the flow as it is now."""
    return tuple(map(_renewed, exchange.tx.drafts.all()))


def has_room(exchange: Exchange) -> bool:
    """Whether one more may be set aside."""
    return len(kept(exchange)) < MOST_DRAFTS


def shelved(exchange: Exchange, frame: Frame) -> str:
    """Take ``frame`` off the stack and keep it, if it says anything; the sentence that says so."""
    stack = tuple(one for one in exchange.session.stack if one.nonce != frame.nonce)
    exchange.session = replace(exchange.session, stack=stack)
    if not holds_answers(frame):
        return ""
    exchange.tx.drafts.keep(replace(frame, doubt=None))
    return texts.DRAFT_KEPT.format(title=called(frame))


def button(exchange: Exchange) -> tuple[Choice, ...]:
    """我的草稿, when there are any."""
    count = len(kept(exchange))
    label = texts.MENU_DRAFTS.format(count=count)
    return (Choice(DeskButton("drafts").code, label),) if count else ()


def listed(exchange: Exchange) -> Turn:
    """All drafts, each a button that goes on with it."""
    drafts = kept(exchange)
    if not drafts:
        return then_pending(exchange, Turn((Message(texts.NO_DRAFTS),)))
    head = texts.DRAFTS.format(count=len(drafts), days=GONE_AFTER.days)
    lines = [head, *(_line(place, draft) for place, draft in enumerate(drafts, 1))]
    choices = [_choice("draft", texts.DRAFT_BUTTON, place, d) for place, d in enumerate(drafts, 1)]
    choices.append(Choice(DeskButton("discards").code, texts.DRAFTS_TIDY))
    return then_pending(exchange, Turn((Message("\n".join(lines)),), tuple(choices)))


def tidied(exchange: Exchange) -> Turn:
    """删草稿: all drafts, each a button that deletes it."""
    drafts = kept(exchange)
    if not drafts:
        return listed(exchange)
    lines = [texts.DRAFT_WHICH, *(_line(place, draft) for place, draft in enumerate(drafts, 1))]
    choices = tuple(
        _choice("discard", texts.DRAFT_DISCARD, place, d) for place, d in enumerate(drafts, 1)
    )
    return then_pending(exchange, Turn((Message("\n".join(lines)),), choices))


def taken_up(exchange: Exchange, draft: Draft) -> Turn:
    """Go on with ``draft``; what is open is set aside in its place."""
    frame = draft.frame
    exchange.tx.drafts.remove(frame.nonce)
    if frame.ticket is not None:
        ticket = my_ticket(exchange, frame.ticket)
        if ticket.status is not TicketStatus.RETURNED:
            words = texts.NOT_RETURNED.format(number=ticket.number, status=ticket.status.label)
            return said(pending(exchange), words)
    here = exchange.frame
    aside = shelved(exchange, here) if here is not None and here.flow in KEPT_AS_DRAFTS else ""
    exchange.push(frame)
    return said(pending(exchange), aside, texts.DRAFT_TAKEN_UP.format(title=called(frame)))


def go_on(exchange: Exchange) -> Turn:
    """继续: what is open, else the only draft, else which one is asked."""
    drafts = kept(exchange)
    if exchange.frame is not None or not drafts:
        nothing = exchange.frame is None
        return said(pending(exchange), texts.NOTHING_OPEN if nothing else texts.GO_ON)
    return taken_up(exchange, drafts[0]) if len(drafts) == 1 else listed(exchange)


def offered(exchange: Exchange, draft: Draft) -> Turn:
    """An old button of a run that was set aside: it can be taken up."""
    choice = Choice(DeskButton("draft", draft.frame.nonce).code, texts.DRAFT_GO_ON)
    sentence = texts.STALE_DRAFT.format(title=called(draft.frame))
    return then_pending(exchange, Turn((Message(sentence),), (choice,)))


def discarding(exchange: Exchange, draft: Draft) -> Turn:
    """Deleting is asked once more."""
    place = kept(exchange).index(draft) + 1
    choices = (
        _choice("discarded", texts.DRAFT_DISCARD_YES, place, draft),
        Choice(DeskButton("drafts").code, texts.DRAFT_DISCARD_NO),
    )
    sure = texts.DRAFT_DISCARD_SURE.format(title=called(draft.frame))
    return Turn((Message(sure),), choices)


def discarded(exchange: Exchange, draft: Draft) -> Turn:
    """The draft is deleted."""
    exchange.tx.drafts.remove(draft.frame.nonce)
    gone = texts.DRAFT_DISCARDED.format(title=called(draft.frame))
    return said(pending(exchange), gone)


def by_nonce(exchange: Exchange, nonce: str, act: Callable[[Exchange, Draft], Turn]) -> Turn:
    """``act`` on the draft a button names."""
    for draft in kept(exchange):
        if draft.frame.nonce == nonce:
            return act(exchange, draft)
    return said(pending(exchange), texts.DRAFT_GONE)


def by_place(exchange: Exchange, place: int, act: Callable[[Exchange, Draft], Turn]) -> Turn:
    """``act`` on the draft at ``place`` of the list, from 1."""
    drafts = kept(exchange)
    if not 1 <= place <= len(drafts):
        return said(listed(exchange), texts.DRAFT_NO_SUCH.format(place=place))
    return act(exchange, drafts[place - 1])


def reminder(draft: Draft, leaves: datetime) -> Turn:
    """What is said once of a draft untouched for long, with the day on which it goes."""
    draft, day = _renewed(draft), leaves.astimezone(SHANGHAI)
    sentence = texts.DRAFT_REMINDER.format(
        title=called(draft.frame), since=_day(draft.touched_at), month=day.month, day=day.day
    )
    nonce = draft.frame.nonce
    choices = (
        Choice(DeskButton("draft", nonce).code, texts.DRAFT_GO_ON),
        Choice(DeskButton("discard", nonce).code, texts.DRAFT_NOT_NEEDED),
    )
    return Turn((Message(sentence),), choices)


def open_reminder(draft: Draft, leaves: datetime) -> Turn:
    """What is said once of a report in progress that lies untouched, with the day on which it
    ends."""
    day = leaves.astimezone(SHANGHAI)
    sentence = texts.OPEN_REMINDER.format(
        title=called(draft.frame), since=_day(draft.touched_at), month=day.month, day=day.day
    )
    choices = (
        Choice(DeskButton("goon").code, texts.DRAFT_GO_ON),
        Choice(DeskButton("drop").code, texts.DRAFT_NOT_NEEDED),
    )
    return Turn((Message(sentence),), choices)


def _renewed(draft: Draft) -> Draft:
    return replace(draft, frame=resumed(flow_of(draft.frame), draft.frame))


def _line(place: int, draft: Draft) -> str:
    count = len(open_slots(flow_of(draft.frame), draft.frame))
    left = texts.DRAFT_LEFT.format(count=count) if count else texts.DRAFT_ALL_ASKED
    return texts.DRAFT_LINE.format(
        place=place, title=called(draft.frame), left=left, day=_day(draft.touched_at)
    )


def _choice(verb: str, label: str, place: int, draft: Draft) -> Choice:
    title = called(draft.frame)
    title = title if len(title) <= _BUTTON else title[: _BUTTON - 1] + "…"
    return Choice(DeskButton(verb, draft.frame.nonce).code, label.format(place=place, title=title))


def _day(at: datetime) -> str:
    local = at.astimezone(SHANGHAI)
    return texts.DAY.format(month=local.month, day=local.day)

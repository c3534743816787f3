"""Turns that staff send into a talk with them: they took over, wrote, handed back, or are late."""

from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.flows.eligibility import ELIGIBILITY
from bot.dialogue.prompt import prompt
from bot.dialogue.session import Session
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import flow_of, menu, renewed, said
from bot.with_staff import AUTO, LEAVE


def joined_turn() -> Turn:
    """A member of staff has taken over."""
    return Turn((Message(texts.STAFF_JOINED),))


def staff_turn(text: str) -> Turn:
    """What a member of staff wrote, signed so that nobody takes it for the bot's."""
    return Turn((Message(texts.STAFF_SIGNED.format(text=text)),))


def late_turn(number: int) -> Turn:
    """Nobody has taken over for long: wait on, leave a question, or go back to the bot."""
    choices = (
        Choice(DeskButton(LEAVE, str(number)).code, texts.LEAVE_QUESTION),
        Choice(DeskButton(AUTO, str(number)).code, texts.BACK_TO_BOT),
    )
    return Turn((Message(texts.STAFF_LATE),), choices)


def over_turn(session: Session, *, handed_back: bool) -> Turn:
    """The bot answers again; what it had asked before the talk is asked once more."""
    stack = renewed(session).stack
    if stack and flow_of(stack[-1]) is ELIGIBILITY:  # the rules it asks by are not at hand here
        back = Choice(DeskButton("fit").code, texts.ELIGIBILITY_GO_ON)
        after = Turn(choices=(back, *menu()))
    else:
        after = prompt(flow_of(stack[-1]), stack[-1], again=True) if stack else Turn(choices=menu())
    return said(after, texts.STAFF_HANDED_BACK if handed_back else texts.STAFF_CLOSED)

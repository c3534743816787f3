"""撤回申报: the reason is asked for, then the application ends."""

from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, then_pending
from bot.own_applications import applications_button

# The reasons that can be tapped, and the button of each.
_REASONS = ("budget", "plan", "mistake")


def withdrawing(exchange: Exchange, number: int) -> Turn:
    """Why? A reason is tapped, or written behind the number."""
    application = exchange.tx.applications.one(number)
    sentence = texts.APPLICATION_WITHDRAW_WHY.format(
        code=application.code, title=application.project.title
    )
    reasons = tuple(
        Choice(DeskButton("unapplied", f"{number}-{one}").code, texts.WITHDRAW_REASONS[one])
        for one in _REASONS
    )
    return Turn((Message(sentence),), (*reasons, _kept(number)))


def withdrawn_for(exchange: Exchange, marked: str) -> Turn:
    """The button of a reason."""
    number, _, reason = marked.partition("-")
    if not number.isdecimal() or reason not in _REASONS:
        return withdrawn_without_reason(exchange)
    return withdrawn(exchange, int(number), texts.WITHDRAW_REASONS[reason])


def withdrawn(exchange: Exchange, number: int, reason: str) -> Turn:
    """It ends; staff and colleagues read why."""
    gone = exchange.tx.applications.withdraw(number, reason)
    sentence = texts.APPLICATION_TAKEN_BACK.format(code=gone.code)
    return then_pending(exchange, Turn((Message(sentence),), (applications_button(),)))


def withdrawn_without_reason(exchange: Exchange) -> Turn:
    """An invented button: the list, where each can be chosen."""
    return then_pending(exchange, Turn((Message(texts.UNKNOWN_BUTTON),), (applications_button(),)))


def _kept(number: int) -> Choice:
    return Choice(DeskButton("appone", str(number)).code, texts.WITHDRAW_NO)

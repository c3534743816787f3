"""An invitation to act for an organisation: asked about once, then accepted or not."""

from dataclasses import replace

from api.domain.membership import MemberInvitation
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, pending, said


def asked_to_join(exchange: Exchange, found: MemberInvitation) -> Turn:
    """The code was said: whether they are meant is asked before anything changes."""
    if any(one.organisation == found.organisation for one in exchange.tx.organisations.mine()):
        name = found.organisation.name
        return said(pending(exchange), texts.MEMBER_ALREADY.format(name=name))
    if closed := found.closed_at(exchange.now):
        return said(pending(exchange), closed)
    accept = DeskButton("join", str(found.number)).code
    exchange.session = replace(exchange.session, joining=found.number, yes_means=accept)
    sentence = texts.JOIN_ASK.format(name=found.organisation.name, role=texts.ROLES[found.role])
    choices = (
        Choice(accept, texts.JOIN_YES),
        Choice(DeskButton("nojoin").code, texts.DECLINE_INVITATION),
    )
    return Turn((Message(sentence),), choices)


def joined_by(exchange: Exchange, number: int) -> Turn:
    """They act for it if the invitation still holds. The number of a button is no proof: only an
    invitation whose code was said here counts."""
    if exchange.session.joining != number:
        return said(pending(exchange), texts.INVITATION_NONE)
    profile = exchange.tx.organisations.join(number)
    exchange.session = replace(exchange.session, joining=None)
    return said(pending(exchange), texts.JOINED.format(name=profile.name))


def not_joined(exchange: Exchange) -> Turn:
    """不是我: the code stays good for whoever is meant."""
    if exchange.session.joining is None:
        return pending(exchange, again=True)
    exchange.session = replace(exchange.session, joining=None)
    return said(pending(exchange), texts.JOIN_DECLINED)

"""An invitation (邀请) to a post: the code is read, asked about once, then accepted or not."""

import re
from dataclasses import replace

from api.domain.errors import NotFound, WrongMove
from api.domain.invitation import LENGTH, looks_like_code
from bot import texts
from bot.brief import brief
from bot.commands import Command, command, plain
from bot.dialogue.buttons import DeskButton, decode
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, pending, said
from bot.organisations.joining import asked_to_join, joined_by, not_joined
from bot.post_notices import farewell_turn

_INVITATION = re.compile(r"(?:邀请码|邀請碼|/invite)[:：]?([0-9a-z-]*)", re.IGNORECASE)
_OFFERED = frozenset({"accept", "join"})
_ACCEPTS = frozenset({"接受", "我接受", "接受了", "愿意", "加入", "accept"})
_YES = frozenset({Command.YES, Command.RIGHT})


def invitation_in(text: str) -> str | None:
    """The code in 邀请码 K7QM2XP3, empty when none is said; ``None`` for any other text."""
    match = _INVITATION.fullmatch(plain(text))
    return match[1].replace("-", "").upper() if match else None


def bare_code(text: str) -> str | None:
    """The code when the whole of ``text`` can only be one."""
    code = re.sub(r"[\s-]+", "", text)
    return code if looks_like_code(code) else None


def how_to_be_invited(exchange: Exchange) -> Turn:
    """邀请码 without a code: how one is sent."""
    return said(pending(exchange), texts.INVITATION_HOW)


def asked(exchange: Exchange, code: str) -> Turn:
    """A code was said: whether they are meant is asked before anything changes."""
    if len(code) != LENGTH:
        return said(pending(exchange), texts.INVITATION_HOW)
    inbound = exchange.inbound
    member = exchange.tx.organisations.invitation(inbound.channel, inbound.chat, code)
    if member is not None:
        return asked_to_join(exchange, member)
    found = exchange.tx.posts.invitation(inbound.channel, inbound.chat, code)
    if found is None:
        return said(pending(exchange), texts.INVITATION_WRONG)
    if found.mine:
        return said(pending(exchange), texts.INVITATION_MINE.format(post=found.post.name))
    if found.closed:
        return said(pending(exchange), found.closed)
    accept = DeskButton("accept", str(found.number)).code
    exchange.session = replace(exchange.session, invited=found.number, yes_means=accept)
    term = found.post.term
    sentence = texts.INVITATION_ASK.format(
        post=found.post.name, term=texts.INVITATION_TERM.format(term=term) if term else ""
    )
    choices = (
        Choice(accept, texts.ACCEPT_INVITATION),
        Choice(DeskButton("decline").code, texts.DECLINE_INVITATION),
    )
    return Turn((Message(sentence),), choices)


def accepted(exchange: Exchange, number: int) -> Turn:
    """The post is theirs if the invitation still holds; what the predecessor left is shown.

    The number of a button is no proof: only an invitation whose code was said here counts.
    """
    if exchange.session.invited != number:
        return said(pending(exchange), texts.INVITATION_NONE)
    exchange.session = replace(exchange.session, invited=None)
    try:
        post = exchange.tx.posts.accept(number, farewell_turn)
    except (NotFound, WrongMove) as refusal:  # somebody else was faster, or it was taken back
        return said(pending(exchange), refusal.message)
    sentence = texts.POST_TAKEN.format(post=post.name)
    if not exchange.tx.posts.tickets(post.number):
        return said(pending(exchange), sentence)
    left = brief(post, exchange.tx.posts.tickets(post.number), exchange.today)
    after = pending(exchange)
    first = Message(f"{sentence}\n{texts.POST_TAKEN_OVER}")
    return replace(after, messages=(first, *left, *after.messages))


def accepted_any(exchange: Exchange) -> Turn:
    """接受邀请, typed."""
    if exchange.session.joining is not None:
        return joined_by(exchange, exchange.session.joining)
    if exchange.session.invited is None:
        return said(pending(exchange), texts.INVITATION_NONE)
    return accepted(exchange, exchange.session.invited)


def declined(exchange: Exchange) -> Turn:
    """不是我: nothing happens, and the code stays good for whoever is meant."""
    if exchange.session.joining is not None:
        return not_joined(exchange)
    if exchange.session.invited is None:
        return pending(exchange, again=True)
    exchange.session = replace(exchange.session, invited=None)
    return said(pending(exchange), texts.INVITATION_DECLINED)


def plain_answer(text: str, code: str) -> str:
    """The button that a mere yes or no means right after ``code`` was offered, else empty."""
    said_plainly = command(text)
    if said_plainly in _YES:
        return code
    button = decode(code)
    if not isinstance(button, DeskButton) or button.verb not in _OFFERED:
        return ""
    if plain(text) in _ACCEPTS:
        return code
    return DeskButton("decline").code if said_plainly is Command.NO else ""

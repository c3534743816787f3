"""Hand-over (交接): the holder of a post gets a code for the successor, or calls it off."""

import re
from dataclasses import replace

from api.clock import SHANGHAI
from api.domain.invitation import shown
from api.domain.post import Post, PostState
from api.domain.ticket import FINISHED
from bot import texts
from bot.brief import brief
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.entrances import Door
from bot.exchange import Exchange, pending, said, then_pending

_OF_TITLE = re.compile(r"(?:交接|交接岗位|hand over)\s*(\S.{0,60})", re.IGNORECASE)


def my_posts(exchange: Exchange) -> Turn:
    """我的岗位: which posts they hold, until when, and what they can do about it."""
    held = exchange.tx.posts.held()
    if not held:
        return said(pending(exchange), texts.NO_POST)
    lines = [texts.POSTS_HELD, *(_line(exchange, post) for post in held)]
    choices = (
        Choice(DeskButton("brief").code, texts.SEE_BRIEF),
        Choice(DeskButton("handover").code, texts.HAND_OVER),
    )
    return then_pending(exchange, Turn((Message("\n".join(lines)),), choices))


def begun(exchange: Exchange) -> Turn:
    """交接: of the only post, else which one is asked."""
    held = exchange.tx.posts.held()
    if not held:
        return said(pending(exchange), texts.NO_POST)
    if len(held) == 1:
        return of_post(exchange, held[0].number)
    choices = tuple(
        _button("handover", post, texts.HAND_OVER_THIS.format(title=post.facts.title))
        for post in held
    )
    return Turn((Message(texts.WHICH_POST),), choices)


def of_post(exchange: Exchange, number: int) -> Turn:
    """What a hand-over means, before it begins; or that one is under way."""
    post = _held(exchange, number)
    if post is None:
        return begun(exchange)
    if post.state is PostState.HANDING_OVER:
        choices = (
            _button("offer", post, texts.NEW_CODE),
            _button("calloff", post, texts.CALL_OFF),
        )
        return Turn((Message(texts.HAND_OVER_OPEN.format(post=post.name)),), choices)
    offer = _button("offer", post, texts.OFFER_CODE)
    exchange.session = replace(exchange.session, yes_means=offer.code)
    sentence = texts.HAND_OVER_SURE.format(post=post.name, count=_open_needs(exchange, post))
    return Turn((Message(sentence),), (offer, Choice(DeskButton("posts").code, texts.NOT_NOW)))


def offered(exchange: Exchange, number: int) -> Turn:
    """The code for the successor; an earlier one is void."""
    post = _held(exchange, number)
    if post is None:
        return begun(exchange)
    offer = exchange.tx.posts.invite_successor(post.number)
    names = {Door.WEB: texts.LINK_WEB, Door.TELEGRAM: texts.LINK_TELEGRAM}
    links = "".join(
        texts.HAND_OVER_LINK.format(where=names[door], link=link)
        for door, link in exchange.entrances.links(offer.code).items()
    )
    until = f"{offer.expires_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    sentence = texts.HAND_OVER_CODE.format(until=until, code=shown(offer.code), links=links)
    turn = Turn((Message(sentence),), (_button("calloff", post, texts.CALL_OFF),))
    return then_pending(exchange, turn)


def offered_any(exchange: Exchange) -> Turn:
    """生成邀请码, typed: for the only post or the one being handed over; else it is asked which."""
    held = exchange.tx.posts.held()
    handing = [post for post in held if post.state is PostState.HANDING_OVER]
    for post in handing if len(handing) == 1 else held if len(held) == 1 else ():
        return offered(exchange, post.number)
    return begun(exchange)


def named(exchange: Exchange, text: str) -> Turn | None:
    """交接“驻县联络员”, typed: of their post with that title; ``None`` when there is none."""
    match = _OF_TITLE.fullmatch(text.strip())
    if match is None:
        return None
    wanted = match[1].strip("“”\"'「」")
    for post in exchange.tx.posts.held():
        if post.facts.title == wanted:
            return of_post(exchange, post.number)
    return None


def called_off(exchange: Exchange, number: int) -> Turn:
    """取消交接: the code is void, the post stays theirs."""
    post = _held(exchange, number)
    if post is None or post.state is not PostState.HANDING_OVER:
        return said(pending(exchange), texts.NOTHING_TO_CALL_OFF)
    exchange.tx.posts.call_off(number)
    return said(pending(exchange), texts.CALLED_OFF.format(post=post.name))


def called_off_any(exchange: Exchange) -> Turn:
    """取消交接, typed."""
    for post in exchange.tx.posts.held():
        if post.state is PostState.HANDING_OVER:
            return called_off(exchange, post.number)
    return said(pending(exchange), texts.NOTHING_TO_CALL_OFF)


def briefed(exchange: Exchange) -> Turn:
    """交接清单: what is open at each post they hold."""
    held = exchange.tx.posts.held()
    if not held:
        return said(pending(exchange), texts.NO_POST)
    messages = [
        message
        for post in held
        for message in brief(post, exchange.tx.posts.tickets(post.number), exchange.today)
    ]
    return then_pending(exchange, Turn(tuple(messages)))


def _held(exchange: Exchange, number: int) -> Post | None:
    """The post, if it is theirs: the number of a button is no proof."""
    return next((post for post in exchange.tx.posts.held() if post.number == number), None)


def _open_needs(exchange: Exchange, post: Post) -> int:
    mine = exchange.tx.posts.tickets(post.number)
    return sum(ticket.status not in FINISHED for ticket in mine)


def _line(exchange: Exchange, post: Post) -> str:
    return texts.POST_LINE.format(
        post=post.name,
        state=texts.POST_STATES[post.state],
        term=texts.POST_LINE_TERM.format(ends=post.term.ends) if post.term else "",
        count=_open_needs(exchange, post),
    )


def _button(verb: str, post: Post, text: str) -> Choice:
    return Choice(DeskButton(verb, str(post.number)).code, text)

"""Needs looked for in the chat: a page of them, the next, a filter less, one of them opened."""

import re
from dataclasses import replace

from api.domain.claim import CLAIMABLE
from api.domain.errors import Invalid
from api.domain.need_found import Found
from api.domain.need_query import NeedQuery
from bot import texts
from bot.commands import command, plain
from bot.dialogue.buttons import DeskButton
from bot.dialogue.session import Searching
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, menu, then_pending
from bot.market import showing
from bot.market.kept import kept
from bot.market.showing import SHOWN
from bot.policy import unserved
from bot.understanding.intent import asks_policy
from bot.understanding.need_query import read_need_query
from bot.understanding.need_refining import is_query, refined

_OPEN = re.compile(
    r"(?P<verb>看|看看|打开|查看|需求|详情|点开|第|see)?(?P<number>\d{1,9})(?:号|个|条)?(?:需求|的?详情)?"
)
_NAMED = re.compile(r"(?:看|看看|查看|打开)?需求#?(\d{4,9})(?:号|的?详情)?")
_ALL = re.compile(r"看全部|全部(?:需求)?|所有需求|都(?:行|可以|看看)|seeall")
_ANEW = re.compile(r"重新[找搜查]|换个条件|startover")
_BACK = re.compile(r"回到结果|返回结果|看结果|结果|backtoresults")
_SMALLEST = 1000  # numbers of needs begin there; a smaller one is an amount or an answer


def searched(exchange: Exchange, text: str) -> Turn:
    """The needs ``text`` looks for; one that says nothing to look for is asked for more."""
    if exchange.market is None:
        return unserved(exchange, text, wish="search_needs")
    said = read_need_query(text, exchange.gazetteer, exchange.today).query
    return _page(exchange, said, 0)


def asked(exchange: Exchange) -> Turn:
    """找需求: what for."""
    if exchange.market is None:
        return Turn((Message(texts.SEARCH_UNSEARCHED),), menu())
    exchange.session = replace(exchange.session, searching=Searching(""))
    choices = (Choice(DeskButton(showing.ALL).code, texts.SEARCH_ALL),)
    return then_pending(exchange, Turn((Message(texts.SEARCH_ASK),), choices))


def everything(exchange: Exchange) -> Turn:
    """看全部: whatever can be claimed."""
    return _page(exchange, NeedQuery(), 0)


def more(exchange: Exchange) -> Turn:
    """The next page of the open search."""
    searching = exchange.session.searching
    if searching is None:
        return then_pending(exchange, Turn((Message(texts.SEARCH_NOT_BEGUN),)))
    return _page(exchange, _query(exchange, searching), searching.offset + SHOWN)


def again(exchange: Exchange) -> Turn:
    """The page seen last, as it is now."""
    searching = exchange.session.searching
    if searching is None or searching.is_asked:
        return asked(exchange)
    return _page(exchange, _query(exchange, searching), searching.offset)


def without(exchange: Exchange, key: str) -> Turn:
    """The open search without the filter of ``key``; an old button changes nothing."""
    searching = exchange.session.searching
    if searching is None:
        return asked(exchange)
    return _page(exchange, _query(exchange, searching).without(key), 0)


def opened(exchange: Exchange, number: int) -> Turn:
    """One published need as everybody sees it.

    Raises:
        NotFound: there is none, or it is not public.
    """
    if exchange.market is None:
        return Turn((Message(texts.SEARCH_UNSEARCHED),), menu())
    found = exchange.market.need(number)
    choices: tuple[Choice, ...] = ()
    if exchange.session.searching is not None:
        choices = (Choice(DeskButton(showing.AGAIN).code, texts.SEARCH_BACK),)
    if found.need.status in CLAIMABLE:
        claim = Choice(DeskButton("claim", str(number)).code, texts.CLAIM_THIS)
        choices = (claim, *choices)
    link = texts.SEARCH_PAGE.format(link=exchange.entrances.page(f"/needs/{number}"))
    said = "\n".join((found.need.title, link))
    return _said(exchange, Turn((Message(said, showing.card_of(found)),), choices))


def said_of_search(exchange: Exchange, text: str) -> Turn | None:
    """The turn for a sentence that goes on with the open search, or names a need by its number
    (需求1001); ``None`` for any other."""
    if exchange.frame is not None or exchange.market is None:
        return None
    if named := _NAMED.fullmatch(plain(text)):
        return opened(exchange, int(named[1]))
    searching = exchange.session.searching
    return None if searching is None else _said_of(exchange, searching, text)


def _said_of(exchange: Exchange, searching: Searching, text: str) -> Turn | None:
    said = plain(text)
    for pattern, act in ((_BACK, again), (_ALL, everything), (_ANEW, asked)):
        if pattern.fullmatch(said):
            return act(exchange)
    if (found := _OPEN.fullmatch(said)) and (number := _meant(searching, found)):
        return opened(exchange, number)
    if command(text) is not None or asks_policy(text):
        return None
    return _changed(exchange, searching, text)


def _changed(exchange: Exchange, searching: Searching, text: str) -> Turn | None:
    query = _query(exchange, searching)
    try:
        changed = refined(query, text, exchange.gazetteer, exchange.today)
        if changed is None and searching.is_asked:
            changed = is_query(text, exchange.gazetteer, exchange.today)
    except Invalid as refusal:
        return then_pending(exchange, Turn((Message(refusal.message),)))
    return None if changed is None else _page(exchange, _found_by(exchange, changed, text), 0)


def _found_by(exchange: Exchange, changed: NeedQuery, text: str) -> NeedQuery:
    """``changed``, or what ``text`` says by itself where only that finds anything: whoever is told
    that there is nothing goes on with another search."""
    alone = is_query(text, exchange.gazetteer, exchange.today)
    if exchange.market is None or alone is None or alone == changed:
        return changed
    if exchange.market.search(changed, limit=SHOWN, offset=0).total:
        return changed
    return alone if exchange.market.search(alone, limit=SHOWN, offset=0).total else changed


def met_by(exchange: Exchange, text: str) -> Turn | None:
    """The needs that an offer of help may meet (我们想捐一批图书); ``None`` for none, and while
    something else is being answered."""
    if exchange.market is None or exchange.frame is not None:
        return None
    query = read_need_query(text, exchange.gazetteer, exchange.today).query
    if query == NeedQuery():
        return None
    found = exchange.market.search(query, limit=SHOWN, offset=0)
    return _page(exchange, query, 0) if found.total or found.near else None


def looked_for(exchange: Exchange, text: str) -> Turn | None:
    """The turn for a sentence of no other wish that says what to look for (给孤寡老人的, 轮椅);
    ``None`` for one that does not. Where no search is open, mere words must be found."""
    if exchange.market is None:
        return None
    query = is_query(text, exchange.gazetteer, exchange.today)
    if query is None:
        return None
    is_sure = query.places or query.categories or query.least_yuan or query.most_yuan
    if exchange.session.searching is None and query.words and not is_sure:
        found = exchange.market.search(query, limit=SHOWN, offset=0)
        if not found.total:
            return None
    return _page(exchange, query, 0)


def _meant(searching: Searching, found: re.Match[str]) -> int | None:
    """The need a number stands for: its own, or its place on the page; ``None`` when it may be
    that of a ticket of theirs."""
    number = int(found["number"])
    if number in searching.numbers:
        return number
    if number > SHOWN:
        return None if found["verb"] == "查看" or number < _SMALLEST else number
    return searching.numbers[number - 1] if 1 <= number <= len(searching.numbers) else None


def _page(exchange: Exchange, query: NeedQuery, offset: int) -> Turn:
    if exchange.market is None:
        return Turn((Message(texts.SEARCH_UNSEARCHED),), menu())
    found = exchange.market.search(query, limit=SHOWN, offset=offset)
    if found.total and not found.needs:
        return then_pending(
            exchange, Turn((Message(texts.SEARCH_NO_MORE.format(total=found.total)),))
        )
    _note(exchange, found, offset)
    numbers = tuple(one.need.number for one in showing.shown_of(found))
    exchange.session = replace(
        exchange.session, searching=Searching(query.query_string(), offset, numbers)
    )
    if found.total or found.near or found.relaxations:
        return _said(exchange, _shown(found, offset) if found.total else _none(found))
    # That no filter can be blamed may only mean that there is nothing at all.
    all_there_is = exchange.market.search(NeedQuery(), limit=SHOWN, offset=0)
    return _said(exchange, _none(found) if all_there_is.total else _nothing_public())


def _note(exchange: Exchange, found: Found, offset: int) -> None:
    """Count the search, unless it is the open one looked at again or further down."""
    searching = exchange.session.searching
    is_open = searching is not None and searching.query == found.query.query_string()
    if not (offset or is_open):
        exchange.tx.note_search(found)


def _said(exchange: Exchange, turn: Turn) -> Turn:
    """``turn``, then what else is pending; its own buttons are enough without those of the menu."""
    return turn if exchange.frame is None and turn.choices else then_pending(exchange, turn)


def _shown(found: Found, offset: int) -> Turn:
    few = found.total <= SHOWN
    sentence = texts.SEARCH_FOUND_FEW if few else texts.SEARCH_FOUND
    head = sentence.format(
        total=found.total, first=offset + 1, last=offset + len(found.needs)
    ) + showing.chips_of(found)
    text = "\n".join((head, showing.lines_of(found), texts.SEARCH_HINT))
    return Turn((Message(text),), showing.choices_of(found, offset + SHOWN))


def _nothing_public() -> Turn:
    return Turn((Message(texts.SEARCH_NOTHING_PUBLIC),))


def _none(found: Found) -> Turn:
    sentences, choices = showing.relaxed(found)
    said = "\n".join(
        (
            texts.SEARCH_NONE + showing.chips_of(found),
            *((showing.lines_of(found),) if found.near else ()),
            *(sentences or (() if found.near else (texts.SEARCH_WIDER,))),
        )
    )
    return Turn((Message(said),), choices)


def _query(exchange: Exchange, searching: Searching) -> NeedQuery:
    return kept(searching.query, exchange.gazetteer)

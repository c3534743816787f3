"""A sentence typed while no flow is in progress: what the person wants, and where that leads."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from api.domain.followup import Feedback
from bot import drafts, facts, texts
from bot.about import is_upset, sentence_about, topic_of
from bot.batch.offering import offered
from bot.claims import buttons as claiming
from bot.commands import Command, command, plain
from bot.delivery import SAID_BY, said_of_any, sayable
from bot.dialogue.corrections import corrections
from bot.dialogue.flows.report import REPORT
from bot.dialogue.turn import Message, Turn
from bot.eligibility.beginning import another, asks_to_be_tested, corrected, edited
from bot.eligibility.beginning import begin as begin_eligibility
from bot.eligibility.saving import forgetting, saved
from bot.exchange import Exchange, menu
from bot.handover import begun, briefed, called_off_any, my_posts, offered_any
from bot.invitations import accepted_any, declined, how_to_be_invited
from bot.languages import asked_language, chosen_language, english
from bot.linking import offered_code
from bot.market import searching
from bot.opening import start
from bot.organisations import buttons as organisations
from bot.policy import answered, invited, passed_on, unserved
from bot.rating import USEFUL, USELESS, may_rate, rated
from bot.returned import supply_any
from bot.staff_questions import answering_any
from bot.taps import helped
from bot.telling import doubted
from bot.tickets import how_to_change, listed, withdrawal_of_any
from bot.understanding.intent import Intent, intent_of
from bot.with_staff import called, not_open, wished_for

_MAY_BE_FACTS = frozenset({Intent.REPORT, Intent.UNKNOWN, Intent.CHITCHAT})
# A number alone is no report; it belongs to what was asked before.
_BARE_FACT = re.compile(
    r"(?:那|就|如果|是|大概|大约|约|共)*[\d.,零一二两三四五六七八九十百千万亿]+"
    r"(?:万|亿|元|块|人|年|个月)*(?:呢|吧|左右|[?？])*"
)
_CHINESE = re.compile("[\u3400-\u9fff]")
_WORDS = re.compile("[a-z]{2,}", re.IGNORECASE)


def wished(exchange: Exchange, text: str) -> Turn:
    """The turn for ``text``."""
    asked = command(text)
    if asked is not None:
        return COMMANDS.get(asked, _nothing_open)(exchange)
    if (anew := corrected(exchange, text)) is not None:
        return anew
    topic = topic_of(text, None)
    if topic is not None:
        return Turn((Message(sentence_about(exchange, topic)),), menu())
    if is_upset(text):
        return unserved(exchange, text, wish="upset")
    if corrections(REPORT, text, []).changes and exchange.tx.my_tickets():
        return how_to_change(exchange)
    return _asked_for(exchange, text)


def _asked_for(exchange: Exchange, text: str) -> Turn:
    if asks_to_be_tested(exchange, text):
        return begin_eligibility(exchange, text)
    wish = _wish(text)
    if facts.wanted(exchange) and wish in _MAY_BE_FACTS and len(text) <= facts.LONGEST:
        return answered(exchange, text)
    foreign = _WORDS.search(text) and not _CHINESE.search(text)
    return _in_latin_letters(exchange, text, wish) if foreign else _WISHES[wish](exchange, text)


def wished_after_all(exchange: Exchange, text: str) -> Turn:
    """The turn for what might have answered a question of staff, and does not."""
    return (start if _wish(text) is Intent.REPORT else _unknown)(exchange, text)


def _unless_answer(wish: Callable[[Exchange, str], Turn]) -> Callable[[Exchange, str], Turn]:
    """``wish``, unless staff wait for an answer that the words may be."""

    def met(exchange: Exchange, text: str) -> Turn:
        return doubted(exchange, text) or wish(exchange, text)

    return met


def _useless(exchange: Exchange) -> Turn:
    """没解决: the answer given, else the help delivered."""
    if not may_rate(exchange) and sayable(exchange, Command.UNSOLVED):
        return said_of_any(exchange, Feedback.UNSOLVED)
    return rated(exchange, USELESS)


def _wish(text: str) -> Intent:
    return Intent.UNKNOWN if _BARE_FACT.fullmatch(plain(text)) else intent_of(text)


def _nothing_open(exchange: Exchange) -> Turn:
    return Turn((Message(texts.NOTHING_OPEN),), menu())


def _welcomed(exchange: Exchange) -> Turn:
    return Turn((Message(texts.WELCOME),), (*drafts.button(exchange), *menu()))


def _chatted(exchange: Exchange, _: str) -> Turn:
    exchange.tx.count("chitchat")
    return _said_nothing(exchange)


def _said_nothing(exchange: Exchange) -> Turn:
    return Turn((Message(texts.CHITCHAT),), menu())


def _in_latin_letters(exchange: Exchange, text: str, wish: Intent) -> Turn:
    """A question in pinyin may have an answer; another language is not read."""
    if wish in (Intent.ASK, Intent.ELIGIBILITY):
        turn = answered(exchange, text, keep=False)
        if exchange.session.pending_question is None:
            return turn
        exchange.session = replace(exchange.session, pending_question=None)
    return Turn((Message(texts.ONLY_CHINESE),), (*menu(), english()))


def _unknown(exchange: Exchange, text: str) -> Turn:
    """Nothing recognised: it may follow up on what was asked before, or say what to look for;
    else help is offered."""
    if exchange.session.recent:
        turn = answered(exchange, text, keep=False)
        if exchange.session.pending_question is None:
            return turn
    if wanted := searching.looked_for(exchange, text):
        return wanted
    exchange.note_recent(text)
    return Turn((Message(texts.NOT_UNDERSTOOD),), menu())


def _reported(exchange: Exchange, text: str) -> Turn:
    """A report, unless needs are being looked for and it only says which (学校 取暖)."""
    is_search = exchange.session.searching is not None
    wanted = searching.looked_for(exchange, text) if is_search else None
    return wanted or start(exchange, text)


def _until_later(exchange: Exchange) -> Turn:
    return Turn((Message(texts.LATER_NOTHING_OPEN),), menu())


COMMANDS: dict[Command, Callable[[Exchange], Turn]] = {
    Command.HELP: helped,
    Command.START: _welcomed,
    Command.REPORT: start,
    Command.BATCH: offered,
    Command.ASK: invited,
    Command.MINE: listed,
    Command.SEARCH: searching.asked,
    Command.MORE: searching.more,
    Command.ANOTHER: start,
    Command.DRAFTS: drafts.listed,
    Command.TIDY: drafts.tidied,
    Command.GO_ON: drafts.go_on,
    Command.HAND_ON: passed_on,
    Command.HUMAN: called,
    Command.AUTO: not_open,
    Command.LEAVE: not_open,
    Command.USEFUL: partial(rated, verdict=USEFUL),
    Command.USELESS: _useless,
    Command.ANSWER: answering_any,
    **{word: partial(said_of_any, feedback=meant) for word, meant in SAID_BY.items()},
    Command.ELIGIBILITY: begin_eligibility,
    Command.OTHER_PROGRAMME: another,
    Command.CHANGE_ANSWERS: edited,
    Command.SAVE_RESULT: saved,
    Command.FORGET_RESULTS: forgetting,
    Command.LINK: offered_code,
    Command.LANGUAGE: asked_language,
    Command.SIMPLIFIED: partial(chosen_language, tag="hans"),
    Command.TRADITIONAL: partial(chosen_language, tag="hant"),
    Command.ENGLISH: partial(chosen_language, tag="en"),
    Command.POSTS: my_posts,
    Command.HAND_OVER: begun,
    Command.OFFER: offered_any,
    Command.CALL_OFF: called_off_any,
    Command.BRIEF: briefed,
    Command.INVITATION: how_to_be_invited,
    **organisations.WORDS,
    Command.ACCEPT: accepted_any,
    Command.DECLINE: declined,
    Command.SUPPLY: supply_any,
    Command.WITHDRAW: withdrawal_of_any,
    Command.LATER: _until_later,
    Command.YES: _said_nothing,
    Command.RIGHT: _said_nothing,
    Command.NO: _said_nothing,
    Command.NOTHING: _said_nothing,
}
_WISHES: dict[Intent, Callable[[Exchange, str], Turn]] = {
    Intent.REPORT: _unless_answer(_reported),
    Intent.ASK: answered,
    Intent.ELIGIBILITY: answered,
    Intent.HUMAN: wished_for,
    Intent.SEARCH_NEEDS: searching.searched,
    Intent.CLAIM: claiming.wished,
    Intent.MY_TICKETS: lambda exchange, _: listed(exchange),
    Intent.HELP: lambda exchange, _: helped(exchange),
    Intent.CANCEL: lambda exchange, _: _nothing_open(exchange),
    Intent.CHITCHAT: _chatted,
    Intent.UNKNOWN: _unless_answer(_unknown),
}

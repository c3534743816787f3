"""What a first message wants: to report, to ask, to look for needs … without a language model."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.understanding.lexicon import lexicon
from bot.understanding.wish_model import wish_model
from knowledge.normalise import normalise

LEAST_WEIGHT = 2.0  # of the patterns, to decide alone
SURE = 0.35  # probability by patterns and wording together, to decide
MOST_FOR_ASKING = 4.5  # every question has the form of one; what it is about decides between them
READ = 600  # characters; the beginning of a long notice shows what it is
LONG = 90  # characters; who writes this much in one message reports


class Intent(StrEnum):
    """The closed list of wishes."""

    REPORT = "report"
    ASK = "ask"
    ELIGIBILITY = "eligibility"
    SEARCH_NEEDS = "search_needs"
    CLAIM = "claim"
    MY_TICKETS = "my_tickets"
    HELP = "help"
    HUMAN = "human"
    CHITCHAT = "chitchat"
    CANCEL = "cancel"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class _Patterns:
    first: tuple[tuple[Intent, re.Pattern[str]], ...]
    weighed: tuple[tuple[Intent, float, re.Pattern[str]], ...]
    asks: re.Pattern[str]
    policy: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    lists = lexicon("intent")
    return _Patterns(
        tuple(
            (Intent(name), re.compile(pattern, re.IGNORECASE))
            for name, pattern in lists["first"].items()
        ),
        tuple(
            (Intent(name), float(weight), re.compile(pattern))
            for name, pairs in lists["weighed"].items()
            for weight, pattern in pairs
        ),
        re.compile(lists["asks"]),
        re.compile(lists["policy"]),
    )


def intent_of(text: str) -> Intent:
    """The wish of a message that begins a conversation."""
    plain = normalise(text[:READ]).text.strip()
    if not re.search(r"\w", plain) and plain != "?":
        return Intent.UNKNOWN
    if len(plain) <= LONG:
        for intent, pattern in _patterns().first:
            if pattern.search(plain):
                return intent
    return _likeliest(plain)


def _likeliest(plain: str) -> Intent:
    """Patterns and wording decide together; where they do not, the patterns alone."""
    weights = pattern_weights(plain)
    name, probability = wish_model().likeliest(plain, weights)
    if name != Intent.UNKNOWN and probability >= SURE:
        return Intent(name)
    best = max(weights, key=lambda wish: weights[wish], default="")
    return Intent(best) if weights.get(best, 0.0) >= LEAST_WEIGHT else Intent.UNKNOWN


def pattern_weights(plain: str) -> dict[str, float]:
    """The sums of the weights of the patterns that fit ``plain`` (normalised), by wish."""
    weights: dict[str, float] = {}
    for intent, weight, pattern in _patterns().weighed:
        if pattern.search(plain):
            weights[intent.value] = weights.get(intent.value, 0.0) + weight
    if Intent.ASK in weights:
        weights[Intent.ASK] = min(weights[Intent.ASK], MOST_FOR_ASKING)
    if len(plain) > LONG:
        weights[Intent.REPORT] = weights.get(Intent.REPORT, 0.0) + 3
    return weights


def asks_policy(text: str) -> bool:
    """Whether a message sent in the middle of a report is a question about policy instead."""
    plain = normalise(text[:READ]).text
    return len(plain) <= LONG and bool(
        _patterns().asks.search(plain) and _patterns().policy.search(plain)
    )

"""How answers, amounts and names of programmes read; what the rules say stays Chinese."""

import re
from decimal import Decimal

from api.domain.parameter import Value
from api.domain.programme import Fact, Programme
from api.domain.programme_facts import FactAsked, FactType
from bot import texts
from bot.dialogue.values import money
from bot.texts.traditional import traditional

YEARS = "年"
LABEL = 20  # characters of a button


def in_script(words: str) -> str:
    """``words`` of the rules, which are Simplified, in the script the person reads."""
    if texts.spoken() is texts.Language.TRADITIONAL:
        return traditional(words)
    return words


def short_title(programme: Programme) -> str:
    """The title without what stands in brackets, fit for a button."""
    title = re.sub("（[^）]*）", "", programme.title)
    return in_script(title if len(title) <= LABEL else f"{title[: LABEL - 1]}…")


def shown(asked: FactAsked, value: Fact | None) -> str:
    """An answer as a person reads it."""
    if value is None:
        return str(texts.VERDICT_UNKNOWN)
    if isinstance(value, bool):
        return str(texts.ELIGIBILITY_YES_NO[value])
    if asked.type is FactType.YUAN and isinstance(value, Decimal):
        return money(value)
    if isinstance(value, Decimal) and asked.unit == YEARS and value % 1:
        return texts.ELIGIBILITY_MONTHS.format(number=round(value * 12))
    if isinstance(value, Decimal):
        return texts.ELIGIBILITY_COUNT.format(number=plain(value), unit=in_script(asked.unit))
    return in_script(value)


def stated(facts: dict[str, FactAsked], values: dict[str, Fact]) -> str:
    """Several answers as a list in a sentence."""
    return texts.SEMICOLON.join(
        texts.ELIGIBILITY_FACT.format(
            label=in_script(facts[name].label), value=shown(facts[name], value)
        )
        for name, value in values.items()
    )


def value_shown(value: Value) -> str:
    """A parameter as a person reads it: a share, an amount, a list."""
    if isinstance(value, Decimal):
        return percent(value) if value < 1 else money(value)
    return in_script("、".join(value) if isinstance(value, tuple) else value)


def percent(share: Decimal) -> str:
    """0.7 → 70%."""
    return f"{plain((share * 100).quantize(Decimal('0.01')))}%"


def plain(number: Decimal) -> str:
    """A number without superfluous zeros."""
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written

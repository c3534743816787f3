"""Recognises “how much subsidy can our project get”, and reads the facts the question states."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.domain.programme import Fact, Programme
from api.domain.programme_facts import OWN, REQUESTED, TOTAL
from knowledge.amounts import Amount, read_amounts
from retrieval.entitlement_words import (
    ASKS_AMOUNT,
    ASKS_TERMS,
    ASKS_WHETHER,
    BARE_REPLY,
    DIVISION,
    OTHER_MATTER,
    OTHER_SCHEME,
    OWN_BENEFIT,
    PAST_ROUND,
    PLAIN,
    PROJECT,
    PROVINCES,
    QUOTED,
    ROLES,
    STATED,
    SUBSIDY,
    WISH,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about the amount of a subsidy of ``programme``.

    ``facts`` are what it states; of an amount given as a range the upper end, and ``low``
    holds the facts with the lower. ``asks_terms``: the ratio or the cap itself is asked, which
    can be told without any fact.
    """

    programme: Programme
    facts: dict[str, Fact]
    low: dict[str, Fact]
    asks_terms: bool


_FACT_OF = {"own": OWN, "requested": REQUESTED, "total": TOTAL}


def read_question(
    question: str, programmes: Sequence[Programme], as_of: date, context: Sequence[str] = ()
) -> Asked | None:
    """What is asked, or None when it is not the amount of a programme's subsidy.

    ``context`` are earlier turns of the same person: a bare amount answers their last one, and
    facts they state count unless the question states its own.
    """
    asking = question
    if not _asks(question):
        if not context or not _is_reply(question) or not _asks(context[-1]):
            return None
        asking = context[-1]
    said = f"{asking}，{question}" if asking is not question else question
    programme = _programme(said, programmes)
    amounts = read_amounts(said)
    if programme is None or _is_past(said, as_of) or not _is_ours(said, programme, bool(amounts)):
        return None
    facts, low = _facts(said, amounts)
    if not facts and context:
        earlier = context[-1]
        facts, low = _facts(earlier, read_amounts(earlier)) if PROJECT.search(earlier) else ({}, {})
    if facts.keys() & {TOTAL, OWN, REQUESTED} == {REQUESTED} and not WISH.search(said):
        return None
    if area := _area(said, programme, as_of):
        facts["area"] = low["area"] = area
    return Asked(programme, facts, low, asks_terms=ASKS_TERMS.search(said) is not None)


def _asks(text: str) -> bool:
    if OTHER_MATTER.search(text) or OWN_BENEFIT.search(text):
        return False
    if PLAIN.fullmatch(text.strip()):
        return True
    if not SUBSIDY.search(text):
        return False
    if ASKS_AMOUNT.search(text):
        return True
    return all(cue.search(text) for cue in (WISH, ASKS_WHETHER)) and bool(read_amounts(text))


def _is_reply(text: str) -> bool:
    """Whether ``text`` is hardly more than one amount: 120万, 总投入是120万元."""
    amounts = read_amounts(text)
    if len(amounts) != 1 or OTHER_MATTER.search(text):
        return False
    before, after = text[: amounts[0].start], text[amounts[0].end :]
    return all(BARE_REPLY.fullmatch(part) is not None for part in (before, after))


def _programme(text: str, programmes: Sequence[Programme]) -> Programme | None:
    """The one programme meant; None when another or more than one may be."""
    named = [each for each in programmes if any(alias in text for alias in each.aliases)]
    if not named:
        named = [] if OTHER_SCHEME.search(text) else [p for p in programmes if p.assumed]
    return named[0] if len(named) == 1 and named[0].bounded else None


def _is_ours(text: str, programme: Programme, has_amount: bool) -> bool:
    """Whether nothing in ``text`` points to a scheme other than ``programme``."""
    names = (programme.title, *programme.aliases)
    rest = text
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, "")
    if OTHER_SCHEME.search(rest):
        return False
    quoted = [name for name in QUOTED.findall(text) if not any(alias in name for alias in names)]
    if quoted:
        return False
    unnamed = rest == text
    return not unnamed or has_amount or bool(PROJECT.search(text) or PLAIN.fullmatch(text.strip()))


def _is_past(text: str, as_of: date) -> bool:
    """Whether the terms of an earlier year are asked: those are quoted, not computed with."""
    return any(int(year) < as_of.year for year in PAST_ROUND.findall(text))


def _facts(text: str, amounts: Sequence[Amount]) -> tuple[dict[str, Fact], dict[str, Fact]]:
    facts: dict[str, Fact] = {fact: value for cue, fact, value in STATED if cue.search(text)}
    low = dict(facts)
    previous = 0
    for amount in amounts:
        name = _role(text[previous : amount.start], text[amount.end :], alone=len(amounts) == 1)
        previous = amount.end
        if name is None:
            continue
        if name in facts and facts[name] != amount.yuan:
            return _without_money(facts), _without_money(facts)  # two totals: ask which
        facts[name], low[name] = amount.yuan, amount.low
    return facts, low


def _without_money(facts: dict[str, Fact]) -> dict[str, Fact]:
    return {name: value for name, value in facts.items() if not isinstance(value, Decimal)}


def _role(before: str, after: str, *, alone: bool) -> str | None:
    """The fact an amount is: by the nearest word before it in its clause, else the one after."""
    clause = re.split(r"[，,。；;？?！!]", before)[-1]
    cues = [match.lastgroup for match in ROLES.finditer(clause)]
    following = re.match(
        r"(?:的|是)?(?:项目)?(?P<word>总投入|总投资|总预算|自筹|资助|补助|项目)", after
    )
    if cues:
        return _FACT_OF.get(cues[-1] or "")
    if following:
        word = following["word"]
        return OWN if word == "自筹" else REQUESTED if word in {"资助", "补助"} else TOTAL
    return TOTAL if alone else None


def _area(text: str, programme: Programme, as_of: date) -> str | None:
    """The place named: one of the programme's own by its official name, else a province."""
    areas = programme.parameters.get("areas")
    listed = areas.at(as_of).value if areas else None
    for name in listed if isinstance(listed, tuple) else ():
        if DIVISION.findall(name)[-1][:2] in text:
            return name
    province = PROVINCES.search(text)
    return province[0] if province else None

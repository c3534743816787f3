"""Reads the answers of the flow of an application: who, what, where, the budget, the facts."""

from collections.abc import Callable
from decimal import Decimal

from api.domain.errors import Invalid
from api.domain.fund_movement import FEN_PER_YUAN
from api.domain.fund_pool import check_amount
from api.domain.place import Place
from api.domain.programme import Programme
from api.domain.project import LONGEST_TITLE, MOST_LINES, BudgetLine
from api.domain.redaction import mask
from bot import texts
from bot.applying.slots import facts_asked, programme_of
from bot.commands import plain
from bot.dialogue.flows.application import (
    APPLICANT,
    APPLICATION,
    DECLARED,
    LINES,
    PLACE,
    PROGRAMME,
    TITLE,
)
from bot.dialogue.session import Frame
from bot.dialogue.values import shown
from bot.dialogue.wording import worded
from bot.eligibility.beginning import programme_named
from bot.eligibility.reading import Reading as FactReading
from bot.eligibility.reading import read_fact
from bot.exchange import Exchange
from bot.organisations.slots import value_of
from bot.understanding.project_budget import Line, read_lines, removed_name
from bot.understanding.readers import Misread, Reading, ReadingContext, Value, read
from knowledge.normalise import normalise


def read_of_application(exchange: Exchange, frame: Frame, slot: str, text: str) -> Reading:
    """What ``text`` answers to the question for ``slot``; a wrong value says what to write."""
    try:
        return _READERS.get(slot, _fact_reader(slot))(exchange, frame, text.strip())
    except Invalid as refusal:
        return Misread(refusal.message)


def budget_from(lines: tuple[Line, ...], held: list[list[object]]) -> Value:
    """The budget with ``lines``, each in the place of the one of its name in ``held``.

    Raises:
        Invalid: a line cannot be, there are too many, or nothing is asked for.
    """
    kept: dict[str, BudgetLine] = {str(one[0]): BudgetLine(*one) for one in held}  # type: ignore[arg-type]  # the JSON written below
    for line in lines:
        requested = Decimal(0) if line.requested is None else line.requested
        name = mask(line.name)
        if line.yuan <= 0:
            raise Invalid(LINES, texts.BUDGET_ZERO.format(name=name))
        kept[name] = BudgetLine(name, _fen(line.yuan), _fen(requested))
    if len(kept) > MOST_LINES:
        raise Invalid(LINES, texts.BUDGET_TOO_LONG.format(limit=MOST_LINES))
    value = [[one.name, one.fen, one.requested_fen] for one in kept.values()]
    if not sum(one.requested_fen for one in kept.values()):
        raise Invalid(LINES, texts.BUDGET_NOTHING_ASKED)
    check_amount(sum(one.fen for one in kept.values()), LINES)
    return Value(value, texts.BUDGET_READ.format(count=len(value), lines=shown(LINES, value)))


def _fen(yuan: Decimal) -> int:
    if yuan * FEN_PER_YUAN % 1:
        raise Invalid(LINES, texts.BUDGET_TOO_FINE)
    return int(yuan * FEN_PER_YUAN)


def _applicant(exchange: Exchange, frame: Frame, text: str) -> Reading:
    wanted = plain(text)
    held = value_of(frame, DECLARED)["applicants"]
    found = [one for one in held if wanted and wanted in plain(one["name"])]
    return Value(found[0]) if len(found) == 1 else Misread(_example(APPLICANT))


def _programme(exchange: Exchange, frame: Frame, text: str) -> Reading:
    found = programme_named(exchange.rules.programmes, plain(text))
    for one in value_of(frame, DECLARED)["programmes"]:
        if found is not None and one["key"] == found.key:
            return Value({"key": one["key"], "name": one["name"]})
    return Misread(_example(PROGRAMME))


def _title(exchange: Exchange, frame: Frame, text: str) -> Reading:
    title = mask(" ".join(text.split()))
    if not 0 < len(title) <= LONGEST_TITLE:
        return Misread(texts.TITLE_TOO_LONG.format(limit=LONGEST_TITLE))
    return Value(title)


def _place(exchange: Exchange, frame: Frame, text: str) -> Reading:
    context = ReadingContext(exchange.gazetteer, exchange.today)
    reading = read("place", normalise(text).text, context)
    if isinstance(reading, Value) and not Place(**reading.json).province:
        return Misread(_example(PLACE))
    return reading


def _lines(exchange: Exchange, frame: Frame, text: str) -> Reading:
    held = value_of(frame, LINES) or []
    name = removed_name(text)
    if name and any(line[0] == name for line in held):
        return budget_from((), [line for line in held if line[0] != name])
    lines = read_lines(text)
    if not lines or not all(line.name for line in lines):
        return Misread(_example(LINES))
    return budget_from(lines, held)


def _fact_reader(slot: str) -> Callable[[Exchange, Frame, str], Reading]:
    def reader(exchange: Exchange, frame: Frame, text: str) -> Reading:
        name = facts_asked(frame)[slot]
        programme = programme_in(exchange, programme_of(frame))
        asked = programme.facts.get(name) if programme else None
        value = asked and read_fact(asked, text, FactReading(exchange.gazetteer, exchange.today))
        return Misread(texts.FACT_MISREAD) if value is None else Value(value)

    return reader


def programme_in(exchange: Exchange, key: str) -> Programme | None:
    """The programme with that key, by the rules of today; ``None``: it is gone."""
    return exchange.rules.checked(key, exchange.today)


def _example(slot: str) -> str:
    return worded(APPLICATION, APPLICATION.step(slot)).example


_READERS: dict[str, Callable[[Exchange, Frame, str], Reading]] = {
    APPLICANT: _applicant,
    PROGRAMME: _programme,
    TITLE: _title,
    PLACE: _place,
    LINES: _lines,
}

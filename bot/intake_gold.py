"""When a value read from a report equals the gold one: names by alias, money as numbers …"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from api.domain.category import LABELS
from api.domain.need import Item, Need
from api.domain.need_json import number_json
from bot.understanding.dates import is_soon, read_deadline
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer
from knowledge.places.names import split

LEVELS = {"province": 2, "prefecture": 4, "county": 6, "township": 9}
SIMILAR = 0.6
_SHANGHAI = timedelta(hours=8)
# 邓西行政村 is 邓西村; 北寨新型农村住宅社区 is 北寨社区.
_KINDS = (
    (re.compile("(?:行政|自然)村"), "村"),
    (re.compile("新型农村(?:住宅)?社区"), "社区"),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field of one case. ``absent``: the gold is null, and any value is an invention."""

    field: str
    gold: Any
    got: Any
    failed: bool
    absent: bool = False


def today_of(case: Mapping[str, Any]) -> date:
    """The day the report was written: ``now``, else ``source_date`` (2022-02, 2006), else today."""
    for name in ("now", "source_date"):
        match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)", str(case.get(name) or ""))
        if match:
            return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    return (datetime.now(UTC) + _SHANGHAI).date()


def compare(
    gold: Mapping[str, Any], need: Need, gazetteer: Gazetteer, today: date
) -> Iterator[Comparison]:
    """Every scored field of one case."""
    yield from _divisions(gold, need, gazetteer)
    yield _site(gold.get("place"), need.place.site, gazetteer)
    labels = {gold.get("category"), gold.get("category_secondary")} - {None}
    got = LABELS[need.category] if need.category else None
    if gold.get("category"):
        yield Comparison("category", gold["category"], got, got not in labels)
    people = gold.get("beneficiaries") or {}
    for field, wanted, value in (
        ("beneficiaries_count", people.get("count"), need.beneficiaries.count),
        ("households", people.get("households"), need.beneficiaries.households),
        ("budget_yuan", gold.get("budget_yuan"), need.budget_yuan),
        ("gap_yuan", gold.get("funding_gap_yuan"), need.gap_yuan),
    ):
        yield _number(field, wanted, value)
    if gold.get("deadline"):
        same = same_deadline(gold["deadline"], need.deadline, need.deadline_date, today)
        yield Comparison("deadline", gold["deadline"], need.deadline, not same)


def _number(field: str, gold: float | None, got: Decimal | int | None) -> Comparison:
    shown = number_json(Decimal(got)) if got is not None else None
    if gold is None:
        return Comparison(field, None, shown, got is not None, absent=True)
    same = got is not None and Decimal(str(gold)) == got
    return Comparison(field, gold, shown, not same)


def _divisions(gold: Mapping[str, Any], need: Need, gazetteer: Gazetteer) -> Iterator[Comparison]:
    """Province to township. A level above one the gold names is implied by it, not invented."""
    agrees_below = False
    for level in reversed(LEVELS):
        wanted, got = gold.get(level), getattr(need.place, level)
        if wanted:
            same = same_division(wanted, got, LEVELS[level], gazetteer)
            agrees_below = agrees_below or same
            yield Comparison(level, wanted, got, not same)
        else:
            invented = got is not None and not agrees_below
            yield Comparison(level, None, got, invented, absent=True)


def same_division(gold: str, got: str | None, digits: int, gazetteer: Gazetteer) -> bool:
    """Whether two names are one division of the level: 新疆, 循化县 and the official names."""
    if got is None:
        return False
    if gold == got:
        return True
    return any(
        match.division.name == got and len(match.division.code) == digits
        for match in gazetteer.match(gold)
    )


def _site(gold: str | None, got: str | None, gazetteer: Gazetteer) -> Comparison:
    if gold is None:
        return Comparison("site", None, got, got is not None, absent=True)
    same = got is not None and _site_key(gold, gazetteer) == _site_key(got, gazetteer)
    return Comparison("site", gold, got, not same)


def _site_key(site: str, gazetteer: Gazetteer) -> frozenset[str]:
    """The sites of a list, each without division names before it and kinds made equal."""
    names = []
    for written in normalise(site).text.split("、"):
        name = _without_divisions(written, gazetteer)
        for pattern, kind in _KINDS:
            name = pattern.sub(kind, name)
        names.append(name)
    return frozenset(names)


def _without_divisions(name: str, gazetteer: Gazetteer) -> str:
    for end in range(min(len(name) - 2, gazetteer.longest_name), 2, -1):
        if split(name[:end])[1] and gazetteer.match(name[:end]):
            return _without_divisions(name[end:], gazetteer)
    return name


def same_deadline(gold: str, phrase: str | None, day: date | None, today: date) -> bool:
    """By phrase, by resolved date, or as two ways to say as soon as possible."""
    if phrase is None:
        return False
    if phrase == gold or (is_soon(gold) and is_soon(phrase)):
        return True
    meant = read_deadline(normalise(gold).text, today)
    return day is not None and (day.isoformat() == gold or bool(meant and meant.date == day))


def matched_items(gold: Sequence[Mapping[str, Any]], items: Sequence[Item]) -> int:
    """How many gold items were read: names alike, quantities equal (null equals null)."""
    left = list(items)
    hits = 0
    for wanted in gold:
        for item in left:
            if alike(wanted["name"], item.name) and _same_quantity(
                wanted.get("qty"), item.quantity
            ):
                left.remove(item)
                hits += 1
                break
    return hits


def _same_quantity(gold: float | None, got: Decimal | None) -> bool:
    if gold is None or got is None:
        return gold is None and got is None
    return Decimal(str(gold)) == got


def alike(one: str, other: str) -> bool:
    """Whether two names of things mean the same: one contains the other, or ratio ≥ 0.6."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) > 1 and shorter in longer:
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SIMILAR

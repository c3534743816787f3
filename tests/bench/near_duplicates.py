"""A seeded generator of pairs of reports: the same need told twice, and needs that only look alike.

Reports are written as people write them (other words and units, another order, typos, short names
of counties, figures that differ) and read by the program's own understanding, so that its slips are
part of what is measured.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from api.domain.likeness import Report
from api.domain.need import Need
from bot.understanding.report import understand
from knowledge.places import table
from knowledge.places.gazetteer import Gazetteer

SCENARIOS = Path(__file__).with_suffix(".yaml")
PROVINCES = ("53", "52", "63", "65", "54", "42")
NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
NAMES = (
    *("大坪", "小坪", "新寨", "老寨", "龙潭", "石板", "白岩", "青山", "双河"),
    *("红星", "团结", "中心", "上坝", "下坝", "马鞍", "核桃", "李家湾", "王家沟"),
)
SITES = {
    "school": ("小学", "完小", "中学"),
    "village": ("村",),
    "clinic": ("卫生院",),
    "home": ("敬老院",),
}
TYPOS = {
    "的": "得",
    "在": "再",
    "需": "须",
    "被": "背",
    "坏": "怀",
    "级": "极",
    "做": "作",
    "像": "象",
}
REPEATS = 6  # pairs of each kind for a scenario


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports; ``kind`` says how the second came from the first; ``half`` is 0 or 1."""

    one: Report
    other: Report
    kind: str
    half: int

    @property
    def is_same(self) -> bool:
        return self.kind.startswith("same")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report tells, before it is put into words."""

    scenario: dict[str, Any]
    things: tuple[tuple[tuple[str, ...], tuple[str, ...], int], ...]  # wordings, units, quantity
    township: str
    site: str
    people: int
    money: int | None
    at: datetime


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def pairs(seed: int) -> Iterator[Pair]:
    """All pairs of ``seed``: for each scenario the same again, and the kinds of near miss."""
    dice = random.Random(seed)
    scenarios = yaml.safe_load(SCENARIOS.read_text(encoding="utf-8"))
    for number, scenario in enumerate(scenarios):
        for repeat in range(REPEATS):
            facts = _facts(dice, scenario)
            if repeat == REPEATS - 1:  # told without the township
                facts = replace(facts, township=facts.township[:6], site="")
            text = _told(dice, facts)
            one = _read(dice, text, facts)
            for kind, other in _others(dice, facts, scenarios):
                yield Pair(one, _read(dice, _told(dice, other), other, kind), kind, number % 2)
            for kind, other in _copied(dice, facts):
                yield Pair(one, _read(dice, again(dice, text), other), kind, number % 2)


def _copied(dice: random.Random, facts: Facts) -> Iterator[tuple[str, Facts]]:
    """The same text sent again, and the same text sent from elsewhere."""
    soon = replace(facts, at=facts.at + timedelta(days=dice.randrange(60)))
    yield "same, copied", soon
    if facts.site:
        yield (
            "other village, copied",
            replace(soon, site=_site(dice, facts.scenario, but=facts.site)),
        )
    yield "other county, copied", replace(soon, township=_elsewhere(dice))


def _elsewhere(dice: random.Random) -> str:
    return dice.choice(townships()[dice.choice(partners())])


def _others(
    dice: random.Random, facts: Facts, scenarios: list[dict[str, Any]]
) -> Iterator[tuple[str, Facts]]:
    soon = facts.at + timedelta(days=dice.randrange(60))
    told = replace(facts, at=soon, people=_about(dice, facts.people))
    yield "same", told
    yield "same, typos", told
    yield "same, short", replace(told, things=told.things[:1], money=None)
    if facts.site:
        yield "same, no site", replace(told, site="")
    names = facts.scenario["other"]
    other_things = tuple(((name,), (unit,), dice.randrange(2, 60)) for name, unit in names)
    yield "other need", replace(told, things=other_things)
    strange = [s for s in scenarios if s["site"] == facts.scenario["site"] and s != facts.scenario]
    if strange:
        scenario = dice.choice(strange)
        yield (
            "other need, told alike",
            replace(_facts(dice, scenario), township=facts.township, site=facts.site, at=soon),
        )
    if facts.site:
        yield "other village", replace(told, site=_site(dice, facts.scenario, but=facts.site))
        yield "other township", replace(told, township=_beside(dice, facts.township))
    later = facts.at + timedelta(days=dice.randrange(330, 480))
    yield "other county", replace(told, township=_elsewhere(dice))
    yield "other year", replace(told, at=later, people=_about(dice, facts.people, 0.4))


def _facts(dice: random.Random, scenario: dict[str, Any]) -> Facts:
    lines = scenario["things"]
    things = tuple(
        (tuple(lines[i]), tuple(lines[i + 1]), dice.choice((10, 20, 35, 60, 120, 200)))
        for i in range(0, len(lines), 2)
    )
    county = dice.choice(partners())
    township = dice.choice(townships()[county])
    return Facts(
        scenario,
        things,
        township,
        _site(dice, scenario),
        dice.randrange(8, 400),
        dice.randrange(1, 40) * 5_000,
        NOW - timedelta(days=dice.randrange(300)),
    )


@cache
def townships() -> dict[str, tuple[str, ...]]:
    """Counties of some provinces that receive aid, with more than three townships each."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, _ in table.townships():
        if code.startswith(PROVINCES) and gazetteer().get(code[:6]):
            found[code[:6]].append(code)
    return {county: tuple(codes) for county, codes in found.items() if len(codes) > 3}


@cache
def partners() -> tuple[str, ...]:
    """The counties of ``townships``."""
    return tuple(townships())


def _site(dice: random.Random, scenario: dict[str, Any], but: str = "") -> str:
    kinds = SITES[scenario["site"]]
    kind = next((k for k in kinds if but.endswith(k)), dice.choice(kinds))
    names = [name for name in NAMES if not but.startswith(name)]
    return f"{dice.choice(names)}{'村' if kind == '小学' and dice.random() < 0.5 else ''}{kind}"


def _beside(dice: random.Random, township: str) -> str:
    return dice.choice([code for code in townships()[township[:6]] if code != township])


def _about(dice: random.Random, number: int, spread: float = 0.15) -> int:
    return max(3, round(number * dice.uniform(1 - spread, 1 + spread)))


def _read(dice: random.Random, text: str, facts: Facts, kind: str = "") -> Report:
    text = _where(dice, facts) + text
    if kind == "same, typos":
        text = _mistyped(dice, text)
    day = date(facts.at.year, facts.at.month, facts.at.day)
    need = understand(text, gazetteer(), day).need
    return Report(_placed(need, facts), facts.at)


def _placed(need: Need, facts: Facts) -> Need:
    """A place read wrong stands on the card, and is put right before anything is submitted."""
    place = need.place
    if place.code == facts.township and (place.site or "").endswith(facts.site):
        return need
    return replace(need, place=gazetteer().place(facts.township, facts.site or None))


def _told(dice: random.Random, facts: Facts) -> str:
    scenario = facts.scenario
    wanted = [
        f"{dice.choice(names)}{_about(dice, count)}{dice.choice(units)}"
        for names, units, count in facts.things
    ]
    dice.shuffle(wanted)
    people = dice.choice(scenario["people"]).replace("N", str(facts.people))
    why = [dice.choice(clause) for clause in scenario["why"] if dice.random() < 0.8]
    dice.shuffle(why)
    money = dice.choice((f"预算{_money(facts.money)}", f"大概要{_money(facts.money)}", ""))
    wish = dice.choice(("需要", "急需", "想申请", "缺", "请求支援"))
    helped = f"受益{people}" if dice.random() < 0.9 else ""
    parts = [f"{wish}{'、'.join(wanted)}", helped, *why, money if facts.money else ""]
    if dice.random() < 0.5:
        parts = [*parts[2:-1], *parts[:2], parts[-1]]
    joint = dice.choice(("，", "。", "；"))
    return joint.join(part for part in parts if part) + "。"


def _money(yuan: int | None) -> str:
    amount = yuan or 0
    return f"{amount / 10_000:g}万元" if amount >= 10_000 else f"{amount}元"


def _where(dice: random.Random, facts: Facts) -> str:
    place = gazetteer().place(facts.township)
    county, township = place.county or "", place.township or ""
    full = f"{place.province}{place.prefecture if place.prefecture != place.province else ''}"
    lead = dice.choice((full + county, (place.prefecture or "") + county, county, "我们" + county))
    return f"{lead}{township}{facts.site}"


def _mistyped(dice: random.Random, text: str) -> str:
    """A homophone, a character twice, or one left out, in every twenty-fifth place or so."""
    typed = []
    for place, char in enumerate(text):
        roll = dice.random()
        if place < 20 or char.isdigit() or roll > 0.04:
            typed.append(TYPOS.get(char, char) if roll < 0.5 else char)
        elif roll < 0.02:
            typed.append(char * 2)
    return "".join(typed)


def again(dice: random.Random, text: str) -> str:
    """A text told once more: its first clause stays first, the others change places, one goes."""
    first, *clauses = re.findall(r"[^，,。；;]+[，,。；;]?", text)
    dice.shuffle(clauses)
    return _mistyped(dice, "".join([first, *clauses[1:]]))

"""Rules that say whose a report is to review (分配规则), and who it is by them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from api.domain.category import Category
from api.domain.errors import Invalid, NotFound
from api.domain.need import Need, Urgency
from api.domain.region import Region, covers

LONGEST_NAME = 20  # characters
MOST_RULES = 50
MOST_REGIONS = 20


class RuleAct(StrEnum):
    """What can happen to the rules."""

    MADE = "made"
    CHANGED = "changed"
    UP = "up"
    DOWN = "down"
    OFF = "off"
    ON = "on"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """The Chinese label shown to staff."""
        return ACT_LABELS[self]


A = RuleAct
ACT_LABELS = {
    A.MADE: "新建规则",
    A.CHANGED: "修改规则",
    A.UP: "上移",
    A.DOWN: "下移",
    A.OFF: "停用",
    A.ON: "启用",
    A.DROPPED: "删除",
}


@dataclass(frozen=True, slots=True)
class AssignmentRule:
    """A need that lies in one of ``regions``, is of one of ``categories`` and as urgent as one of
    ``urgencies`` goes to whoever of ``reviewers`` (names of accounts) has the fewest open tickets.
    What is empty does not narrow."""

    name: str
    reviewers: tuple[str, ...]
    regions: tuple[Region, ...] = ()
    categories: tuple[Category, ...] = ()
    urgencies: tuple[Urgency, ...] = ()
    active: bool = True
    number: int = 0

    def __post_init__(self) -> None:
        """Refuse what nobody could tell apart, or what gives nothing to anybody.

        Raises:
            Invalid: ``field`` is ``name``, ``reviewers`` or ``regions``.
        """
        if not self.name:
            raise Invalid("name", "请给规则起个名字，比如“云南教育”。")
        if len(self.name) > LONGEST_NAME:
            raise Invalid("name", f"名字最多 {LONGEST_NAME} 字。请精简后再存。")
        if len(self.regions) > MOST_REGIONS:
            raise Invalid("regions", f"一条规则最多写 {MOST_REGIONS} 个地区。请分成几条。")
        if not self.reviewers:
            raise Invalid("reviewers", "请至少勾选一位审核人。")

    def fits(self, need: Need) -> bool:
        """Whether the rule speaks of this need."""
        code = need.place.code or ""
        return (
            (not self.regions or (bool(code) and covers(self.regions, code)))
            and (not self.categories or need.category in self.categories)
            and (not self.urgencies or need.urgency in self.urgencies)
        )


@dataclass(frozen=True, slots=True)
class AssignmentRules:
    """All of them, the one that is asked first at the front; ``version`` rises with every change
    (optimistic locking)."""

    rules: tuple[AssignmentRule, ...] = ()
    version: int = 0

    def rule(self, number: int) -> AssignmentRule:
        """The rule with that number.

        Raises:
            NotFound: there is none.
        """
        for rule in self.rules:
            if rule.number == number:
                return rule
        raise NotFound("没有找到这条规则，可能已经删了。请回到规则列表。")

    def with_new(self, rule: AssignmentRule) -> "AssignmentRules":
        """With one more at the end.

        Raises:
            Invalid: there are enough, or one of that name.
        """
        if len(self.rules) >= MOST_RULES:
            raise Invalid("name", f"最多 {MOST_RULES} 条规则。请先删去不用的。")
        number = max((one.number for one in self.rules), default=0) + 1
        return self._with((*self.rules, replace(rule, number=number)))

    def with_changed(self, number: int, rule: AssignmentRule) -> "AssignmentRules":
        """With what ``rule`` says in place of the one with that number, which stays on or off.

        Raises:
            NotFound, Invalid: there is none, or another one of that name.
        """
        before = self.rule(number)
        after = replace(rule, number=number, active=before.active)
        return self._with(tuple(after if one is before else one for one in self.rules))

    def after(self, act: RuleAct, number: int) -> "AssignmentRules":
        """Once a rule was moved, switched or dropped; what cannot be moved further stays.

        Raises:
            NotFound: there is none with that number.
        """
        rule = self.rule(number)
        at, rest = self.rules.index(rule), [one for one in self.rules if one is not rule]
        if act is A.DROPPED:
            return self._with(tuple(rest))
        step = {A.UP: -1, A.DOWN: 1}.get(act, 0)
        active = {A.ON: True, A.OFF: False}.get(act, rule.active)
        rest.insert(max(at + step, 0), replace(rule, active=active))
        return self._with(tuple(rest))

    def _with(self, rules: tuple[AssignmentRule, ...]) -> "AssignmentRules":
        names = [rule.name for rule in rules]
        if len(set(names)) < len(names):
            raise Invalid("name", "已经有一条同名的规则。请换个名字。")
        return AssignmentRules(rules, self.version + 1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a report can be given to. ``person`` is set once they linked their own chat,
    ``tickets`` are those they have to decide on now, ``regions`` where they work (all: none)."""

    username: str
    person: str | None
    tickets: int
    regions: tuple[Region, ...] = ()


class Assigned(NamedTuple):
    """By which rule a report goes to whom."""

    rule: str
    username: str


def assigned(
    rules: Iterable[AssignmentRule],
    need: Need,
    candidates: Sequence[Candidate],
    *,
    concerned: frozenset[str | None] = frozenset(),
    but: str | None = None,
) -> Assigned | None:
    """Whose the need is by the first rule that speaks of it and names somebody who may have it.

    Nobody gets what they themselves, one of the ``concerned`` persons, reported or answer for,
    what lies outside their regions, or what they let lie before (``but``). Of several, who has
    the fewest open tickets; of those with equally many, who stands first in the rule.
    """
    able = {
        one.username: one.tickets
        for one in candidates
        if one.username != but
        and (one.person is None or one.person not in concerned)
        and covers(one.regions, need.place.code)
    }
    for rule in rules:
        if rule.active and rule.fits(need):
            there = [name for name in rule.reviewers if name in able]
            if there:
                return Assigned(rule.name, min(there, key=lambda name: able[name]))
    return None

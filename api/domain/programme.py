"""A Programme (专项) as dated, sourced data: its rules and the facts they read."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from api.domain.parameter import TIERS, Parameter, Source
from api.domain.programme_facts import OWN, TOTAL, FactAsked, FactType, MoneyWords

# What is known of an applicant or project: an amount in yuan, a word, or yes/no.
Fact = Decimal | str | bool


class RuleKind(StrEnum):
    """What a rule does: decides, bounds the money, tells the way, or counsels."""

    REQUIRE = "require"
    LIMIT = "limit"
    PROCEDURE = "procedure"
    ADVICE = "advice"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return {"require": "条件", "limit": "限额", "procedure": "流程", "advice": "建议"}[
            self.value
        ]


class Check(StrEnum):
    """How a condition reads a fact."""

    ONE_OF = "one_of"  # the fact is one of the parameter's names
    PLACE_IN = "place_in"  # the fact is a place inside one of the parameter's places
    IS = "is"  # the fact equals ``expected``
    AT_LEAST = "at_least"  # the fact, an amount, is the parameter or more
    AT_MOST = "at_most"  # the fact, an amount, is the parameter or less


READS = {  # the kinds of fact each check can read
    Check.ONE_OF: {FactType.CHOICE, FactType.TEXT},
    Check.PLACE_IN: {FactType.PLACE},
    Check.IS: {FactType.CHOICE, FactType.YES_NO},
    Check.AT_LEAST: {FactType.YUAN, FactType.NUMBER},
    Check.AT_MOST: {FactType.YUAN, FactType.NUMBER},
}


class Bound(StrEnum):
    """How a limit turns its parameter into the largest subsidy."""

    SHARE = "share"  # parameter × total project input
    CAP = "cap"  # the parameter itself, yuan
    OWN_SHARE = "own_share"  # (1 − parameter) × total project input


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of one fact.

    ``parameter`` is the list for ``ONE_OF`` and ``PLACE_IN`` and the number for ``AT_LEAST``
    and ``AT_MOST``, ``expected`` the value for ``IS``. When the list is not ``closed`` (the
    source may be incomplete), a fact outside it is unknown rather than refused.
    """

    fact: str
    check: Check
    parameter: str | None = None
    expected: Fact | None = None
    closed: bool = True

    def __post_init__(self) -> None:
        """Refuse a check without what it compares with."""
        if (self.expected is None) is (self.check is Check.IS):
            raise ValueError(f"fact {self.fact}: check `is` and `expected` belong together")
        if (self.parameter is None) is not (self.check is Check.IS):
            raise ValueError(f"fact {self.fact}: check `{self.check}` takes a parameter")


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition, limit, step of procedure or piece of advice, with its source.

    ``text`` is the Chinese sentence shown. A ``REQUIRE`` has a ``condition``, a ``LIMIT`` a
    ``bound`` and its ``parameter``; a procedure may name a ``parameter`` whose sources may
    contradict. ``only_if`` restricts a rule to some applicants. A share is one of ``base``, a
    fact in yuan. ``who`` acts in a procedure and ``when``, ``prepare`` is what to bring: as far
    as the source says, in Chinese. ``unheld``: a requirement known to exist whose text was not
    found; it has no condition and is never decided.
    """

    id: str
    kind: RuleKind
    text: str
    source: Source
    tier: str
    condition: Condition | None = None
    only_if: Condition | None = None
    bound: Bound | None = None
    parameter: str | None = None
    base: str = TOTAL
    who: str = ""
    when: str = ""
    prepare: tuple[str, ...] = ()
    unheld: bool = False
    effective_from: date | None = None
    effective_to: date | None = None

    def __post_init__(self) -> None:
        """Refuse a rule that lacks what its kind needs."""
        if self.tier not in TIERS:
            raise ValueError(f"rule {self.id}: tier {self.tier!r} is not one of {TIERS}")
        if self.effective_from and self.effective_to and self.effective_to < self.effective_from:
            raise ValueError(f"rule {self.id}: ends on {self.effective_to}, before it begins")
        if self.unheld and self.kind is not RuleKind.REQUIRE:
            raise ValueError(f"rule {self.id}: only a requirement is left undecided as unheld")
        decided = self.condition is not None
        if decided is not (self.kind is RuleKind.REQUIRE and not self.unheld):
            raise ValueError(f"rule {self.id}: a requirement needs a condition, no other has one")
        if self.kind is RuleKind.LIMIT and (self.bound is None or self.parameter is None):
            raise ValueError(f"rule {self.id}: a limit needs a bound and a parameter")

    @property
    def reads(self) -> tuple[str, ...]:
        """The facts the rule looks at, by name."""
        names = [each.fact for each in (self.only_if, self.condition) if each]
        if self.kind is RuleKind.LIMIT and self.bound is not Bound.CAP:
            names += [TOTAL, OWN] if self.base == TOTAL else [self.base]
        return tuple(dict.fromkeys(names))

    def stands(self, as_of: date) -> bool:
        """Whether the rule holds on ``as_of``."""
        begun = self.effective_from is None or self.effective_from <= as_of
        return begun and (self.effective_to is None or as_of <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Programme:
    """A scheme with its own rules; nothing of it applies to another.

    ``aliases`` are the names people use. ``assumed`` is set on the one programme that a
    question about a project subsidy means when it names none. ``general``: it is general law
    (公开募捐资格, 税前扣除), not a fund with texts of its own.
    """

    key: str
    title: str
    aliases: tuple[str, ...]
    parameters: dict[str, Parameter]
    rules: tuple[Rule, ...]
    facts: dict[str, FactAsked]
    status_note: str = ""
    assumed: bool = False
    general: bool = False
    money: MoneyWords = field(default_factory=MoneyWords)

    def __post_init__(self) -> None:
        """Refuse a rule that names a parameter or a fact the programme does not have."""
        ids = [rule.id for rule in self.rules]
        if len(ids) > len(set(ids)):
            raise ValueError(f"{self.key}: two rules have the same id")
        for rule in self.rules:
            self._refuse_what_is_missing(rule)
        for name in sorted(self._amounts()):
            if name not in self.facts or self.facts[name].type is not FactType.YUAN:
                raise ValueError(f"{self.key}: a limit is of {name}, which is no fact in yuan")

    def _refuse_what_is_missing(self, rule: Rule) -> None:
        conditions = [each for each in (rule.condition, rule.only_if) if each]
        named = {rule.parameter, *(each.parameter for each in conditions)} - {None}
        if missing := named - self.parameters.keys():
            raise ValueError(f"rule {rule.id}: no parameter {missing}")
        if unasked := set(rule.reads) - self.facts.keys():
            raise ValueError(f"rule {rule.id}: no fact {unasked}")
        for each in conditions:
            self._refuse_what_cannot_be_compared(rule, each)

    def _refuse_what_cannot_be_compared(self, rule: Rule, condition: Condition) -> None:
        """A condition that no answer could meet would refuse everybody."""
        asked, key = self.facts[condition.fact], condition.parameter
        values = [each.value for each in self.parameters[key].values] if key else []
        if (
            asked.type not in READS[condition.check]
            or not all(isinstance(each, Decimal) is asked.type.is_amount for each in values)
            or not asked.may_be(condition.expected, *values)
        ):
            raise ValueError(
                f"rule {rule.id}: `{condition.check}` cannot compare {condition.fact} with "
                f"{condition.expected if key is None else key}"
            )

    def _amounts(self) -> set[str]:
        """The facts in yuan that the limits are of."""
        bases = {rule.base for rule in self.rules if rule.kind is RuleKind.LIMIT}
        return bases | {self.money.whole} if bases else bases

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every quotation that something of the programme rests on, each once."""
        values = (value.source for each in self.parameters.values() for value in each.values)
        return tuple(dict.fromkeys((*values, *(rule.source for rule in self.rules))))

    @property
    def bounded(self) -> bool:
        """Whether the programme publishes a limit, so that an amount can be computed."""
        return any(rule.kind is RuleKind.LIMIT for rule in self.rules)


def checked(programme: Programme, text_of: Callable[[str], str | None]) -> Programme:
    """``programme`` with every source marked stale whose document lacks its quotation.

    ``text_of`` gives a stored document's text by key, or ``None``. A stale source decides
    nothing: its rule is unknown and its limit gives no amount.
    """

    def source(each: Source) -> Source:
        return replace(each, stale=each.quote not in (text_of(each.document) or ""))

    def parameter(each: Parameter) -> Parameter:
        values = tuple(replace(value, source=source(value.source)) for value in each.values)
        return replace(each, values=values)

    return replace(
        programme,
        parameters={key: parameter(each) for key, each in programme.parameters.items()},
        rules=tuple(replace(rule, source=source(rule.source)) for rule in programme.rules),
    )

"""A Programme (专项) as dated, sourced data: parameters, rules and where each is written."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

# A value a parameter can hold: an amount or ratio, a wording, or a list of names.
Value = Decimal | str | tuple[str, ...]
# What is known of an applicant or project: an amount in yuan, a word, or yes/no.
Fact = Decimal | str | bool

TIERS = ("official", "digest", "press", "self_media")  # best first, as in knowledge.documents


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


class Bound(StrEnum):
    """How a limit turns its parameter into the largest subsidy."""

    SHARE = "share"  # parameter × total project input
    CAP = "cap"  # the parameter itself, yuan
    OWN_SHARE = "own_share"  # (1 − parameter) × total project input


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule is written: a document's key and a verbatim quotation from it.

    ``stale`` is set when the document no longer contains the quotation (see ``checked``).
    """

    document: str
    quote: str
    stale: bool = False


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A parameter's value with its source and the days it stands; ``None`` leaves an end open."""

    value: Value
    source: Source
    tier: str
    effective_from: date | None = None
    effective_to: date | None = None

    def __post_init__(self) -> None:
        """Refuse a tier that is not one of ``TIERS``."""
        if self.tier not in TIERS:
            raise ValueError(f"tier {self.tier!r}: expected one of {', '.join(TIERS)}")

    def stands(self, as_of: date) -> bool:
        """Whether the value holds on ``as_of``."""
        begun = self.effective_from is None or self.effective_from <= as_of
        return begun and (self.effective_to is None or as_of <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a parameter is on one day: the agreeing values, or the equals that contradict."""

    values: tuple[DatedValue, ...]

    @property
    def conflict(self) -> bool:
        """Whether sources of the same tier say different things."""
        return len({each.value for each in self.values}) > 1

    @property
    def value(self) -> Value | None:
        """The value all agree on; ``None`` when there is none or they contradict."""
        return self.values[0].value if self.values and not self.conflict else None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named figure or list of a programme, one entry per source that states it."""

    key: str
    label: str
    values: tuple[DatedValue, ...]

    def at(self, as_of: date) -> Resolution:
        """The values of the best tier that stand on ``as_of``; stale ones are left out."""
        standing = [v for v in self.values if v.stands(as_of) and not v.source.stale]
        best = min((TIERS.index(v.tier) for v in standing), default=0)
        return Resolution(tuple(v for v in standing if TIERS.index(v.tier) == best))


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of one fact.

    ``parameter`` is the list for ``ONE_OF`` and ``PLACE_IN``, ``expected`` the value for
    ``IS``. When the list is not ``closed`` (the source may be incomplete), a fact outside it
    is unknown rather than refused.
    """

    fact: str
    check: Check
    parameter: str | None = None
    expected: Fact | None = None
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition, limit, step of procedure or piece of advice, with its source.

    ``text`` is the Chinese sentence shown. A ``REQUIRE`` has a ``condition``, a ``LIMIT`` a
    ``bound`` and its ``parameter``; a procedure may name a ``parameter`` whose sources may
    contradict. ``only_if`` restricts a rule to some applicants.
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
    effective_from: date | None = None
    effective_to: date | None = None

    def __post_init__(self) -> None:
        """Refuse a rule that lacks what its kind needs."""
        if self.tier not in TIERS:
            raise ValueError(f"rule {self.id}: tier {self.tier!r} is not one of {TIERS}")
        if self.kind is RuleKind.REQUIRE and self.condition is None:
            raise ValueError(f"rule {self.id}: a requirement needs a condition")
        if self.kind is RuleKind.LIMIT and (self.bound is None or self.parameter is None):
            raise ValueError(f"rule {self.id}: a limit needs a bound and a parameter")

    def stands(self, as_of: date) -> bool:
        """Whether the rule holds on ``as_of``."""
        begun = self.effective_from is None or self.effective_from <= as_of
        return begun and (self.effective_to is None or as_of <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Programme:
    """A scheme with its own rules; nothing of it applies to another.

    ``aliases`` are the names people use. ``assumed`` is set on the one programme that a
    question about a project subsidy means when it names none.
    """

    key: str
    title: str
    aliases: tuple[str, ...]
    parameters: dict[str, Parameter]
    rules: tuple[Rule, ...]
    status_note: str = ""
    assumed: bool = False

    def __post_init__(self) -> None:
        """Refuse a rule that names a parameter the programme does not have."""
        for rule in self.rules:
            conditions = [each for each in (rule.condition, rule.only_if) if each]
            named = {rule.parameter, *(each.parameter for each in conditions)} - {None}
            if missing := named - self.parameters.keys():
                raise ValueError(f"{self.key}, rule {rule.id}: no parameter {missing}")

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

"""What a verdict says, rule by rule, ready to be shown in a chat, kept, and put on a page."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from api.domain.programme import RuleKind


@dataclass(frozen=True, slots=True)
class Quoted:
    """One source of a rule. ``value`` is what it says where sources contradict, else empty."""

    quote: str
    title: str
    tier: str
    path: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule applied: its text, whether it holds, and on which words it rests.

    ``answers`` are label and value of what it was judged by; ``amount`` is the largest amount of
    a limit, empty when not computable.
    """

    rule: str
    kind: str
    text: str
    holds: bool | None
    answers: tuple[tuple[str, str], ...]
    amount: str
    note: str
    conflict: bool
    sources: tuple[Quoted, ...]
    who: str
    when: str
    prepare: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """The whole verdict in words. Amounts are empty when they cannot be computed; ``short`` is
    what the own funds lack. ``ended`` is the last day of rules that stand no more."""

    title: str
    day: str
    outcome: str
    label: str
    status_note: str
    ended: str
    answers: tuple[tuple[str, str], ...]
    bounded: bool
    maximum_label: str
    maximum: str
    own_label: str
    own: str
    own_share: str
    own_said: str
    short: str
    missing: tuple[str, ...]
    rules: tuple[Finding, ...]

    def of(self, *kinds: RuleKind) -> tuple[Finding, ...]:
        """The findings of these kinds of rule, in order."""
        return tuple(each for each in self.rules if each.kind in kinds)

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        body: dict[str, Any] = json.loads(json.dumps(asdict(self)))  # lists, as they come back
        return body


def says_the_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two findings, as they are kept, say the same on whatever days they were made, and
    quote the same words wherever these stand by now."""
    return _substance(one) == _substance(other)


def _substance(said: dict[str, Any]) -> dict[str, Any]:
    rules = [
        rule | {"sources": [(each["quote"], each["value"]) for each in rule["sources"]]}
        for rule in said["rules"]
    ]
    return said | {"day": "", "title": "", "rules": rules}

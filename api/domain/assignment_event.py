"""How the rules of assignment (分配规则) changed: each entry holds all as they were then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from api.domain.assignment import AssignmentRule, RuleAct
from api.domain.category import Category
from api.domain.history import entry_hash
from api.domain.need import Urgency
from api.domain.region import Region


@dataclass(frozen=True, slots=True)
class RulesEvent:
    """One change; chained by hash. ``rule`` is the name of the rule it was done to, ``rules`` what
    stood after it, as JSON. ``ordinal`` counts the changes from 1."""

    ordinal: int
    at: datetime
    actor: str
    act: RuleAct
    rule: str
    rules: Sequence[Mapping[str, Any]]
    previous_hash: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 over this entry and the hash of the one before."""
        return entry_hash(
            [
                self.ordinal,
                self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                self.actor,
                self.act,
                self.rule,
                list(self.rules),
                self.previous_hash,
            ]
        )


def rule_json(rule: AssignmentRule) -> dict[str, Any]:
    """A rule as it is stored."""
    return {
        "number": rule.number,
        "name": rule.name,
        "regions": [[region.code, region.name] for region in rule.regions],
        "categories": list(rule.categories),
        "urgencies": list(rule.urgencies),
        "reviewers": list(rule.reviewers),
        "active": rule.active,
    }


def rule_from_json(body: Mapping[str, Any]) -> AssignmentRule:
    """The rule that was stored."""
    return AssignmentRule(
        number=body["number"],
        name=body["name"],
        regions=tuple(Region(*region) for region in body["regions"]),
        categories=tuple(Category(one) for one in body["categories"]),
        urgencies=tuple(Urgency(one) for one in body["urgencies"]),
        reviewers=tuple(body["reviewers"]),
        active=body["active"],
    )

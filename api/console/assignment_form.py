"""The form of a rule of assignment (分配规则): what was typed, and the rule it states."""

from dataclasses import dataclass

from api.console.region_field import regions_in
from api.console.visit import Fields
from api.domain.assignment import AssignmentRule
from api.domain.category import Category
from api.domain.need import Urgency
from knowledge.places.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class RuleForm:
    """The texts as typed and the boxes as ticked, to be shown again when something is wrong."""

    name: str = ""
    regions: str = ""
    categories: tuple[str, ...] = ()
    urgencies: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()

    @classmethod
    def sent(cls, fields: Fields) -> "RuleForm":
        """What the form sent."""
        return cls(
            name=" ".join(fields.one("name").split()),
            regions=fields.one("regions").strip(),
            categories=fields.all("categories"),
            urgencies=fields.all("urgencies"),
            reviewers=fields.all("reviewers"),
        )

    @classmethod
    def of(cls, rule: AssignmentRule) -> "RuleForm":
        """The form that would state what stands."""
        return cls(
            name=rule.name,
            regions="、".join(region.name for region in rule.regions),
            categories=tuple(map(str, rule.categories)),
            urgencies=tuple(map(str, rule.urgencies)),
            reviewers=rule.reviewers,
        )

    def rule(self, gazetteer: Gazetteer) -> AssignmentRule:
        """The rule stated; values that no form of ours has are left out.

        Raises:
            Invalid: ``field`` names what cannot be.
        """
        return AssignmentRule(
            name=self.name,
            regions=regions_in(self.regions, gazetteer),
            categories=tuple(one for one in Category if one in self.categories),
            urgencies=tuple(one for one in Urgency if one in self.urgencies),
            reviewers=tuple(dict.fromkeys(self.reviewers)),
        )

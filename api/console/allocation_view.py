"""A proposal as its page and its file show it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from api.desk.allocations import terms_of
from api.domain.allocation import Status, Why
from api.domain.job import Job, JobState
from api.domain.match_reasons import money
from api.pages.amounts import number

COLUMNS = (
    "工单", "需求", "地点", "类别", "紧急程度", "受益人数", "所需（元）", "结果", "出资方", "项目",
    "物品", "数额", "单位", "说明",
)  # fmt: skip
BADGES = {
    JobState.WAITING: "badge-wait",
    JobState.RUNNING: "badge-info",
    JobState.DONE: "badge-good",
    JobState.FAILED: "badge-lost",
}


@dataclass(frozen=True, slots=True)
class AllocationView:
    """One proposal, finished or not."""

    job: Job

    @property
    def badge(self) -> str:
        """The colour of its state."""
        return BADGES[self.job.state]

    @property
    def result(self) -> Mapping[str, Any]:
        """What came of it; empty while it is computed."""
        return self.job.result or {}

    @property
    def quality(self) -> str:
        """How good the proposal is, in a sentence."""
        status, gap = Status(self.result["status"]), self.result["gap"]
        if status is Status.OPTIMAL:
            return f"{status.label}，用时 {self.result['seconds']:.1f} 秒。"
        return (
            f"{status.label}，用时 {self.result['seconds']:.1f} 秒；"
            f"离理论上的最好结果最多差 {gap * 100:.1f}%。"
        )

    @property
    def conditions(self) -> tuple[tuple[str, str], ...]:
        """The terms it was asked under, by name."""
        terms = terms_of(self.job)
        found = [
            ("资金池", money(terms.pool_yuan)),
            ("资金池最多占每个需求的", f"{number(terms.pool_share * 100)}%"),
            ("覆盖比例至少", f"{number(terms.least_share * 100)}%"),
        ]
        if terms.pool_cap_yuan is not None:
            found.append(("资金池对每个需求最多", money(terms.pool_cap_yuan)))
        if terms.organisation_cap_yuan is not None:
            found.append(("每家机构最多出", money(terms.organisation_cap_yuan)))
        if terms.organisation_needs is not None:
            found.append(("每家机构最多承担", f"{terms.organisation_needs} 个需求"))
        return tuple(found)

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """Why needs are left out, each with how many, the most frequent first."""
        whys = [Why(one["why"]) for one in self.result["left_out"]]
        counted = {why.label: whys.count(why) for why in dict.fromkeys(whys)}
        return tuple(sorted(counted.items(), key=lambda pair: -pair[1]))

    def rows(self) -> Iterator[tuple[object, ...]]:
        """The file: a heading, a row for each proposed claim, then what is left out."""
        yield COLUMNS
        for need in self.result["covered"]:
            for grant in need["grants"]:
                given = (
                    grant["name"], grant["offer"], grant["item"], grant["amount"], grant["unit"],
                    grant["because"],
                )  # fmt: skip
                yield (*_facts(need), "建议", *given)
        for need in self.result["left_out"]:
            why = Why(need["why"]).label
            yield (*_facts(need), "未列入", "", "", "", "", "", f"{why}：{need['sentence']}")


def _facts(need: Mapping[str, Any]) -> tuple[object, ...]:
    names = ("ticket", "title", "place", "category", "urgency", "people", "asked_yuan")
    return tuple(need[name] for name in names)


def shown_amount(grant: Mapping[str, Any]) -> str:
    """5 万元, or 20 套冬衣."""
    amount = Decimal(grant["amount"])
    if grant["item"] is None:
        return money(amount)
    return f"{number(amount)} {grant['unit']}{grant['item']}"


def shown_yuan(amount: str | None) -> str:
    """5 万元; nothing for an amount nobody wrote."""
    return money(Decimal(amount)) if amount is not None else ""

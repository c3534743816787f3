"""Conflicts of interest of a claim (利益冲突): flagged for staff to weigh, never just refused."""

from collections.abc import Collection
from enum import StrEnum


class Conflict(StrEnum):
    """Somebody who acts for the claiming organisation also stands on the other side."""

    REPORTER = "reporter"
    HOLDER = "holder"
    REVIEWER = "reviewer"

    @property
    def label(self) -> str:
        """Who that is, for staff."""
        return {
            "reporter": "机构的成员就是这件需求的上报人",
            "holder": "机构的成员就是负责这件需求的岗位的现任",
            "reviewer": "审核这件需求的工作人员是机构的成员",
        }[self.value]


def conflicts(
    members: Collection[str], *, reporter: str, holder: str | None, reviewer: str | None
) -> tuple[Conflict, ...]:
    """The conflicts of an organisation whose ``members`` (person ids) are these; ``reviewer`` is
    the person behind the member of staff who reviewed the need, where it is known."""
    sides = (
        (Conflict.REPORTER, reporter),
        (Conflict.HOLDER, holder),
        (Conflict.REVIEWER, reviewer),
    )
    return tuple(conflict for conflict, person in sides if person and person in members)

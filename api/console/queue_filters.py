"""The fields one narrows the list by, each value with how many tickets it would leave."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from api.console.queue_query import NOBODY, QueueQuery
from api.domain.category import Category
from api.domain.need import Urgency
from api.domain.queue_days import Age, Due
from api.store import ticket_counts
from api.store.ticket_counts import TicketCounts


class Choice(NamedTuple):
    """One value of a field, as the address has it and as it is shown."""

    value: str
    label: str
    tickets: int


@dataclass(frozen=True, slots=True)
class FilterField:
    """A field with a closed list of values; ``anything`` is what not to narrow is called."""

    name: str
    label: str
    anything: str
    chosen: str
    choices: tuple[Choice, ...]


def filter_fields(
    query: QueueQuery, counts: TicketCounts, reviewers: Iterable[str], provinces: Iterable[str]
) -> tuple[FilterField, ...]:
    """All of them, in the order they are shown."""
    nobody = Choice(NOBODY, "还没有人负责", counts.reviewer.get(ticket_counts.NOBODY, 0))
    people = (Choice(name, name, counts.reviewer.get(name, 0)) for name in reviewers)
    return (
        FilterField(
            "category",
            "类别",
            "全部",
            query.category or "",
            tuple(Choice(one, one.label, counts.category.get(one, 0)) for one in Category),
        ),
        FilterField(
            "urgency",
            "紧急程度",
            "全部",
            query.urgency or "",
            tuple(Choice(one, one.label, counts.urgency.get(one, 0)) for one in Urgency),
        ),
        FilterField(
            "due",
            "审核时限",
            "不限",
            query.due or "",
            tuple(Choice(one, one.label, counts.due.get(one, 0)) for one in Due),
        ),
        FilterField(
            "age",
            "等待时间",
            "不限",
            query.age or "",
            tuple(Choice(one, one.label, counts.age.get(one, 0)) for one in Age),
        ),
        FilterField("reviewer", "审核人", "全部", query.reviewer, (nobody, *people)),
        FilterField(
            "province",
            "省份",
            "全部",
            query.province,
            tuple(Choice(name, name, counts.province.get(name, 0)) for name in provinces),
        ),
    )

"""A subscription (订阅): a search for needs whose new results are told, once a day at most."""

from dataclasses import dataclass
from datetime import datetime, time

from api.domain.errors import Invalid
from api.domain.need_query import NeedQuery

MOST = 10  # subscriptions of one person
TOLD = 5  # needs named in one digest; a link leads to the others
MORNING = (time(8), time(11))  # in Asia/Shanghai; a service that was down then tells tomorrow
LONGEST_LABEL = 100
EVERYTHING = "全部需求"


@dataclass(frozen=True, slots=True)
class Subscription:
    """``query`` as the parameters of an address, ``label`` its filters in words. Whatever was
    published until ``told_until`` (UTC) was told, or was there before."""

    number: int
    query: str
    label: str
    told_until: datetime


def is_morning(local: time) -> bool:
    """Whether digests are sent at that time of day in Shanghai."""
    return MORNING[0] <= local < MORNING[1]


def label_of(query: NeedQuery) -> str:
    """The filters in words: 云南省、教育、5万元以内."""
    label = "、".join(chip.label for chip in query.chips()) or EVERYTHING
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def check_room(held: int) -> None:
    """Refuse one more than there may be.

    Raises:
        Invalid: the person has as many as they may.
    """
    if held >= MOST:
        raise Invalid("query", f"最多同时订阅 {MOST} 项。请先在“我的订阅”里停掉一项，再来订阅。")

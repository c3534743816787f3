"""A public need as its page, its card and the desk's preview show it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal

from api.clock import SHANGHAI
from api.domain.claimable import shown
from api.domain.need import Item, Urgency
from api.domain.public_need import PUBLIC, PublicNeed
from api.domain.publication import Notice
from api.domain.ticket import Ticket, TicketStatus
from api.pages.amounts import number, yuan

S = TicketStatus
BADGES = {
    S.PUBLISHED: "badge-info",
    S.PARTLY_CLAIMED: "badge-wait",
    S.CLAIMED: "badge-good",
    S.IN_PROGRESS: "badge-good",
    S.DELIVERED: "badge-good",
}
LABELS = {S.PUBLISHED: "等待认领"}  # what everybody reads in place of the desk's word
CAN_CLAIM = frozenset({S.PUBLISHED, S.PARTLY_CLAIMED})


@dataclass(frozen=True, slots=True)
class Step:
    """One state the need came to in public, and the day in Shanghai."""

    label: str
    day: str


@dataclass(frozen=True, slots=True)
class NeedView:
    """A need in words. ``notice`` is the public notice while it runs."""

    need: PublicNeed
    notice: Notice | None = None
    steps: tuple[Step, ...] = ()

    @property
    def status(self) -> str:
        """The state in words."""
        return LABELS.get(self.need.status, self.need.status.label)

    @property
    def badge(self) -> str:
        """The class of the state's badge."""
        return BADGES.get(self.need.status, "badge-info")

    @property
    def pressing(self) -> str:
        """急需 or 突发困难, else empty."""
        urgency = self.need.urgency
        return urgency.label if urgency in (Urgency.URGENT, Urgency.SUDDEN) else ""

    @property
    def category(self) -> str:
        """The category in words."""
        return self.need.category.label if self.need.category else "其他"

    @property
    def place(self) -> str:
        """The divisions down to the township or the county."""
        return str(self.need.place) or "地点没有公开"

    @property
    def short_place(self) -> str:
        """The province and the county."""
        place = self.need.place
        lowest = place.county or place.prefecture or ""
        return f"{place.province or ''}{lowest}" or self.place

    @property
    def items(self) -> tuple[str, ...]:
        """What is lacking, each with its quantity."""
        return tuple(map(item_text, self.need.items))

    @property
    def lacking(self) -> str:
        """The money still open, else the items, else nothing."""
        if self.need.open_yuan is not None:
            return f"还差 {yuan(self.need.open_yuan)}" if self.need.open_yuan else "资金已有着落"
        return "、".join(self.items)

    @property
    def left(self) -> str:
        """What may still be claimed of a need that is claimed in part."""
        return shown(self.need.left) if self.need.left and self.can_be_claimed else ""

    @property
    def deadline(self) -> str:
        """The last day, else what was said of it."""
        return _day(self.need.deadline_date) if self.need.deadline_date else self.need.deadline

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The facts, labelled, in the order shown; what is unknown is left out."""
        need = self.need
        known = (
            ("地点", self.place),
            ("需要", "、".join(self.items)),
            ("帮助谁", need.people),
            ("资金需求", "" if need.wanted_yuan is None else yuan(need.wanted_yuan)),
            ("可认领", self.left),
            ("最晚", self.deadline),
            ("上报于", f"{need.month.year}年{need.month.month}月" if need.month else ""),
        )
        return tuple((label, text) for label, text in known if text)

    @property
    def percent(self) -> int | None:
        """The share that was taken on in whole percent, rounded down; ``None`` when unknown."""
        claimed = self.need.claimed
        if claimed is None:
            return None
        return int((claimed * 100).quantize(Decimal(1), rounding=ROUND_DOWN))

    @property
    def progress(self) -> str:
        """How far it is taken on, in words."""
        if self.percent is None:
            return "已认领一部分"
        return f"已认领 {self.percent}%" if self.percent else "还没有机构认领"

    @property
    def can_be_claimed(self) -> bool:
        """Whether something is open."""
        return self.need.status in CAN_CLAIM

    @property
    def notice_line(self) -> str:
        """公示期 in words, while it runs."""
        if self.notice is None:
            return ""
        return f"公示期 {_day(self.notice.starts)}至 {_day(self.notice.ends)}"

    @property
    def summary(self) -> str:
        """One line for previews of a link."""
        parts = (self.short_place, self.category, self.lacking, self.status)
        return "，".join(dict.fromkeys(part for part in parts if part))


def need_view(need: PublicNeed, notice: Notice | None, today: date) -> NeedView:
    """The need as it is shown on ``today`` (in Shanghai)."""
    running = notice if notice is not None and notice.is_running(today) else None
    return NeedView(need, running)


def public_steps(ticket: Ticket) -> tuple[Step, ...]:
    """The states it came to in public since it was last published, oldest first."""
    steps: list[Step] = []
    for entry in ticket.history:
        if entry.status_to is entry.status_from:
            continue
        if entry.status_to is S.PUBLISHED and entry.status_from is S.ACCEPTED:
            steps = [Step("公开发布", _local(entry.at))]
        elif entry.status_to in PUBLIC and steps:
            steps.append(Step(LABELS.get(entry.status_to, entry.status_to.label), _local(entry.at)))
    return tuple(steps)


def item_text(item: Item) -> str:
    """冬衣 200 套."""
    if item.quantity is None:
        return item.name
    return f"{item.name} {number(item.quantity)} {item.unit or ''}".rstrip()


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _local(at: datetime) -> str:
    return _day(at.astimezone(SHANGHAI).date())

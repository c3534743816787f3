"""How moments, spans and sizes read on the desk's pages."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from api.clock import SHANGHAI
from api.console.browsers import browser_name
from api.domain.duties import Duty, Role, in_order
from api.domain.webhook import WebhookEvent
from api.pages.amounts import number

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def moment(at: datetime) -> str:
    """Date and time in Shanghai: 2026-09-01 12:00."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def month(at: datetime) -> str:
    """The month in Shanghai: 2026年9月."""
    local = at.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月"


def exact_moment(at: datetime) -> str:
    """The same to the second, where attempts follow each other quickly."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def span(since: datetime, until: datetime) -> str:
    """How long it has been, in the largest whole unit: 3 天, 5 小时, 20 分钟."""
    seconds = int((until - since).total_seconds())
    for unit, name in ((DAY, "天"), (HOUR, "小时"), (MINUTE, "分钟")):
        if seconds >= unit:
            return f"{seconds // unit} {name}"
    return "不到 1 分钟"


def seconds(begin: datetime, end: datetime) -> str:
    """The length of one attempt: 0.4 秒."""
    return f"{(end - begin).total_seconds():.1f} 秒"


def size(count: int) -> str:
    """The size of a file: 1.2 MB, 34 KB."""
    if count >= 1024 * 1024:
        return f"{count / 1024 / 1024:.1f} MB"
    return f"{max(1, round(count / 1024))} KB"


def percent(score: float) -> str:
    """A score from 0 to 1: 87%."""
    return f"{round(score * 100)}%"


def webhook_event(name: str) -> str:
    """What a webhook was told, in words."""
    return WebhookEvent(name).label


def duties(role: Role) -> str:
    """What a role is there for, in the words of the desk: 查看需求、审核需求."""
    return "、".join(duty.label for duty in Duty if duty in role.duties)


FILTERS: dict[str, Callable[..., Any]] = {
    "moment": moment,
    "month": month,
    "exact_moment": exact_moment,
    "seconds": seconds,
    "browser_name": browser_name,
    "size": size,
    "number": number,
    "span": span,
    "percent": percent,
    "webhook_event": webhook_event,
    "duties": duties,
    "in_order": in_order,
}

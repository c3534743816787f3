"""A webhook (推送): another system that is told, at an address of its own, what happened."""

import ipaddress
import json
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from secrets import token_urlsafe
from urllib.parse import urlsplit

from api.domain.errors import Invalid
from api.domain.ticket import TicketStatus

S = TicketStatus
LONGEST_NAME = 60
LONGEST_URL = 500
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # leads to an address of version 4, public or not
_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?")

NOT_A_URL = "请写完整的网址，比如 https://example.org/hooks/shanhai，不带用户名和井号。"
NOT_SECURE = "网址要以 https:// 开头，内容才不会在路上被看到。"
NOT_PUBLIC = "这个网址指向内部网络，不能推送。请换一个公网地址，或由运维开放内网推送。"


class WebhookEvent(StrEnum):
    """What another system may be told of; ``PING`` is sent by hand, to try."""

    ACCEPTED = "need.accepted"
    PUBLISHED = "need.published"
    CLAIMED = "need.claimed"
    UNDERWAY = "need.underway"
    DELIVERED = "need.delivered"
    CLOSED = "need.closed"
    WITHDRAWN = "need.withdrawn"
    APPLICATION = "application.decided"
    PING = "ping"

    @property
    def label(self) -> str:
        """The Chinese label shown to administrators."""
        return LABELS[self]


E = WebhookEvent
LABELS = {
    E.ACCEPTED: "需求受理（还没有公开）",
    E.PUBLISHED: "需求公开发布",
    E.CLAIMED: "认领有变化",
    E.UNDERWAY: "开始实施",
    E.DELIVERED: "已送达",
    E.CLOSED: "已办结",
    E.WITHDRAWN: "撤回或停止公开",
    E.APPLICATION: "申报有决定",
    E.PING: "测试",
}
TICKABLE = tuple(event for event in E if event is not E.PING)

_COMES = {
    S.ACCEPTED: E.ACCEPTED,
    S.PUBLISHED: E.PUBLISHED,
    S.PARTLY_CLAIMED: E.CLAIMED,
    S.CLAIMED: E.CLAIMED,
    S.IN_PROGRESS: E.UNDERWAY,
    S.DELIVERED: E.DELIVERED,
    S.CLOSED: E.CLOSED,
}
_KNOWN_OUTSIDE = frozenset({S.ACCEPTED, S.PUBLISHED})  # before these nobody was told of it


def event_of(before: TicketStatus, after: TicketStatus) -> WebhookEvent | None:
    """What others are told when a ticket moves; ``None`` when it stays, or nobody knows of it."""
    if before is after:
        return None
    if after is S.WITHDRAWN or (before, after) == (S.PUBLISHED, S.ACCEPTED):
        return E.WITHDRAWN if before in _KNOWN_OUTSIDE else None
    if after is S.PUBLISHED and before is not S.ACCEPTED:
        return E.CLAIMED  # the last claim ended: all of it is open again
    return _COMES.get(after)


@dataclass(frozen=True, slots=True)
class WebhookFacts:
    """What an administrator states of a webhook.

    Raises:
        Invalid: ``field`` names what cannot be.
    """

    name: str
    url: str
    events: tuple[WebhookEvent, ...]

    def __post_init__(self) -> None:
        """Refuse what could never be delivered; where the address leads is checked elsewhere."""
        if not (self.name and len(self.name) <= LONGEST_NAME):
            raise Invalid("name", f"请写名称，不超过 {LONGEST_NAME} 个字。")
        parts_of(self.url)
        if not self.events or E.PING in self.events:
            raise Invalid("events", "请至少勾选一件要推送的事。")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an address that decide where it leads."""

    host: str
    port: int
    is_secure: bool


def parts_of(url: str) -> Parts:
    """The parts of ``url``.

    Raises:
        Invalid: it is no address of a web server.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Invalid("url", NOT_A_URL) from None
    is_secure = parts.scheme == "https"
    good_host = _HOST.fullmatch(host) or ":" in host  # an address of version 6, which was parsed
    printable = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST_URL
    extra = parts.username or parts.password or parts.fragment
    if not (printable and good_host and parts.scheme in {"http", "https"}) or extra:
        raise Invalid("url", NOT_A_URL)
    return Parts(host, port or (443 if is_secure else 80), is_secure)


def is_public_address(address: str) -> bool:
    """Whether an IP address is one of the internet, not of a network inside or of this machine."""
    found = ipaddress.ip_address(address)
    if found.version == 6 and found in _NAT64:
        return False
    return found.is_global and not found.is_multicast


@dataclass(frozen=True, slots=True)
class Webhook:
    """A webhook as it stands. ``secret`` signs what is sent; moments are in UTC."""

    number: int
    facts: WebhookFacts
    secret: str
    paused: bool
    removed: bool
    made_by: str
    made_at: datetime
    version: int

    @property
    def state(self) -> str:
        """What was decided of it, for its history; without the secret."""
        return json.dumps(
            {
                "name": self.facts.name,
                "url": self.facts.url,
                "events": sorted(self.facts.events),
                "paused": self.paused,
                "removed": self.removed,
                "version": self.version,
            },
            ensure_ascii=False,
            sort_keys=True,
        )


def new_secret() -> str:
    """A secret of 256 random bits, for both sides of a webhook."""
    return "whsec_" + token_urlsafe(32)

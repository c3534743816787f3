"""The list of posts as shown: which part of it, and how each post reads."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from api.desk.posts import PostLine
from api.domain.post import PostAct, PostState
from api.domain.post_event import SERVICE, PostEvent
from api.store.people import Channel

S = PostState
PERSON = re.compile("[0-9a-f]{32}")  # an id as api.store.people makes them
NOTES = {PostAct.CHANGED: "任期 {note}", PostAct.REMINDED: "提前 {note} 天，已在聊天里告知持有人"}
SOON = 30  # days before the end of a term at which a post is pressing
CHANNELS = {"web": "网页", "telegram": "Telegram", "wecom": "企业微信"}
BADGES = {
    S.VACANT: "badge-wait",
    S.OFFERED: "badge-wait",
    S.HELD: "badge-good",
    S.HANDING_OVER: "badge-wait",
    S.ENDED: "",
}


def is_soon(line: PostLine) -> bool:
    """Whether the term of somebody in the post ends within weeks."""
    left = line.days_left
    return line.post.holder is not None and left is not None and 0 <= left <= SOON


PARTS: dict[str, tuple[str, Callable[[PostLine], bool]]] = {
    "": ("全部在用", lambda line: line.post.state is not S.ENDED),
    "overdue": ("到期未交接", lambda line: line.overdue),
    "soon": ("30 天内到期", is_soon),
    "vacant": ("没有人在岗", lambda line: line.post.state in (S.VACANT, S.OFFERED)),
    "ended": ("已撤销", lambda line: line.post.state is S.ENDED),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the list to choose."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One post in the list."""

    line: PostLine
    address: str
    badge: str
    term: str
    term_badge: str
    holder: str


def rows(lines: tuple[PostLine, ...], part: str) -> tuple[Row, ...]:
    """The posts of one part; an unknown one is all in use."""
    belongs = PARTS.get(part, PARTS[""])[1]
    return tuple(row_of(line) for line in lines if belongs(line))


def parts(lines: tuple[PostLine, ...], chosen: str) -> tuple[Part, ...]:
    """The parts with how many posts each has."""
    chosen = chosen if chosen in PARTS else ""
    return tuple(
        Part(
            label=label,
            count=sum(map(belongs, lines)),
            address=f"/desk/posts?part={name}" if name else "/desk/posts",
            chosen=name == chosen,
        )
        for name, (label, belongs) in PARTS.items()
    )


def row_of(line: PostLine) -> Row:
    """How one post reads."""
    post = line.post
    return Row(
        line=line,
        address=f"/desk/posts/{post.number}",
        badge=BADGES[post.state],
        term=_left(line),
        term_badge="badge-lost" if line.overdue else "badge-wait" if is_soon(line) else "",
        holder=holder(line.channels) if post.holder else "",
    )


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the history as shown."""

    at: datetime
    what: str
    who: str
    note: str


def told(history: tuple[PostEvent, ...]) -> tuple[Told, ...]:
    """The history, the newest entry first; persons stay without a name."""
    return tuple(
        Told(
            at=event.at,
            what=event.act.label,
            who=_actor(event),
            note=NOTES.get(event.act, "{note}").format(note=event.note) if event.note else "",
        )
        for event in reversed(history)
    )


def _actor(event: PostEvent) -> str:
    if event.actor == SERVICE:
        return "系统"
    if PERSON.fullmatch(event.actor):
        return "接任者" if event.act is PostAct.TAKEN else "持有人"
    return event.actor


def holder(channels: tuple[Channel, ...]) -> str:
    """Who holds it, as far as staff need to see: by which channels, masked."""
    return "、".join(f"{CHANNELS.get(one.channel, one.channel)} {one.chat}" for one in channels)


def _left(line: PostLine) -> str:
    if line.overdue and line.days_left is not None:
        return f"已过 {-line.days_left} 天，未交接"
    if is_soon(line):
        return f"还有 {line.days_left} 天"
    return ""

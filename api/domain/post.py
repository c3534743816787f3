"""A Post (岗位): the rotating position that owns needs, its term and the table of its states."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from api.domain.errors import Invalid, WrongMove

LONGEST_NAME = 60  # characters of a title or a unit
LONGEST_TERM = timedelta(days=6 * 366)  # two rotations of three years
REMINDED_BEFORE = (30, 7)  # days before the end of a term at which its holder is told


class PostState(StrEnum):
    """Where a post stands."""

    VACANT = "vacant"
    OFFERED = "offered"
    HELD = "held"
    HANDING_OVER = "handing_over"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return LABELS[self]


class PostAct(StrEnum):
    """What can happen to a post. ``LAPSED``: its invitation ran out unused."""

    MADE = "made"
    CHANGED = "changed"
    INVITED = "invited"
    REVOKED = "revoked"
    LAPSED = "lapsed"
    TAKEN = "taken"
    REMINDED = "reminded"
    OVERDUE = "overdue"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The Chinese label shown to staff."""
        return ACT_LABELS[self]


S, A = PostState, PostAct
LABELS = {
    S.VACANT: "空缺",
    S.OFFERED: "待接受",
    S.HELD: "在岗",
    S.HANDING_OVER: "交接中",
    S.ENDED: "已撤销",
}
ACT_LABELS = {
    A.MADE: "新建岗位",
    A.CHANGED: "修改岗位",
    A.INVITED: "发出邀请",
    A.REVOKED: "撤回邀请",
    A.LAPSED: "邀请过期",
    A.TAKEN: "接任",
    A.REMINDED: "提醒到期",
    A.OVERDUE: "到期未交接",
    A.CLOSED: "撤销岗位",
}

# The whole state machine: what an act makes of a post. What is not listed is not allowed.
MOVES: dict[PostState, dict[PostAct, PostState]] = {
    S.VACANT: {A.CHANGED: S.VACANT, A.INVITED: S.OFFERED, A.CLOSED: S.ENDED},
    S.OFFERED: {
        A.CHANGED: S.OFFERED,
        A.INVITED: S.OFFERED,
        A.REVOKED: S.VACANT,
        A.LAPSED: S.VACANT,
        A.TAKEN: S.HELD,
        A.CLOSED: S.ENDED,
    },
    S.HELD: {
        A.CHANGED: S.HELD,
        A.INVITED: S.HANDING_OVER,
        A.REMINDED: S.HELD,
        A.OVERDUE: S.HELD,
        A.CLOSED: S.ENDED,
    },
    S.HANDING_OVER: {
        A.CHANGED: S.HANDING_OVER,
        A.INVITED: S.HANDING_OVER,
        A.REVOKED: S.HELD,
        A.LAPSED: S.HELD,
        A.TAKEN: S.HELD,
        A.REMINDED: S.HANDING_OVER,
        A.OVERDUE: S.HANDING_OVER,
        A.CLOSED: S.ENDED,
    },
    S.ENDED: {},
}


@dataclass(frozen=True, slots=True)
class Term:
    """The dates of a posting (任期), both days included."""

    starts: date
    ends: date

    def __post_init__(self) -> None:
        """Refuse dates that are no term.

        Raises:
            Invalid: ``field`` is ``ends``.
        """
        if self.ends <= self.starts:
            raise Invalid("ends", "任期的结束日期要晚于开始日期。请核对后再填。")
        if self.ends - self.starts > LONGEST_TERM:
            raise Invalid("ends", "任期最长六年。请核对年份后再填。")

    def __str__(self) -> str:
        """As people read it."""
        return f"{self.starts.isoformat()} 至 {self.ends.isoformat()}"


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What an administrator states of a post. ``county`` is its full name, ``county_code`` its
    GB/T 2260 code, ``unit`` who posts people there (派出单位)."""

    title: str
    county: str
    county_code: str | None
    unit: str
    term: Term | None

    def __post_init__(self) -> None:
        """Refuse what nobody could recognise.

        Raises:
            Invalid: ``field`` is ``title`` or ``unit``.
        """
        for field, label, text in (("title", "岗位名称", self.title), ("unit", "单位", self.unit)):
            if len(text) > LONGEST_NAME:
                raise Invalid(field, f"{label}最多 {LONGEST_NAME} 字。请精简后再填。")
        if not self.title:
            raise Invalid("title", "请填写岗位名称，比如“驻县联络员”。")


@dataclass(frozen=True, slots=True)
class Post:
    """A post as it stands. ``holder`` is a person id, ``since`` when they took it (UTC);
    ``version`` rises with every change (optimistic locking)."""

    number: int
    facts: PostFacts
    state: PostState = PostState.VACANT
    holder: str | None = None
    since: datetime | None = None
    version: int = 1

    @property
    def name(self) -> str:
        """County, unit and title, as people say it."""
        return "".join(filter(None, (self.facts.county, self.facts.unit, self.facts.title)))

    @property
    def term(self) -> Term | None:
        """The dates of the posting."""
        return self.facts.term

    def days_left(self, today: date) -> int | None:
        """Days until the last day of the term, negative after it; ``None`` without a term."""
        return (self.term.ends - today).days if self.term else None

    def is_overdue(self, today: date) -> bool:
        """Whether the term is over and nobody has taken over (到期未交接)."""
        left = self.days_left(today)
        return self.holder is not None and left is not None and left < 0

    def after(self, act: PostAct) -> "Post":
        """This post once ``act`` happened.

        Raises:
            WrongMove: the table ``MOVES`` does not allow it.
        """
        if act not in MOVES[self.state]:
            raise WrongMove(
                f"岗位“{self.name}”现在是“{self.state.label}”，不能{act.label}。"
                "请刷新页面，按最新状态处理。"
            )
        return replace(self, state=MOVES[self.state][act], version=self.version + 1)

    def taken_by(self, person: str, at: datetime) -> "Post":
        """This post in the hands of ``person``.

        Raises:
            WrongMove: nobody was invited to it.
        """
        return replace(self.after(PostAct.TAKEN), holder=person, since=at)

    def closed(self) -> "Post":
        """This post without a holder, for good.

        Raises:
            WrongMove: it is closed already.
        """
        return replace(self.after(PostAct.CLOSED), holder=None)


def reminder_due(days_left: int, told: frozenset[int]) -> int | None:
    """The reminder (days before the end) that is due and not in ``told``; only the latest counts,
    so whoever takes a post late in its term is told once and not twice."""
    due = [days for days in REMINDED_BEFORE if 0 <= days_left <= days]
    latest = min(due, default=None)
    return latest if latest is not None and latest not in told else None


def post_for(held: Sequence[Post], code: str | None) -> int | None:
    """The post, of those ``held`` (the one taken last first), that a need at the division ``code``
    (GB/T 2260) belongs to: the one of that county, else the first; ``None`` when none is held."""
    there = [
        post
        for post in held
        if code and post.facts.county_code and code.startswith(post.facts.county_code)
    ]
    return next((post.number for post in (*there, *held)), None)

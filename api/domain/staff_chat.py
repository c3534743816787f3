"""A person's talk with staff (人工对话): who holds it, what may happen to it, its history."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from api.domain.errors import NotAllowed, WrongMove
from api.domain.history import entry_hash

# After this long without anybody taking it the person is told once, and may leave a question.
UNTAKEN_AFTER = timedelta(hours=2)
# Whoever comes back after such a pause has forgotten why nobody answers: they are told once more.
SAY_AGAIN_AFTER = timedelta(hours=12)


class ChatState(StrEnum):
    """Where a talk stands. While it is open, the bot says nothing of its own accord."""

    WAITING = "waiting"
    UNDER_WAY = "under_way"
    HANDED_BACK = "handed_back"
    CLOSED = "closed"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """The Chinese label staff see."""
        return LABELS[self]


class ChatAct(StrEnum):
    """What happened to a talk; the history lists these."""

    OPENED = "opened"
    TAKEN = "taken"
    TAKEN_OVER = "taken_over"
    READ = "read"
    ANSWERED = "answered"
    REMINDED = "reminded"
    HANDED_BACK = "handed_back"
    CLOSED = "closed"
    ENDED = "ended"
    LEFT = "left"

    @property
    def label(self) -> str:
        """What it is called on the desk."""
        return ACTS[self]


S, A = ChatState, ChatAct
OPEN = frozenset({S.WAITING, S.UNDER_WAY})
LABELS = {
    S.WAITING: "等待接手",
    S.UNDER_WAY: "接待中",
    S.HANDED_BACK: "已交还",
    S.CLOSED: "已结束",
    S.ENDED: "对方已结束",
}
ACTS = {
    A.OPENED: "转人工",
    A.TAKEN: "接手",
    A.TAKEN_OVER: "改由本人接手",
    A.READ: "查看",
    A.ANSWERED: "回复",
    A.REMINDED: "无人接手，已告知对方",
    A.HANDED_BACK: "交还自动服务",
    A.CLOSED: "结束对话",
    A.ENDED: "对方回到自动服务",
    A.LEFT: "对方改为留下问题",
}

# The whole state machine: in which states an act may happen, and the state it leads to
# (``None``: it stays where it is). Whoever ends a talk from the desk has to hold it.
MOVES: dict[ChatAct, tuple[frozenset[ChatState], ChatState | None]] = {
    A.TAKEN: (frozenset({S.WAITING}), S.UNDER_WAY),
    A.TAKEN_OVER: (frozenset({S.UNDER_WAY}), S.UNDER_WAY),
    A.READ: (frozenset(S), None),
    A.ANSWERED: (frozenset({S.UNDER_WAY}), None),
    A.REMINDED: (frozenset({S.WAITING}), None),
    A.HANDED_BACK: (frozenset({S.UNDER_WAY}), S.HANDED_BACK),
    A.CLOSED: (frozenset({S.UNDER_WAY}), S.CLOSED),
    A.ENDED: (OPEN, S.ENDED),
    A.LEFT: (OPEN, S.ENDED),
}
OF_HOLDER = frozenset({A.ANSWERED, A.HANDED_BACK, A.CLOSED})


@dataclass(frozen=True, slots=True)
class ChatEvent:
    """Who did what with a talk, and when (UTC); chained by hash.

    ``actor`` is a username or a person id. ``line`` is the number of the line that was written,
    or up to which it was read.
    """

    at: datetime
    actor: str
    act: ChatAct
    line: int | None = None
    previous_hash: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 over this entry and the hash of the one before."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return entry_hash([at, self.actor, self.act, self.line, self.previous_hash])


@dataclass(frozen=True, slots=True)
class StaffChat:
    """One talk. ``holder`` is the member of staff who answers, alone, until another takes over."""

    number: int
    person: str
    opened_at: datetime
    state: ChatState = ChatState.WAITING
    holder: str | None = None
    events: tuple[ChatEvent, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the person talks with staff, not with the bot."""
        return self.state in OPEN

    @property
    def is_reminded(self) -> bool:
        """Whether the person was told that nobody has come."""
        return any(event.act is A.REMINDED for event in self.events)

    def begun(self) -> "StaffChat":
        """This new talk with its first entry."""
        return self._with(A.OPENED, self.person, self.opened_at, None)

    def taken(self, by: str, at: datetime) -> "StaffChat":
        """Held by ``by`` from now on; taking what one holds already changes nothing.

        Raises:
            WrongMove: it is over.
        """
        if self.is_open and self.holder == by:
            return self
        act = A.TAKEN if self.holder is None else A.TAKEN_OVER
        return replace(self._moved(act, by, at, None), holder=by)

    def done(
        self, act: ChatAct, *, actor: str, at: datetime, line: int | None = None
    ) -> "StaffChat":
        """After ``act``.

        Raises:
            WrongMove: the table ``MOVES`` does not allow it.
            NotAllowed: only who holds the talk may do it.
        """
        if act in OF_HOLDER and self.is_open and self.holder != actor:
            held = f"现在由 {self.holder} 接待" if self.holder else "还没有人接手"
            raise NotAllowed(f"这次对话{held}。要回复或结束，请先点“接手”。")
        return self._moved(act, actor, at, line)

    def has_read(self, actor: str, line: int) -> bool:
        """Whether the history says already that ``actor`` read up to ``line``."""
        read = [e.line or 0 for e in self.events if e.act is A.READ and e.actor == actor]
        return max(read, default=0) >= line

    def _moved(self, act: ChatAct, actor: str, at: datetime, line: int | None) -> "StaffChat":
        allowed, to = MOVES[act]
        if self.state not in allowed:
            raise WrongMove(
                f"这次对话现在是“{self.state.label}”，不能再“{act.label}”。请刷新页面查看。"
            )
        return replace(self._with(act, actor, at, line), state=to or self.state)

    def _with(self, act: ChatAct, actor: str, at: datetime, line: int | None) -> "StaffChat":
        previous = self.events[-1].hash if self.events else ""
        event = ChatEvent(at, actor, act, line, previous)
        return replace(self, events=(*self.events, event))

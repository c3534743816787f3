"""A conversation and a queue that keep their state in memory, for tests of the channel alone."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.dialogue.turn import Choice, Inbound, Message, Turn
from bot.handouts import Handouts
from bot.outgoing import Notice

LEASE = timedelta(seconds=60)
NO_DOCUMENTS = Handouts({}, lambda _channel, _chat: None)


@dataclass
class Row:
    """One queued notice with what became of it."""

    channel: str
    notice: Notice
    due: datetime
    state: str = "open"  # open, sent, dead
    reason: str = ""


class MemoryOutgoing:
    """``bot.outgoing.Outgoing`` in memory; used from several threads."""

    def __init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self._lock = threading.Lock()

    def claim_due(self, channel: str, now: datetime, limit: int = 20) -> tuple[Notice, ...]:
        with self._lock:
            heads: dict[str, Row] = {}
            for row in self.rows.values():
                if row.channel == channel and row.state == "open":
                    heads.setdefault(row.notice.chat, row)
            due = [row for row in heads.values() if row.due <= now][:limit]
            for row in due:
                row.due = now + LEASE
                row.notice = replace(row.notice, attempts=row.notice.attempts + 1)
            return tuple(row.notice for row in due)

    def release(self, channel: str, now: datetime) -> None:
        for row in self.rows.values():
            row.due = min(row.due, now)

    def mark_sent(self, notice: int, now: datetime) -> None:
        self.rows[notice].state = "sent"

    def retry_later(self, notice: int, at: datetime, reason: str, parts_sent: int) -> None:
        row = self.rows[notice]
        row.due, row.reason = at, reason
        row.notice = replace(row.notice, parts_sent=parts_sent)

    def give_up(self, notice: int, now: datetime, reason: str) -> None:
        row = self.rows[notice]
        row.state, row.reason = "dead", reason

    def queue(self, channel: str, chat: str, turn: Turn, key: str) -> None:
        with self._lock:
            if any(row.notice.key == key for row in self.rows.values()):
                return
            number = len(self.rows) + 1
            notice = Notice(number, chat, turn, key, attempts=0)
            self.rows[number] = Row(channel, notice, due=datetime.now(UTC))

    def states(self) -> list[str]:
        """The state of each notice, in the order queued."""
        return [row.state for row in self.rows.values()]


def say(text: str, *choices: tuple[str, str]) -> Turn:
    """A turn of one message."""
    return Turn(messages=(Message(text),), choices=tuple(Choice(*c) for c in choices))


def echo(inbound: Inbound) -> Turn:
    """What came in, in words, with two buttons."""
    if inbound.file is not None:
        file = inbound.file
        return say(file.refused or f"文件 {file.name} {len(file.content)}")
    if inbound.location is not None:
        return say(f"位置 {inbound.location}")
    if inbound.choice is not None:
        return say(f"按钮 {inbound.choice}")
    return say(f"收到 {inbound.text}", ("n1:yes", "是"), ("n1:no", "否"))


@dataclass
class ScriptedConversation:
    """Answers each update once by ``script``, and queues the answer, as the real one does.

    ``failures`` counts down faults raised before anything is stored; ``delays`` maps a text to
    the seconds its handling takes.
    """

    outgoing: MemoryOutgoing
    script: Callable[[Inbound], Turn] = echo
    failures: int = 0
    delays: dict[str, float] = field(default_factory=dict)
    seen: dict[str, Inbound] = field(default_factory=dict)
    handled: list[Inbound] = field(default_factory=list)

    def handle(self, inbound: Inbound) -> Turn | None:
        if self.failures > 0:
            self.failures -= 1
            raise ConnectionError("the database is away")
        if inbound.update in self.seen:
            return None
        self.seen[inbound.update] = inbound
        time.sleep(self.delays.get(inbound.text or "", 0))
        self.handled.append(inbound)
        turn = self.script(inbound)
        self.outgoing.queue(inbound.channel, inbound.chat, turn, f"reply:{inbound.update}")
        return turn

    def texts(self, chat: int) -> list[str]:
        """What one chat said, in the order handled."""
        return [one.text for one in self.handled if one.chat == str(chat) and one.text]

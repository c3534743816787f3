"""What runs beside the web server: deliveries, the dense index, recovery, the channels."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from api.chores import Chore, do_chores
from api.following import Answers, Follower

log = logging.getLogger(__name__)

RELAY_SECONDS = 1.0
FILL_PAUSE_SECONDS = 2.0  # loading Chroma costs as much; the first answers come before it
FOLLOW_SECONDS = 2.0  # between looks at the library; one costs some milliseconds
RECOVER_SECONDS = 30.0  # between tries to look for unanswered messages
PROGRESS_SECONDS = 2.0

BY_WORDS = (
    "语义索引没有建成（原因见日志），提问照常按词语查找。"
    "停止服务，运行 shanhai knowledge rebuild --from-scratch，再启动即可重建。"
)

Channel = Callable[[asyncio.Event], Awaitable[None]]


class Recovers(Protocol):
    """A conversation that can finish what a crash left."""

    def recover(self) -> int:
        """Answer what was stored but not answered; returns how many."""


class Delivers(Protocol):
    """A relay."""

    def deliver_due(self, limit: int = 20) -> int:
        """Send what is due; returns how many arrived."""


class Fills(Answers, Protocol):
    """The retrieval: it follows the library, and has a dense side to fill."""

    def warm(self) -> None:
        """Load what the first question to a language model would wait for."""

    def lacks_vectors(self) -> bool:
        """Whether ``fill_dense`` has something to do."""

    def fill_dense(self, progress: Callable[[int, int], None]) -> bool:
        """Embed what is missing; ``progress`` gets (done, total). False: stopped or not owner."""

    def close(self) -> None:
        """Stop filling and let go of the indexes."""


@dataclass(slots=True)
class Running:
    """Background work, begun and ended with the server.

    ``channels``, by the names people know, run until their event is set; ``announce`` shows one
    line to whoever started us, ``progress`` one that replaces the last of its kind; ``chores`` are
    done now and then, ``following`` every few seconds.
    """

    conversation: Recovers
    relays: Sequence[Delivers]
    retrieval: Fills
    announce: Callable[[str], None]
    progress: Callable[[str], None]
    channels: Mapping[str, Channel] = field(default_factory=dict)
    chores: Sequence[Chore] = ()
    following: Sequence[Chore] = ()
    relay_seconds: float = RELAY_SECONDS
    fill_pause_seconds: float = FILL_PAUSE_SECONDS
    recover_seconds: float = RECOVER_SECONDS
    follow_seconds: float = FOLLOW_SECONDS
    _stop: threading.Event = field(default_factory=threading.Event)

    @asynccontextmanager
    async def lifespan(self, _: Any) -> AsyncIterator[None]:
        """Start everything with the server, stop it with the server."""
        threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for name, work in (
                ("recover", self._recover),
                ("dense index", self._fill),
                ("library", self._follow),
                ("warming", self._warm),
                ("chores", partial(do_chores, self.chores, self._stop)),
                ("following", partial(do_chores, self.following, self._stop, first=1.0, every=5.0)),
            )
        ]
        threads += [
            threading.Thread(target=self._deliver, args=(relay,), name="relay", daemon=True)
            for relay in self.relays
        ]
        for thread in threads:
            thread.start()
        stop = asyncio.Event()
        channels = [
            asyncio.create_task(self._run_channel(name, channel, stop))
            for name, channel in self.channels.items()
        ]
        try:
            yield
        finally:
            stop.set()
            self._stop.set()
            await asyncio.gather(*channels)
            await asyncio.to_thread(self._finish, threads)

    def _finish(self, threads: list[threading.Thread]) -> None:
        self.retrieval.close()
        for thread in threads:
            thread.join(timeout=20)

    async def _run_channel(self, name: str, channel: Channel, stop: asyncio.Event) -> None:
        try:
            await channel(stop)
        except Exception as error:  # the web chat must stay up when another channel cannot
            log.exception("the channel %s ended", name)
            self.announce(f"{name} 没有连上：{error}")

    def _recover(self) -> None:
        while not self._stop.is_set():
            try:
                count = self.conversation.recover()
            except Exception:  # the store may be back in a while; nobody else answers these
                log.exception("unanswered messages could not be looked for")
                self._stop.wait(self.recover_seconds)
                continue
            if count:
                self.announce(f"已补答上次中断前收到的 {count} 条消息")
            return

    def _deliver(self, relay: Delivers) -> None:
        while not self._stop.wait(self.relay_seconds):
            try:
                relay.deliver_due()
            except Exception:  # a broken round must not end deliveries; the rows stay due
                log.exception("a delivery round failed")

    def _warm(self) -> None:
        if not self._stop.wait(self.fill_pause_seconds):
            self.retrieval.warm()

    def _fill(self) -> None:
        if self._stop.wait(self.fill_pause_seconds) or not self._fill_once():
            return
        while not self._stop.wait(self.follow_seconds):
            if self.retrieval.lacks_vectors() and not self._fill_once():
                return

    def _fill_once(self) -> bool:
        progress = Progress(self.progress)
        try:
            whole = self.retrieval.fill_dense(progress.show)
        except Exception:  # words alone find most answers; the service must not end for this
            log.exception("the dense index is not filled")
            self.announce(BY_WORDS)
            return False
        if whole and progress.shown:
            self.announce("语义索引已就绪")
        return True

    def _follow(self) -> None:
        Follower(self.retrieval, self.announce, self.follow_seconds).run(self._stop)


class Progress:
    """Says how far the dense index is, at once and then every few seconds."""

    def __init__(self, announce: Callable[[str], None]) -> None:
        """Start the clock."""
        self._announce = announce
        self._begun = self._said = time.monotonic()
        self._first: int | None = None

    def show(self, done: int, total: int) -> None:
        """Say ``done`` of ``total`` passages when it is time to."""
        now = time.monotonic()
        if self._first is None:
            self._first = done
        elif now - self._said < PROGRESS_SECONDS and done < total:
            return
        self._said = now
        left = ""
        if done > self._first:
            seconds = (now - self._begun) * (total - done) / (done - self._first)
            left = f"，约剩 {seconds:.0f} 秒" if done < total else ""
        self._announce(f"语义索引 {done}/{total}{left}（期间可以照常提问）")

    @property
    def shown(self) -> bool:
        """Whether anything had to be done."""
        return self._first is not None

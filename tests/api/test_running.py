"""Background work against real threads and a real event loop."""

import asyncio
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from api.following import TAKEN_IN, Follower
from api.running import BY_WORDS, Progress, Running


@dataclass
class Parts:
    """A conversation, a relay and a retrieval in one, keeping what was asked of them."""

    waiting: int = 0
    rounds: int = 0
    broken_rounds: int = 0
    looked: int = 0
    broken_looks: int = 0
    broken_index: bool = False
    closed: bool = False
    whole: bool = False
    warmed: threading.Event = field(default_factory=threading.Event)
    states: list[str] = field(default_factory=lambda: ["as taken in"])
    taken_in: str = "as taken in"
    filled: int = 0
    delivered: threading.Event = field(default_factory=threading.Event)

    def recover(self) -> int:
        self.looked += 1
        if self.looked <= self.broken_looks:
            raise OSError("the database is away")
        return self.waiting

    def deliver_due(self, limit: int = 20) -> int:
        self.rounds += 1
        if self.rounds <= self.broken_rounds:
            raise OSError("the database is away")
        self.delivered.set()
        return limit

    def warm(self) -> None:
        self.warmed.set()

    def library_state(self) -> str:
        state = self.states[0]
        if state == "away":
            del self.states[0]
            raise OSError("the database is away")
        return state

    def is_behind(self) -> bool:
        return self.library_state() != self.taken_in

    def refresh(self) -> bool:
        self.taken_in = self.library_state()
        return True

    def lacks_vectors(self) -> bool:
        return self.filled > 0 and self.taken_in != "as taken in" and self.filled < 2

    def fill_dense(self, progress: Callable[[int, int], None]) -> bool:
        self.filled += 1
        if self.broken_index:
            raise RuntimeError("no room for vectors")
        if not self.whole:
            progress(0, 2)
            progress(2, 2)
        return True

    def close(self) -> None:
        self.closed = True


def running(parts: Parts, said: list[str]) -> Running:
    return Running(
        conversation=parts,
        relays=(parts,),
        retrieval=parts,
        announce=said.append,
        progress=said.append,
        relay_seconds=0.01,
        fill_pause_seconds=0,
        recover_seconds=0.01,
        follow_seconds=0.01,
    )


async def test_background_work_begins_and_ends_with_the_server() -> None:
    parts = Parts(waiting=2)
    said: list[str] = []
    async with running(parts, said).lifespan(None):
        assert await asyncio.to_thread(parts.delivered.wait, 5)
        assert await asyncio.to_thread(parts.warmed.wait, 5)
    assert parts.closed
    assert any("2 条消息" in line for line in said)
    assert "语义索引已就绪" in " ".join(said)


async def test_a_broken_round_does_not_end_deliveries() -> None:
    parts = Parts(broken_rounds=2)
    async with running(parts, []).lifespan(None):
        assert await asyncio.to_thread(parts.delivered.wait, 5)
    assert parts.rounds > 2


async def test_the_channel_runs_until_the_server_stops() -> None:
    parts = Parts()
    ended: list[bool] = []

    async def channel(stop: asyncio.Event) -> None:
        await stop.wait()
        ended.append(True)

    work = running(parts, [])
    work.channels = {"Telegram": channel}
    async with work.lifespan(None):
        pass
    assert ended


async def test_a_channel_that_fails_is_announced_and_the_rest_goes_on() -> None:
    parts = Parts()
    said: list[str] = []

    async def channel(_: asyncio.Event) -> None:
        raise ConnectionError("no route")

    work = running(parts, said)
    work.channels = {"Telegram": channel}
    async with work.lifespan(None):
        assert await asyncio.to_thread(parts.delivered.wait, 5)
    assert any("Telegram" in line and "no route" in line for line in said)


def test_progress_is_said_at_once_then_seldom_then_at_the_end() -> None:
    said: list[str] = []
    progress = Progress(said.append)
    for done in range(0, 101, 10):
        progress.show(done, 100)
    assert said[0].startswith("语义索引 0/100")
    assert said[-1].startswith("语义索引 100/100")
    assert len(said) == 2
    assert progress.shown


async def test_nothing_is_said_of_an_index_that_was_whole() -> None:
    parts = Parts(whole=True)
    said: list[str] = []
    async with running(parts, said).lifespan(None):
        assert await asyncio.to_thread(parts.delivered.wait, 5)
    assert said == []


async def test_unanswered_messages_are_looked_for_until_the_store_is_back() -> None:
    parts = Parts(waiting=2, broken_looks=3, whole=True)
    heard, work = listening(parts)
    async with work.lifespan(None):
        assert "2 条消息" in await asyncio.to_thread(heard.get, timeout=5)
    assert parts.looked == 4


async def test_an_index_that_cannot_be_filled_is_told_with_the_way_to_mend_it() -> None:
    parts = Parts(broken_index=True)
    heard, work = listening(parts)
    async with work.lifespan(None):
        assert await asyncio.to_thread(heard.get, timeout=5) == BY_WORDS
        assert await asyncio.to_thread(parts.delivered.wait, 5)


async def test_a_changed_library_is_taken_in_and_its_vectors_follow() -> None:
    parts = Parts(states=["away", "changed"])
    heard, work = listening(parts)
    said: list[str] = []
    async with work.lifespan(None):
        while TAKEN_IN not in said or said.count("语义索引已就绪") < 2:
            said.append(await asyncio.to_thread(heard.get, timeout=5))
    assert (parts.taken_in, parts.filled) == ("changed", 2)


async def test_a_second_fill_that_fails_is_told_too() -> None:
    parts = Parts(states=["changed"])
    heard, work = listening(parts)
    async with work.lifespan(None):
        while await asyncio.to_thread(heard.get, timeout=5) != "语义索引已就绪":
            pass
        parts.broken_index = True
        parts.filled = 1
        while await asyncio.to_thread(heard.get, timeout=5) != BY_WORDS:
            pass


def test_the_library_is_taken_in_once_it_is_quiet() -> None:
    parts = Parts()
    said: list[str] = []
    follower = Follower(parts, said.append, 1)
    for state, taken_in in (
        ("as taken in", "as taken in"),
        ("one", "as taken in"),
        ("two", "as taken in"),
        ("two", "two"),
        ("two", "two"),
        ("three", "two"),
        ("three", "three"),
    ):
        parts.states[0] = state
        follower.look()
        assert parts.taken_in == taken_in
    assert said == [TAKEN_IN] * 2


def listening(parts: Parts) -> tuple[queue.Queue[str], Running]:
    heard: queue.Queue[str] = queue.Queue()
    work = running(parts, [])
    work.announce = heard.put
    return heard, work

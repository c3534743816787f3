"""The sender's judgement and pace, and what keeps the channel running."""

import asyncio
from random import Random

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetMe
from hypothesis import given
from hypothesis import strategies as st

from bot.pace import Pace, Pacer
from bot.pushing import MAX_ATTEMPTS, Later, Never
from bot.telegram.polling import Frontier
from bot.telegram.sender import judge
from bot.waiting import keep_running, sleep, unless

CALL = GetMe()


def test_what_cannot_get_better_is_given_up() -> None:
    for error in (
        TelegramForbiddenError(CALL, "bot was blocked by the user"),
        TelegramBadRequest(CALL, "chat not found"),
    ):
        assert isinstance(judge(error, 1), Never)


def test_what_can_get_better_is_tried_again_ever_later() -> None:
    for error in (
        TelegramServerError(CALL, "Internal Server Error"),
        TelegramNetworkError(CALL, "timeout"),
        TelegramUnauthorizedError(CALL, "Unauthorized"),
        ClientDecodeError("no json", ValueError(), "<html>"),
    ):
        waits = [judge(error, attempt) for attempt in (1, 4, 9, 40)]
        seconds = [wait.seconds for wait in waits if isinstance(wait, Later)]
        assert len(seconds) == 4
        assert seconds == sorted(seconds)
        assert 0.8 <= seconds[0] <= 1.2
        assert seconds[-1] <= 720
        assert isinstance(judge(error, MAX_ATTEMPTS), Never)


def test_the_wait_telegram_asks_for_is_kept_however_often() -> None:
    error = TelegramRetryAfter(CALL, "Too Many Requests", retry_after=37)
    assert judge(error, MAX_ATTEMPTS + 1) == Later(37.0, str(error))


class HandClock:
    """Seconds that stand until they are moved."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def test_a_short_burst_is_free_then_one_a_second() -> None:
    clock = HandClock()
    pacer = Pacer(Pace(chat_seconds=1, burst=3, bot_seconds=0), clock)
    assert [pacer.reserve_chat("a") for _ in range(5)] == [0, 0, 0, 1, 2]
    assert pacer.reserve_chat("b") == 0
    clock.at += 60
    assert [pacer.reserve_chat("a") for _ in range(4)] == [0, 0, 0, 1]


def test_all_chats_together_keep_to_the_bots_limit() -> None:
    clock = HandClock()
    pacer = Pacer(Pace(chat_seconds=1, burst=1, bot_seconds=0.25), clock)
    assert [pacer.reserve_bot() for _ in range(4)] == [0, 0.25, 0.5, 0.75]
    clock.at += 2
    assert pacer.reserve_bot() == 0


async def test_a_chat_that_must_wait_holds_up_no_other() -> None:
    pacer = Pacer(Pace(chat_seconds=30, burst=1, bot_seconds=0.001))
    await pacer.turn("a")
    waiting = asyncio.create_task(pacer.turn("a"))
    await asyncio.sleep(0)
    await asyncio.wait_for(pacer.turn("b"), 5)
    assert not waiting.done()
    waiting.cancel()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 3)), max_size=60))
def test_no_chat_ever_gets_more_than_its_share(calls: list[tuple[str, float]]) -> None:
    clock = HandClock()
    pace = Pace(chat_seconds=1, burst=3, bot_seconds=0.04)
    pacer = Pacer(pace, clock)
    sent: dict[str, list[float]] = {}
    for chat, pause in calls:
        clock.at += pause
        sent.setdefault(chat, []).append(clock.at + pacer.reserve_chat(chat))
    for times in sent.values():
        assert times == sorted(times)
        for first, fourth in zip(times, times[pace.burst :], strict=False):
            assert fourth - first >= pace.chat_seconds - 1e-9


def test_chats_at_rest_are_forgotten() -> None:
    clock = HandClock()
    pacer = Pacer(Pace(chat_seconds=0.001, burst=1, bot_seconds=0), clock)
    for number in range(10_001):
        pacer.reserve_chat(str(number))
        clock.at += 1
    assert len(pacer._chats) <= 1


@given(st.lists(st.integers(0, 12), max_size=40), st.randoms(use_true_random=False))
def test_nothing_unfinished_is_ever_confirmed(ids: list[int], order: Random) -> None:
    frontier = Frontier()
    open_updates: set[int] = set()
    for update in ids:
        if frontier.begin(update):
            assert update not in open_updates
            open_updates.add(update)
        if open_updates and order.random() < 0.5:
            done = order.choice(sorted(open_updates))
            open_updates.remove(done)
            frontier.finish(done)
        offset = frontier.offset
        assert offset is not None
        assert all(offset <= update for update in open_updates)
    assert frontier.begin(100)


async def test_waiting_ends_when_told_to_stop() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(0.05, stop.set)
    await asyncio.wait_for(sleep(stop, 60), 5)
    assert await unless(stop, asyncio.sleep(60, "never")) is None
    assert await unless(asyncio.Event(), asyncio.sleep(0, "done")) == "done"


async def test_a_part_that_fails_is_started_again_until_it_is_done() -> None:
    begun = []

    async def part() -> None:
        begun.append(1)
        if len(begun) == 1:
            raise ConnectionError("the database is away")

    await asyncio.wait_for(keep_running("part", part, asyncio.Event()), 10)
    assert len(begun) == 2


async def test_nothing_is_started_once_told_to_stop() -> None:
    stop = asyncio.Event()
    stop.set()

    async def part() -> None:
        raise AssertionError("started")

    await keep_running("part", part, stop)

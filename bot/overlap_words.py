"""What is typed where a need overlaps with tickets: 加入, 补充到 1003, 单独提交."""

import re
from functools import cache

from bot import texts
from bot.commands import plain
from bot.dialogue.events import Event, Joined, Submitted
from bot.dialogue.flow import OVERLAP
from bot.dialogue.overlapping import joinable
from bot.dialogue.turn import Turn
from bot.exchange import Exchange, pending, said
from bot.reporting import run
from bot.understanding.lexicon import alternatives, lexicon

_MARKS = re.compile(r"[,，、。.;；:：!～…#]")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """The sentences of ``lexicon/overlap.yaml``, compiled."""
    lists = lexicon("overlap")
    return {
        way: re.compile(alternatives(patterns, lists["parts"]))
        for way, patterns in lists["sentences"].items()
    }


def chosen_by_words(exchange: Exchange, text: str) -> Turn | None:
    """The turn for a choice that was typed; ``None`` when it says anything else."""
    frame = exchange.frame
    if frame is None or frame.step != OVERLAP or frame.doubt is not None:
        return None
    words = _MARKS.sub("", plain(text))
    way = next((w for w, pattern in _patterns().items() if pattern.fullmatch(words)), None)
    if way is None:
        return None
    event = Submitted() if way == "alone" else _joining(words, joinable(frame), adds=way == "add")
    if event is None:
        return said(pending(exchange, again=True), texts.OVERLAP_WHICH)
    return run(exchange, frame, event)


def _joining(words: str, offered: tuple[int, ...], *, adds: bool) -> Event | None:
    """The ticket named, or the only one that was offered."""
    named = re.search("[0-9]{3,12}", words)
    number = int(named[0]) if named else offered[0] if len(offered) == 1 else None
    return Joined(number, adds) if number in offered else None

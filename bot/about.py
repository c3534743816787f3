"""Questions about this service or the form itself, and small talk: fixed sentences answer them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot import texts
from bot.commands import plain
from bot.dialogue.flow import CARDS, Step
from bot.dialogue.notes import NAMED
from bot.dialogue.progress import open_slots
from bot.dialogue.session import Frame
from bot.dialogue.values import labels
from bot.dialogue.wording import worded
from bot.exchange import Exchange, flow_of
from bot.understanding.lexicon import alternatives, lexicon

_LONGEST = 30  # characters; more says something else too


class Topic(StrEnum):
    """What the fixed sentences are about."""

    WHY_RETURNED = "why_returned"
    WHY = "why"
    OPTIONAL = "optional"
    MEANING = "meaning"
    HOW_FAR = "how_far"
    WHAT = "what"
    PRIVACY = "privacy"
    AFTERWARDS = "afterwards"
    EDITABLE = "editable"
    WHO = "who"
    THANKS = "thanks"
    WEARY = "weary"
    SMALL_TALK = "small_talk"


@dataclass(frozen=True, slots=True)
class _Patterns:
    of_steps: dict[Topic, re.Pattern[str]]
    of_service: dict[Topic, re.Pattern[str]]
    meaning_of: str
    acknowledged: re.Pattern[str]
    upset: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """The sentences of ``lexicon/about.yaml``, compiled."""
    lists = lexicon("about")
    parts, ends = lists["parts"], lists["ends"]

    def compiled(topics: dict[str, list[str]]) -> dict[Topic, re.Pattern[str]]:
        return {Topic(t): re.compile(alternatives(p, parts) + ends) for t, p in topics.items()}

    return _Patterns(
        compiled(lists["of_steps"]),
        compiled(lists["of_service"]),
        f"(?:{lists['meaning_of']}){ends}",
        re.compile(lists["acknowledged"]),
        re.compile(alternatives(lists["upset"], parts)),
    )


def is_upset(text: str) -> bool:
    """Whether ``text`` is anger at the service, which a person should hear."""
    return len(text) <= 2 * _LONGEST and bool(_patterns().upset.search(text))


def topic_of(text: str, frame: Frame | None) -> Topic | None:
    """What the whole of ``text`` asks about the service, or about the step of ``frame``."""
    said = re.sub("[,，。、~～]", "", plain(text))
    if not said or len(said) > _LONGEST:
        return None
    known = _patterns()
    topics = known.of_service if frame is None else known.of_steps | known.of_service
    for topic, pattern in topics.items():
        if pattern.fullmatch(said):
            return topic
    step = _step(frame) if frame else None
    asked = [known.meaning_of.replace("{name}", name) for name in step.aliases] if step else []
    return Topic.MEANING if any(re.fullmatch(form, said) for form in asked) else None


def asks_meaning(text: str) -> bool:
    """Whether the whole of ``text`` asks what the question just asked means: 什么意思."""
    said = re.sub("[,，。、~～]", "", plain(text))
    return bool(_patterns().of_steps[Topic.MEANING].fullmatch(said))


def is_acknowledgement(text: str) -> bool:
    """Whether ``text`` only says that something was read: 嗯, 好的, 收到."""
    return bool(_patterns().acknowledged.fullmatch(plain(text)))


def sentence_about(exchange: Exchange, topic: Topic) -> str:
    """The fixed sentence for ``topic``, where the person stands now."""
    frame = exchange.frame
    if frame is None or topic not in _patterns().of_steps:
        return texts.ABOUT[topic.value]
    if topic is Topic.WHY_RETURNED:
        return texts.RETURNED_BECAUSE.format(reason=frame.reason) if frame.reason else texts.WHY
    step = _step(frame)
    if step is None or topic is Topic.HOW_FAR:
        return _how_far(frame)
    return {
        Topic.WHY: step.why or texts.WHY,
        Topic.OPTIONAL: step.required or texts.MAY_SKIP,
        Topic.MEANING: f"{step.why}{step.example}",
    }[topic]


def _step(frame: Frame) -> Step | None:
    return None if frame.step in CARDS else worded(flow_of(frame), flow_of(frame).step(frame.step))


def _how_far(frame: Frame) -> str:
    waiting = open_slots(flow_of(frame), frame)
    if not waiting or _step(frame) is None:
        return texts.ABOUT_CARD
    sentence = texts.HOW_FAR if len(waiting) <= NAMED else texts.HOW_FAR_MANY
    return sentence.format(count=len(waiting), labels=labels(waiting))

"""How much one person may ask of the bot, in one place."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from api.domain.limit import Limit


class Doing(StrEnum):
    """What is counted. ``NOTICE``: having to be asked to slow down."""

    MESSAGE = "message"
    QUESTION = "question"
    REPORT = "report"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Limits:
    """What is not among ``rates`` is not counted. ``pause`` is what somebody too fast is asked to
    wait, ``quiet`` how long the bot is silent for somebody who does not."""

    rates: dict[Doing, Limit]
    pause: timedelta
    quiet: timedelta


# A person types and taps far below these; an album of ten pictures is ten messages.
LIMITS = Limits(
    rates={
        Doing.MESSAGE: Limit(40, 60),
        Doing.QUESTION: Limit(60, 3_600),
        Doing.REPORT: Limit(40, 24 * 3_600),
        Doing.NOTICE: Limit(3, 3_600),
    },
    pause=timedelta(seconds=20),
    quiet=timedelta(minutes=15),
)

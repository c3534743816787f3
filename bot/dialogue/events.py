"""What can happen to a flow in progress. Reading text and taps into these is the caller's part."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.dialogue.session import Offered


@dataclass(frozen=True, slots=True)
class Answered:
    """The person gave ``slot`` a value, whether it was just asked or changed out of turn."""

    slot: str
    value: Any


@dataclass(frozen=True, slots=True)
class Halved:
    """The person gave part of an answer (a site without its county); the rest is still asked."""

    slot: str
    value: Any


@dataclass(frozen=True, slots=True)
class Recognised:
    """Values read out of free text. They fill only what is still open."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The text for ``slot`` could mean any of ``candidates``; the person is to choose."""

    slot: str
    candidates: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class Walked:
    """``slot`` is picked by buttons and stands at ``to`` (``bot.dialogue.divisions``); ``None``
    goes back to typing."""

    slot: str
    to: str | None


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of evidence was stored under this id."""

    file: str


@dataclass(frozen=True, slots=True)
class Changing:
    """The person wants to change ``slot``; ``None`` shows the list to choose from."""

    slot: str | None


@dataclass(frozen=True, slots=True)
class Skipped:
    """跳过: leave the step asked open (待补)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """不改 / 完成: what the step asked holds already stands."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """上一步."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """``act`` (``cancel``, ``restart`` or ``another``) was asked for and is confirmed once."""

    act: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """The confirmation was answered."""

    yes: bool


@dataclass(frozen=True, slots=True)
class Submitted:
    """提交, from the card."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """暂存: this run waits as a draft."""


@dataclass(frozen=True, slots=True)
class Joined:
    """加入 or 补充到: the report becomes part of that ticket; ``adds`` when it has more to say."""

    number: int
    adds: bool


Event = (
    Answered
    | Halved
    | Recognised
    | Ambiguous
    | Walked
    | Attached
    | Changing
    | Skipped
    | Kept
    | WentBack
    | Doubted
    | Resolved
    | Submitted
    | Joined
    | SetAside
)

"""How the service stands, part by part, in words for administrators."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Whether somebody has to do something."""

    GOOD = "good"
    WAITS = "wait"
    LOST = "lost"
    OFF = "off"
    NOTE = "info"

    @property
    def label(self) -> str:
        """The Chinese label shown to administrators."""
        return {
            "good": "正常",
            "wait": "留意",
            "lost": "要处理",
            "off": "没有配置",
            "info": "提醒",
        }[self.value]


@dataclass(frozen=True, slots=True)
class StateLine:
    """One part: how it stands, what was seen, and the page where something can be done."""

    name: str
    level: Level
    text: str
    address: str = ""


def level_of(*, lost: bool = False, waits: bool = False) -> Level:
    """The gravest of what was seen."""
    return Level.LOST if lost else Level.WAITS if waits else Level.GOOD

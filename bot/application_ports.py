"""What the conversation needs of applications (申报); part of ``bot.ports.Transaction``."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from api.domain.application_event import Standing


@dataclass(frozen=True, slots=True)
class ApplicationSeen:
    """An application of one's organisation. ``stage`` is a label; ``since`` (UTC) when it came
    there, ``note`` what staff wrote when they decided last."""

    code: str
    title: str
    organisation: str
    stage: str
    standing: Standing
    since: datetime
    note: str


class Applications(Protocol):
    """The applications of the organisations a person acts for."""

    def mine(self) -> tuple[ApplicationSeen, ...]:
        """All of them, the newest first."""

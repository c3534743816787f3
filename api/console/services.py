"""What the staff desk works with, put together by the composition root."""

from dataclasses import dataclass
from typing import Protocol

from api.desk.passwords import Passwords
from api.desk.people import Notifier
from api.store.database import Database
from api.store.files import FileStore


class AnswersFollow(Protocol):
    """How the answers come to know of a changed library; ``Refreshing`` is the real one."""

    @property
    def busy(self) -> bool:
        """Whether answers may still come from an older state."""

    def soon(self) -> None:
        """Take the change in, beside serving; returns at once."""


class ReadsFiles(Protocol):
    """Reads imported files; ``DocumentReader`` is the real one."""

    def begin(self, key: str) -> None:
        """Read the file ``key`` when it is its turn; returns at once."""


@dataclass(frozen=True, slots=True)
class DeskServices:
    """Everything the desk needs from outside. ``notifier`` words what people are told."""

    database: Database
    passwords: Passwords
    notifier: Notifier
    files: FileStore
    answers: AnswersFollow
    reader: ReadsFiles

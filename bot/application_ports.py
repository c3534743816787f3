"""What the conversation needs of applications (申报); part of ``bot.ports.Transaction``."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from api.domain.application import Application
from api.domain.application_event import Standing
from api.domain.project import Project


@dataclass(frozen=True, slots=True)
class ApplicationSeen:
    """An application of one's organisation. ``stage`` is a label; ``since`` (UTC) when it came
    there, ``note`` what staff wrote when they decided last."""

    number: int
    code: str
    title: str
    organisation: str
    stage: str
    standing: Standing
    since: datetime
    note: str


class Applications(Protocol):
    """The applications of the organisations a person acts for.

    One that is not theirs is refused with ``NotFound``, whoever's it is.
    """

    def mine(self) -> tuple[ApplicationSeen, ...]:
        """All of them, the newest first."""

    def one(self, number: int) -> Application:
        """One of them, whole."""

    def stage(self, application: Application) -> str:
        """What the stage is called at which it stands."""

    def submit(
        self, programme: str, organisation: str, project: Project, files: tuple[str, ...], key: str
    ) -> Application:
        """A new application of one of their organisations, once per ``key``; ``files`` are what
        the person sent with it.

        Raises:
            NotAllowed: they are no member of it, or it may not apply.
            WrongMove: too many of its applications are in progress.
        """

    def answer(
        self, number: int, project: Project, files: tuple[str, ...], key: str
    ) -> Application:
        """Mend one that was returned, once per ``key``, with more ``files``.

        Raises:
            WrongMove: it is not returned.
        """

    def withdraw(self, number: int, reason: str) -> Application:
        """Take one back.

        Raises:
            WrongMove: it is over, or its agreement is signed.
            Invalid: no reason is given.
        """

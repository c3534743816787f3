"""What the staff desk works with, put together by the composition root."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from api.desk.chats import ChatNotifier
from api.desk.passwords import Passwords
from api.desk.people import Notifier
from api.desk.question_groups import Grouping
from api.domain.grant import Party
from api.store.database import Database
from api.store.files import FileStore
from api.webhook_reach import Reach
from bot.entrances import Entrances
from knowledge.library import Library
from knowledge.places.gazetteer import Gazetteer
from retrieval.explained import Explained
from retrieval.search import Hit


class AnswersFollow(Protocol):
    """How the answers come to know of a changed library; ``Refreshing`` is the real one."""

    @property
    def busy(self) -> bool:
        """Whether answers may still come from an older state."""

    def soon(self) -> None:
        """Take the change in, beside serving; returns at once."""


class Follows(Protocol):
    """Takes in what was reworded; ``LiveTexts`` is the real one."""

    def follow(self) -> None:
        """Say it so from now on."""


class ReadsFiles(Protocol):
    """Reads imported files; ``DocumentReader`` is the real one."""

    def begin(self, key: str) -> None:
        """Read the file ``key`` when it is its turn; returns at once."""


class RunsJobs(Protocol):
    """Runs background jobs; ``JobRunner`` is the real one."""

    def begin(self, number: int) -> None:
        """Run a job when it is its turn; returns at once."""


class Explains(Protocol):
    """What answers in the chat, with how an answer comes about; ``Retrieval`` is the real one."""

    def explain(
        self, question: str, *, as_of: date | None = None, context: tuple[str, ...] = ()
    ) -> Explained:
        """The answer the chat would give, and what each step of it knew."""


@dataclass(frozen=True, slots=True)
class DeskServices:
    """Everything the desk needs from outside. ``notifier`` and ``chat_notifier`` word what people
    are told, ``grouping`` tells which questions ask alike, ``find`` gives the passages of a search,
    best first, ``entrances`` the links by which an invitation is opened, ``library`` what is in
    use, ``reach`` where webhooks may lead, ``texts`` what the conversation says, ``funder`` who
    gives the subsidies, where it is set."""

    database: Database
    passwords: Passwords
    notifier: Notifier
    chat_notifier: ChatNotifier
    files: FileStore
    answers: AnswersFollow
    reader: ReadsFiles
    jobs: RunsJobs
    explainer: Explains
    grouping: Grouping
    find: Callable[[str], Sequence[Hit]]
    gazetteer: Gazetteer
    entrances: Entrances
    library: Library
    reach: Reach
    texts: Follows
    funder: Party | None = None

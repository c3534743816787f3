"""A dialogue session: plain JSON, so that any process can pick it up where it was left."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from bot.texts.language import Language


class Provenance(StrEnum):
    """Where a slot's value came from."""

    SAID = "said"  # the person answered this question
    RECOGNISED = "recognised"  # read out of free text, 系统识别
    CONFIRMED = "confirmed"  # recognised, then confirmed by the person
    SKIPPED = "skipped"  # 待补
    OPEN = "open"  # there is a value, but more is asked for: returned, or only partly recognised


@dataclass(frozen=True, slots=True)
class Slot:
    """A value (JSON) and its provenance."""

    value: Any
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Offered:
    """One candidate for the step asked: what the button says and the value it stands for."""

    label: str
    value: Any


@dataclass(frozen=True, slots=True)
class Frame:
    """One flow in progress: its name and version, the step asked, and the slots so far.

    ``history`` lists the steps already answered, newest last, for *back*. ``nonce`` makes the
    buttons and the submission of this run of the flow unlike those of any other run.
    ``only`` limits the flow to these slots (a returned ticket); empty means all. ``offered`` are
    the candidates shown for the step asked, when one text could mean several. ``doubt`` is an
    act (``cancel``, ``restart``, ``another``) that waits for one confirmation. ``editing`` is set
    while one answer is being changed out of turn. ``reason`` is what staff wrote when they
    returned it. ``name`` is what the person calls this run; empty: it goes by where and what.
    ``walk`` is where one stands among the divisions (``bot.dialogue.divisions``), while a place is
    picked by buttons.
    """

    flow: str
    version: int
    step: str
    nonce: str
    slots: dict[str, Slot] = field(default_factory=dict)
    history: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    ticket: int | None = None
    offered: tuple[Offered, ...] = ()
    doubt: str | None = None
    editing: bool = False
    reason: str = ""
    name: str = ""
    walk: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """An answer given, for as long as it may be rated. ``answer`` is JSON; ``nonce`` stands for
    it in buttons; ``rated`` is ``useful``, ``useless`` or empty."""

    nonce: str
    question: str
    answer: dict[str, Any]
    rated: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """The next message goes to staff: ``what`` it is, and the number of the question or ticket.
    ``photo`` only awaits files, for a ticket. ``progress``, ``progress_photo`` (only files) and
    ``objection`` are about a claim.

    With a ``text`` it was written already, and waits to be confirmed as the answer.
    """

    ANSWER: ClassVar[str] = "answer"
    REMARK: ClassVar[str] = "remark"
    PHOTO: ClassVar[str] = "photo"
    PROGRESS: ClassVar[str] = "progress"
    PROGRESS_PHOTO: ClassVar[str] = "progress_photo"
    OBJECTION: ClassVar[str] = "objection"

    what: str
    number: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Searching:
    """Needs looked for: the query as the parameters of an address, where the page seen last
    begins, and the needs on it."""

    query: str
    offset: int = 0
    numbers: tuple[int, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Whether nothing was found yet: they were asked what to look for."""
        return not self.query and not self.numbers


@dataclass(frozen=True, slots=True)
class Album:
    """Files sent at once: the channel's ``key`` for them, how many were kept so far, and why
    others were not."""

    key: str
    kept: int = 0
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """All a conversation remembers. ``stack`` holds interrupted flows, the current one last.

    ``held`` is what was typed before consent, used once consent is given, or what may begin
    another report, used once that is said. ``finished`` pairs the
    nonce of the last few submitted runs with the ticket number each became, so that an old
    button can say so. ``told_masking`` is set once the person was told that numbers are masked,
    ``wants_facts`` while an answer waits for facts (a sum, a date). ``withdrawing`` is the ticket
    that is taken back if the next message says yes. ``noted`` is the number under which the
    pending question is kept for staff, ``given`` the last few answers, newest last.
    ``telling`` is what the next message says to staff. ``language`` is that of the interface.
    ``invited`` is the invitation to a post whose code was said here, ``joining`` the one to an
    organisation, ``yes_means`` the code of the
    button that a mere yes in the next message stands for. ``album`` is the last one that came.
    ``judged`` is the last run of the dialogue of eligibility that ended or was left.
    ``spent`` says for each rate of ``bot.limits`` until when it is used up, ``silent_until`` until
    when nothing is answered because they were asked to wait; both in seconds since the epoch.
    ``searching`` is the search for needs that further sentences change.
    """

    stack: tuple[Frame, ...] = ()
    consented: bool = False
    recent: tuple[str, ...] = ()  # the last few user turns, for follow-up questions
    pending_question: str | None = None  # a declined question that may be passed on
    held: str | None = None
    finished: tuple[tuple[str, int], ...] = ()
    told_masking: bool = False
    wants_facts: bool = False
    withdrawing: int | None = None
    noted: int | None = None
    given: tuple[Given, ...] = ()
    telling: Telling | None = None
    language: Language = Language.SIMPLIFIED
    invited: int | None = None
    joining: int | None = None
    yes_means: str = ""
    spent: dict[str, float] = field(default_factory=dict)
    silent_until: float = 0.0
    album: Album | None = None
    judged: Frame | None = None
    searching: Searching | None = None

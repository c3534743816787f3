"""A dialogue session: plain JSON, so that any process can pick it up where it was left."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Provenance(StrEnum):
    """Where a slot's value came from."""

    SAID = "said"  # the person answered this question
    RECOGNISED = "recognised"  # read out of free text, 系统识别
    CONFIRMED = "confirmed"  # recognised, then confirmed by the person
    SKIPPED = "skipped"  # 待补


@dataclass(frozen=True, slots=True)
class Slot:
    """A value (JSON) and its provenance."""

    value: Any
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Frame:
    """One flow in progress: its name and version, the step asked, and the slots so far.

    ``history`` lists the steps already answered, newest last, for *back*. ``nonce`` makes the
    buttons and the submission of this run of the flow unlike those of any other run.
    ``only`` limits the flow to these slots (a returned ticket); empty means all.
    """

    flow: str
    version: int
    step: str
    nonce: str
    slots: dict[str, Slot] = field(default_factory=dict)
    history: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    ticket: int | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """All a conversation remembers. ``stack`` holds interrupted flows, the current one last."""

    stack: tuple[Frame, ...] = ()
    consented: bool = False
    recent: tuple[str, ...] = ()  # the last few user turns, for follow-up questions
    pending_question: str | None = None  # a declined question that may be passed on

"""What the dialogue of eligibility needs from outside: the rules, and a place for results."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from api.domain.parameter import Source
from api.domain.programme import Programme
from retrieval.answer import Citation


class RuleBook(Protocol):
    """The programmes and the documents they rest on."""

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """All of them, not held against their documents."""

    def checked(self, key: str, as_of: date) -> Programme | None:
        """The programme, what its documents do not say any more marked as stale; ``None``:
        there is none of that key."""

    def citations(self, programme: Programme, as_of: date) -> Mapping[Source, Citation]:
        """Where each quotation of ``programme`` stands; one that no document in force holds is
        left out."""


@dataclass(frozen=True, slots=True)
class NewAssessment:
    """A result to be kept: of which programme (key and title), by the rules of which day, from
    which answers and with which findings, both as JSON."""

    programme: str
    title: str
    as_of: date
    answers: dict[str, Any]
    findings: dict[str, Any]


class Assessments(Protocol):
    """The results a person has saved, as part of a transaction."""

    def keep(self, made: NewAssessment) -> str:
        """Keep it; returns the token of its link, which nobody can guess. The same result again
        keeps the token it has."""

    def count(self) -> int:
        """How many are kept."""

    def forget(self) -> int:
        """Delete all of them, so that their links end; returns how many there were."""


class NoRules:
    """A rule book without programmes, where the service is put together without one."""

    programmes: tuple[Programme, ...] = ()

    def checked(self, key: str, as_of: date) -> Programme | None:
        """See ``RuleBook.checked``."""
        return None

    def citations(self, programme: Programme, as_of: date) -> Mapping[Source, Citation]:
        """See ``RuleBook.citations``."""
        return {}


@dataclass(frozen=True, slots=True)
class KeptAssessment:
    """A result as it was kept, for its page; ``made_at`` in UTC."""

    token: str
    made: NewAssessment
    made_at: datetime

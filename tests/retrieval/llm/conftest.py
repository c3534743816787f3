"""A scripted server for all tests of the package, and a model that asks it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from retrieval.answer import Answer, Claim
from retrieval.asked import Asked
from retrieval.compose import Extractive, Fallback
from retrieval.corpus import load
from retrieval.evidence import Evidence
from retrieval.llm.asking import Asking
from retrieval.llm.endpoint import Options
from retrieval.llm.kept import Kept
from retrieval.llm.phrasing import Phrasing
from retrieval.question import vocabulary
from retrieval.reasons import scope
from tests.llm_server.app import KEY, MODEL
from tests.llm_server.remote import LlmServer
from tests.retrieval import samples


@dataclass(slots=True)
class Hours:
    """A clock of seconds that stands until it is moved, and the day it is."""

    seconds: float = 0.0
    day: date = samples.TODAY


@dataclass(slots=True)
class Desk:
    """Somebody who asks, with the model behind the answers."""

    phrasing: Phrasing
    hours: Hours
    heard: list[Claim] = field(default_factory=list)

    def ask(self, question: str = "捐赠财产有剩余怎么办", as_of: date | None = None) -> Answer:
        asker = samples.asker(composer=Fallback(self.phrasing, quoting()))
        self.heard.clear()
        return asker.ask(question, as_of=as_of, listener=self.heard.append)

    def ended(self) -> dict[str, float]:
        """How the questions so far ended."""
        return dict(self.phrasing.counts.of("answers"))

    def doubts(self) -> dict[str, float]:
        """What became of the claims so far."""
        return dict(self.phrasing.counts.of("claims"))


def quoting() -> Extractive:
    """What stands in for the model."""
    evidence = Evidence(samples.lexical(load(samples.library())), vocabulary()["question_words"])
    return Extractive(evidence, Asked(scope()["asks"]))


Desks = Callable[..., Desk]


@pytest.fixture
def desks(llm: LlmServer, tmp_path: Path) -> Iterator[Desks]:
    """Makes desks that share one data folder: a new one is the service after a restart."""
    opened: list[Desk] = []

    def make(
        timeout: float = 5.0,
        daily_tokens: int = 1_000_000,
        model: str = MODEL,
        key: str = KEY,
        base_url: str = "",
    ) -> Desk:
        hours = Hours()
        phrasing = Phrasing(
            Asking(
                Options(base_url or llm.base_url, model, key, timeout),
                Kept(tmp_path / "llm.sqlite3"),
                daily_tokens=daily_tokens,
                today=lambda: hours.day,
                clock=lambda: hours.seconds,
            )
        )
        opened.append(Desk(phrasing, hours))
        return opened[-1]

    yield make
    for desk in opened:
        desk.phrasing.asking.close()


@pytest.fixture
def desk(desks: Desks) -> Desk:
    return desks()

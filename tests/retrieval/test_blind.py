"""Floors over questions written before anybody saw how they would be answered.

By words alone, so that the suite need not embed two thousand passages: a floor under what a first
start answers. With vectors the figures are higher; ``README.md`` has them, with the command.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.ingest import builtin_documents, ingest
from knowledge.library import MemoryLibrary
from retrieval.evaluate import evaluate_answers
from retrieval.question_lists import read_lists
from retrieval.service import Retrieval, open_retrieval

CASES = read_lists((Path(__file__).parent / "blind_questions.yaml").read_text(encoding="utf-8"))


class TheirDay:
    """The day the questions were written on: a later law must not move the figures."""

    def now(self) -> datetime:
        return datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, float]]:
    library = MemoryLibrary()
    ingest(library, builtin_documents())
    retrieval: Retrieval = open_retrieval(
        library, tmp_path_factory.mktemp("blind"), TheirDay(), dense=False
    )
    yield evaluate_answers(retrieval, CASES, library)["metrics"]
    retrieval.close()


def test_the_right_article_is_found(figures: Mapping[str, float]) -> None:
    assert figures["hit@1"] >= 0.55
    assert figures["hit@3"] >= 0.75
    assert figures["hit@10"] >= 0.88


def test_what_can_be_answered_is_answered(figures: Mapping[str, float]) -> None:
    assert figures["answered"] >= 0.94


def test_what_no_source_answers_is_declined(figures: Mapping[str, float]) -> None:
    assert figures["declined"] >= 0.84


def test_every_quotation_is_in_its_document(figures: Mapping[str, float]) -> None:
    assert figures["quote_exact"] == 1.0

"""Floors over the second held set: near-topic questions among those that no text answers.

Ranked by words alone, so that the suite need not embed two thousand passages, but with the examples
of kinds embedded, as a running service has them. With vectors of the passages the figures are
higher; ``README.md`` has them, with the command.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml

from knowledge.ingest import builtin_documents, ingest
from knowledge.library import MemoryLibrary
from retrieval.evaluate import evaluate_answers
from retrieval.question_lists import read_lists
from retrieval.service import Retrieval, open_retrieval
from tests.retrieval.samples import StoppedClock

TEXT = (Path(__file__).parent / "held_questions.yaml").read_text(encoding="utf-8")
CASES = read_lists(TEXT)
LEAKS = yaml.safe_load(TEXT)["leaks"]


@pytest.fixture(scope="module")
def library() -> MemoryLibrary:
    held = MemoryLibrary()
    ingest(held, builtin_documents())
    return held


@pytest.fixture(scope="module")
def retrieval(
    library: MemoryLibrary, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Retrieval]:
    opened = open_retrieval(library, tmp_path_factory.mktemp("held"), StoppedClock())
    opened.attach_dense()
    yield opened
    opened.close()


def test_what_can_be_answered_is_answered(retrieval: Retrieval, library: MemoryLibrary) -> None:
    figures = evaluate_answers(retrieval, [c for c in CASES if c["answerable"]], library)["metrics"]

    assert figures["answered"] >= 0.94
    assert figures["hit@1"] >= 0.5
    assert figures["hit@10"] >= 0.9
    assert figures["quote_exact"] == 1.0


def test_what_no_source_answers_is_declined(retrieval: Retrieval, library: MemoryLibrary) -> None:
    result = evaluate_answers(retrieval, [c for c in CASES if not c["answerable"]], library)

    assert result["metrics"]["declined"] >= 0.92, result["failures"]


@pytest.mark.parametrize("case", LEAKS, ids=lambda case: case["q"])
def test_rules_of_one_programme_are_not_quoted_for_another(
    retrieval: Retrieval, library: MemoryLibrary, case: Mapping[str, str]
) -> None:
    documents = {document.key: document for document in library.documents()}
    answer = retrieval.ask(case["q"])

    assert case["not"] not in {documents[one.document].programme for one in answer.citations}


@pytest.mark.parametrize(
    "question",
    ["申请专项资金需要什么条件", "专项资金的申请条件是什么", "沪帮沪助申请要具备哪些条件"],
)
def test_the_conditions_of_a_fund_come_before_those_of_anything_else(
    retrieval: Retrieval, library: MemoryLibrary, question: str
) -> None:
    documents = {document.key: document for document in library.documents()}
    first = retrieval.ask(question).citations[0]

    assert documents[first.document].programme is not None

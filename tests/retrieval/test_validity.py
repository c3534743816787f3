"""When a text took effect and whether it stands, told from its record on the day asked for."""

from datetime import date

import pytest

from knowledge.ingest import builtin_documents, ingest
from knowledge.library import MemoryLibrary
from retrieval.answer import AnswerStatus, Role
from retrieval.corpus import Corpus, load
from retrieval.question import Reader, vocabulary
from retrieval.reply import Outcome
from retrieval.validity import Validity

TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    library = MemoryLibrary()
    ingest(library, builtin_documents())
    return load(library)


@pytest.fixture(scope="module")
def reader(corpus: Corpus) -> Reader:
    return Reader(corpus, {}, vocabulary())


def told(corpus: Corpus, reader: Reader, question: str, as_of: date = TODAY) -> Outcome | None:
    return Validity(corpus).answer(reader.read(question), as_of)


def test_the_version_in_force_is_told_with_its_first_day(corpus: Corpus, reader: Reader) -> None:
    outcome = told(corpus, reader, "社会救助法什么时候施行？")
    assert outcome is not None
    assert outcome.status is AnswerStatus.ANSWERED
    assert "自2026年7月1日起施行" in outcome.text
    assert outcome.citations[0].quote == "第七十八条 本法自2026年7月1日起施行。"


def test_before_its_first_day_a_text_is_told_not_to_have_begun(
    corpus: Corpus, reader: Reader
) -> None:
    outcome = told(corpus, reader, "社会救助法生效了吗", date(2026, 6, 30))
    assert outcome is not None
    assert "目前还没有生效" in outcome.text
    assert outcome.citations[0].role is Role.LAPSED


def test_a_text_whose_time_is_over_is_told_to_have_ended(corpus: Corpus, reader: Reader) -> None:
    name = "企业扶贫捐赠所得税税前据实扣除政策"
    outcome = told(corpus, reader, f"{name}现在还有效吗")
    assert outcome is not None
    assert "有效期到2025年12月31日" in outcome.text
    standing = told(corpus, reader, f"{name}还有效吗", date(2025, 12, 31))
    assert standing is not None
    assert "在您问的当天有效" in standing.text


def test_what_is_restated_is_told_to_be_so(corpus: Corpus, reader: Reader) -> None:
    outcome = told(corpus, reader, "志愿服务条例现在还有效吗")
    assert outcome is not None
    assert outcome.text.startswith("依据转述，未见原文。")
    assert "2021年2月1日" not in outcome.text  # the first day of another text


@pytest.mark.parametrize(
    "question", ["慈善法哪年出台的", "《慈善法》从什么时候开始实施的，还有效吗"]
)
def test_what_is_asked_may_be_said_in_many_ways(
    corpus: Corpus, reader: Reader, question: str
) -> None:
    outcome = told(corpus, reader, question)
    assert outcome is not None
    assert "2024年9月5日起施行" in outcome.text


@pytest.mark.parametrize(
    "question",
    [
        "慈善法募捐情况什么时候公布",
        "慈善法第二十二条还有效吗",
        "慈善法规定备案什么时候办",
        "捐赠协议还有效吗",
        "善款的使用情况什么时候公布",
        "没有这部法什么时候施行",
    ],
)
def test_other_questions_are_left_to_the_search(
    corpus: Corpus, reader: Reader, question: str
) -> None:
    assert told(corpus, reader, question) is None

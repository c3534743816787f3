"""Rules that follow one another, before, on and after the day between them, in the built-in texts.

The pairs are real: 社会救助暂行办法 and 社会救助法 (from 2026-07-01), the full deduction of gifts
against poverty (until 2025-12-31), and 慈善法 of 2016 and as amended in 2023 (from 2024-09-05).
"""

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge.documents import Document, Tier
from knowledge.ingest import builtin_documents, ingest
from knowledge.library import MemoryLibrary
from retrieval.answer import Answer, AnswerStatus, Role
from retrieval.service import Retrieval, open_retrieval
from tests.retrieval.samples import StoppedClock

ASSISTANCE = "最低生活保障由谁审核确认"
DEDUCTION = "企业扶贫捐赠可以据实全额扣除吗"
ASKED_BY_NUMBER = "慈善法第六十一条"
# One article of the law of 2016 stands for its text, which is not shipped.
CHARITY_2016 = Document(
    key="慈善法-20160316",
    title="中华人民共和国慈善法",
    text="第六十条 慈善组织应当积极开展慈善活动，厉行节约，减少不必要的开支。\n",
    tier=Tier.OFFICIAL,
    source="本测试",
    issuer="全国人民代表大会",
    published=date(2016, 3, 16),
    effective_from=date(2016, 9, 1),
)


@pytest.fixture(scope="module")
def library() -> MemoryLibrary:
    held = MemoryLibrary()
    ingest(held, [*builtin_documents(), CHARITY_2016])
    return held


@pytest.fixture(scope="module")
def retrieval(
    library: MemoryLibrary, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Retrieval]:
    folder = tmp_path_factory.mktemp("as_of")
    opened = open_retrieval(library, folder, StoppedClock(), dense=False)
    yield opened
    opened.close()


def current(answer: Answer) -> set[str]:
    """Titles quoted as in force."""
    return {one.title for one in answer.citations if one.role is not Role.LAPSED}


@pytest.mark.parametrize(
    ("day", "begun"),
    [
        (date(2026, 6, 30), False),
        (date(2026, 7, 1), True),
        (date(2026, 7, 2), True),
    ],
)
def test_the_law_on_assistance_is_quoted_from_its_first_day(
    retrieval: Retrieval, day: date, begun: bool
) -> None:
    answer = retrieval.ask(ASSISTANCE, as_of=day)

    assert ("中华人民共和国社会救助法" in current(answer)) is begun
    if begun:
        assert "社会救助法" in answer.citations[0].title
    assert answer.as_of == day


@pytest.mark.parametrize(
    ("day", "stands"),
    [
        (date(2025, 12, 30), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
    ],
)
def test_the_full_deduction_is_quoted_until_its_last_day(
    retrieval: Retrieval, day: date, stands: bool
) -> None:
    answer = retrieval.ask(DEDUCTION, as_of=day)

    said = any("扶贫捐赠" in title for title in current(answer))
    assert said is stands
    if not stands:
        assert "有效期到2025年12月31日" in answer.text


def test_asked_about_now_the_ended_deduction_is_told_as_ended(retrieval: Retrieval) -> None:
    answer = retrieval.ask("2026年企业扶贫捐赠还能据实全额扣除吗")

    assert answer.status is AnswerStatus.EXPIRED
    assert current(answer) == set()


def test_a_gift_of_last_year_is_judged_by_the_rule_of_last_year(retrieval: Retrieval) -> None:
    answer = retrieval.ask("去年企业捐的扶贫款可以据实全额扣除吗")

    assert answer.status is AnswerStatus.ANSWERED
    assert answer.as_of == date(2025, 12, 31)
    assert "您问的是以前的事" in answer.text


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2016, 8, 31), None),
        (date(2016, 9, 1), date(2016, 9, 1)),
        (date(2024, 9, 4), date(2016, 9, 1)),
        (date(2024, 9, 5), date(2024, 9, 5)),
        (date(2024, 9, 6), date(2024, 9, 5)),
    ],
)
def test_of_two_versions_of_a_law_the_one_in_force_is_quoted(
    retrieval: Retrieval, day: date, version: date | None
) -> None:
    answer = retrieval.ask("慈善法第六十条", as_of=day)

    cited = [one.effective_from for one in answer.citations if one.role is Role.ANSWER]
    quoted = [] if answer.status is AnswerStatus.EXPIRED else cited[:1]
    assert quoted == ([version] if version else [])


def test_a_law_that_has_not_begun_is_told_as_such_and_not_quoted_as_current(
    retrieval: Retrieval,
) -> None:
    before = retrieval.ask(ASKED_BY_NUMBER, as_of=date(2024, 9, 4))
    after = retrieval.ask(ASKED_BY_NUMBER, as_of=date(2024, 9, 5))

    assert before.status is AnswerStatus.EXPIRED
    assert "自2024年9月5日起施行，目前还没有生效" in before.text
    assert after.citations[0].article == "第六十一条"


@pytest.mark.parametrize("day", [date(2024, 9, 4), date(2025, 12, 31), date(2026, 6, 30)])
@pytest.mark.parametrize("question", [ASSISTANCE, DEDUCTION, ASKED_BY_NUMBER])
def test_nothing_out_of_force_is_ever_quoted_as_current(
    retrieval: Retrieval, library: MemoryLibrary, question: str, day: date
) -> None:
    documents = {one.key: one for one in library.documents()}
    for citation in retrieval.ask(question, as_of=day).citations:
        if citation.role is not Role.LAPSED:
            assert documents[citation.document].in_force(day)

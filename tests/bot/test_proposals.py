"""A language model names words of a report; only what the grammar reads of them is taken."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.conversation import Conversation
from bot.proposals import Proposal, ProposalsAtHand, ProposalsNeeded, verified, wanted
from bot.report_model import ReportModel
from bot.understanding.readers import ReadingContext
from knowledge.places.gazetteer import Gazetteer
from retrieval.llm.asking import Asking
from retrieval.llm.endpoint import Options
from retrieval.llm.kept import Kept
from tests.fakes import UNHURRIED
from tests.llm_server.app import KEY, MODEL
from tests.llm_server.remote import LlmServer, running_llm
from tests.llm_server.script import Behaviour
from tests.transcripts import Chat

TEXT = "娃娃们过冬没得穿，木戛乡中心小学盼着冬衣两百套，全校一百二十个学生等着，电话13800138000"
SLOTS = ("items", "beneficiaries")


@pytest.fixture(scope="module")
def llm() -> Iterator[LlmServer]:
    with running_llm() as server:
        yield server


@pytest.fixture
def asking(llm: LlmServer, tmp_path: Path) -> Iterator[Asking]:
    options = Options(llm.base_url, MODEL, KEY, 5.0)
    asking = Asking(
        options,
        Kept(tmp_path / "llm.sqlite3"),
        daily_tokens=100_000,
        today=lambda: date(2026, 9, 1),
        clock=lambda: 0.0,
    )
    yield asking
    asking.close()


def context(gazetteer: Gazetteer) -> ReadingContext:
    return ReadingContext(gazetteer, date(2026, 9, 1))


def found(text: str, *proposals: tuple[str, str], gazetteer: Gazetteer) -> dict[str, object]:
    slots = verified(
        text, tuple(Proposal(*p) for p in proposals), ("items", "deadline"), context(gazetteer)
    )
    return {name: slot.value for name, slot in slots.items()}


def test_words_of_the_text_that_the_grammar_reads_are_taken(gazetteer: Gazetteer) -> None:
    assert found(TEXT, ("items", "冬衣两百套"), gazetteer=gazetteer) == {
        "items": [{"name": "冬衣", "quantity": 200, "unit": "套"}]
    }


@pytest.mark.parametrize(
    ("slot", "quote"),
    [
        ("items", "冬衣300套"),  # not in the text
        ("items", ""),
        ("deadline", "娃娃们"),  # in the text, but no day
        ("budget_yuan", "13800138000"),  # amounts are not the model's business
        ("beneficiaries", "一百二十个学生"),  # not asked for
    ],
)
def test_everything_else_is_dropped(gazetteer: Gazetteer, slot: str, quote: str) -> None:
    assert found(TEXT, (slot, quote), gazetteer=gazetteer) == {}


def test_only_what_the_grammar_left_open_is_looked_for() -> None:
    assert wanted(TEXT, {}) == ("place", "items", "beneficiaries", "deadline")
    assert wanted("要冬衣", {}) == ()


def test_the_model_is_sent_masked_text_and_its_reply_is_read(
    llm: LlmServer, asking: Asking
) -> None:
    found = '{"field": "需要什么", "quote": "冬衣两百套"}, {"field": "密码", "quote": "1"}'
    reply = f'{{"found": [{found}]}}'
    llm.does(Behaviour(text=f"<think>{{先看}}</think>\n```json\n{reply}\n```"))

    assert ReportModel(asking).propose(TEXT, SLOTS) == (Proposal("items", "冬衣两百套"),)
    (body,) = llm.asked()
    assert "13800138000" not in str(body)
    assert "<项目>需要什么、受益对象</项目>" in body["messages"][1]["content"]
    assert body["response_format"]["json_schema"]["name"] == "found"
    assert dict(asking.counts.of("reports")) == {"phrased": 1}


@pytest.mark.parametrize(
    "behaviour",
    [
        Behaviour(text="我不知道"),
        Behaviour(text='{"found": "没有"}'),
        Behaviour(text="很" * 7_000),
        Behaviour(status=503),
        Behaviour(text='{"found": [', cut=5),
    ],
)
def test_a_model_that_fails_proposes_nothing(
    llm: LlmServer, asking: Asking, behaviour: Behaviour
) -> None:
    llm.does(behaviour)

    assert ReportModel(asking).propose(TEXT, SLOTS) == ()


class Scripted:
    """A proposer that always names the same words."""

    def propose(self, text: str, slots: tuple[str, ...]) -> tuple[Proposal, ...]:
        everybody = Proposal("beneficiaries", "全村老少")
        return tuple(one for one in (everybody, DEADLINE) if one.slot in slots)


DEADLINE = Proposal("deadline", "霜降前")


class ChatWithModel(Chat):
    def conversation(self) -> Conversation:
        return Conversation(
            ledger=self.ledger,
            asker=self.asker,
            clock=self.clock,
            gazetteer=self.gazetteer,
            proposer=Scripted(),
            limits=UNHURRIED,
        )


def test_a_report_takes_what_was_found_and_says_who_found_it(gazetteer: Gazetteer) -> None:
    chat = ChatWithModel(gazetteer)
    chat.follow(
        """
        > 澜沧县木戛乡中心小学需要冬衣200套，盼霜降前能到，全村老少都惦记
        < 您刚才写的内容已留着
        < 另外，您写的上报文字（号码隐去后）会交给一个语言模型
        < 上报之前，请先看一下
        > 同意
        < 好的，现在开始上报。
        < …
        < …
        """
    )
    slots = chat.ledger.shelf.sessions["web-li"].stack[-1].slots
    assert slots["items"].value[0]["name"] == "冬衣"


def test_what_was_not_fetched_yet_is_asked_for_outside_of_the_transaction() -> None:
    at_hand = ProposalsAtHand()
    with pytest.raises(ProposalsNeeded) as needed:
        at_hand.propose(TEXT, SLOTS)
    at_hand.keep(needed.value, (DEADLINE,))

    assert at_hand.propose(TEXT, SLOTS) == (DEADLINE,)

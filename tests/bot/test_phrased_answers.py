"""An answer phrased by a model, while it comes and when it is whole."""

from bot.conversation import Conversation
from bot.dialogue.turn import Inbound
from knowledge.places.gazetteer import Gazetteer
from retrieval.answer import Claim
from tests.fakes import CHARITY_LAW_22, NOON, FixedClock, MemoryLedger, ScriptedAsker

CLAIM = Claim("开展公开募捐应当取得公开募捐资格", (CHARITY_LAW_22,))


def test_who_sent_the_question_hears_what_is_certain_before_the_turn_is_there() -> None:
    heard: list[str] = []
    conversation = Conversation(
        ledger=MemoryLedger(FixedClock()),
        asker=ScriptedAsker(phrased=(CLAIM,)),
        clock=FixedClock(),
        gazetteer=Gazetteer.load(),
    )
    asked = Inbound("web", "c", "c:1", NOON, text="公开募捐需要什么资格？")

    turn = conversation.handle(asked, heard.append)

    (line,) = heard
    assert line.startswith(CLAIM.text)
    assert "第二十二条" in line
    assert turn is not None
    assert conversation.handle(asked, heard.append) == turn
    assert len(heard) == 1, "an answer that was given is not told again"

"""保存结果: the last verdict is kept under a link; all that were kept are deleted on request."""

from dataclasses import replace

from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.eligibility import run
from bot.eligibility.going_on import checked_programme
from bot.eligibility.judging import judged_by
from bot.eligibility.ports import NewAssessment
from bot.exchange import Exchange, pending, said, then_pending
from bot.texts import Language, speaking

MOST = 50  # results a person may keep


def saved(exchange: Exchange) -> Turn:
    """Keep the last verdict and give the link to it; the page is in Simplified Chinese."""
    frame = exchange.session.judged
    if frame is None or frame.step != run.VERDICT:
        return said(pending(exchange), texts.RESULT_NOTHING)
    programme = checked_programme(exchange, frame)
    count = exchange.tx.assessments.count()
    if count >= MOST:
        return said(pending(exchange), texts.RESULTS_FULL.format(count=count))
    facts = run.facts_of(frame, programme)
    with speaking(Language.SIMPLIFIED):
        judged = judged_by(exchange.rules, programme, facts, exchange.today)
    answers = {name: frame.slots[name].value for name in facts}
    made = NewAssessment(
        programme.key, programme.title, exchange.today, answers, judged.findings.to_json()
    )
    token = exchange.tx.assessments.keep(made)
    link = exchange.entrances.page(f"/assessments/{token}")
    return then_pending(exchange, Turn((Message(texts.RESULT_SAVED.format(link=link)),)))


def forgetting(exchange: Exchange) -> Turn:
    """删除保存的结果: asked once more."""
    count = exchange.tx.assessments.count()
    if not count:
        return said(pending(exchange), texts.RESULTS_NONE)
    sure = DeskButton("fitforget").code
    exchange.session = replace(exchange.session, yes_means=sure)
    choices = (
        Choice(sure, texts.RESULTS_FORGET_YES),
        Choice(DeskButton("fitkeep").code, texts.RESULTS_FORGET_NO),
    )
    return Turn((Message(texts.RESULTS_FORGET_SURE.format(count=count)),), choices)


def forgotten(exchange: Exchange) -> Turn:
    """They are deleted, and their links end."""
    count = exchange.tx.assessments.forget()
    sentence = texts.RESULTS_FORGOTTEN.format(count=count) if count else texts.RESULTS_NONE
    return said(pending(exchange), sentence)


def kept_after_all(exchange: Exchange) -> Turn:
    """不删除."""
    return said(pending(exchange), texts.RESULTS_KEPT)

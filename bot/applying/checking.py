"""The check of an application against the rules of its programme, before it is submitted."""

from datetime import date

from api.domain.errors import Invalid
from bot.applying.slots import programme_of, project_of
from bot.dialogue.session import Frame
from bot.dialogue.turn import Message
from bot.eligibility.judging import judged_by
from bot.eligibility.ports import RuleBook
from bot.eligibility.verdict import judgement_messages


def verdict_on(frame: Frame, book: RuleBook, today: date) -> tuple[Message, ...]:
    """What the rules of the programme chosen say of the answers in ``frame``, with the words they
    rest on; none while there is no whole project, or when the programme is gone."""
    programme = book.checked(programme_of(frame), today)
    if programme is None:
        return ()
    try:
        facts = project_of(frame).facts(programme)
    except Invalid:
        return ()
    return judgement_messages(judged_by(book, programme, facts, today))

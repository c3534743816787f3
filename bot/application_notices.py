"""What the members of an organisation are told when its application (申报) moves."""

from api.domain.application_event import Act, Standing
from api.domain.application_news import ApplicationNews
from bot import texts
from bot.dialogue.turn import Message, Turn
from bot.own_applications import applications_button, mend_button


def application_turn(news: ApplicationNews) -> Turn:
    """It was entered, passed a stage, was returned or refused, or is concluded; or a colleague
    submitted, mended or withdrew it."""
    if news.by_member:
        sentence = {
            Act.ENTERED: texts.APPLICATION_BY_COLLEAGUE,
            Act.ANSWERED: texts.APPLICATION_MENDED_BY_COLLEAGUE,
            Act.WITHDRAWN: texts.APPLICATION_WITHDRAWN_BY_COLLEAGUE,
        }[news.act]
    elif news.standing is Standing.COMPLETED:
        sentence = texts.APPLICATION_COMPLETED
    else:
        sentence = {
            Act.ENTERED: texts.APPLICATION_ENTERED,
            Act.PASSED: texts.APPLICATION_PASSED,
            Act.SKIPPED: texts.APPLICATION_PASSED,
            Act.RETURNED: texts.APPLICATION_RETURNED,
            Act.REJECTED: texts.APPLICATION_REJECTED,
        }[news.act]
    said = sentence.format(
        code=news.code,
        title=news.title,
        stage=news.stage,
        next_stage=news.next_stage,
        note=news.note,
    )
    is_returned = news.act is Act.RETURNED
    mend = (mend_button(news.number),) if is_returned else ()
    return Turn((Message(said),), (*mend, applications_button()))

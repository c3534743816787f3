"""What staff and members of an organisation are told of what is due of applications (申报)."""

from collections.abc import Sequence

from api.domain.application_due import ApplicationDue
from bot import texts
from bot.dialogue.turn import Message, Turn
from bot.own_applications import applications_button

MOST_NAMED = 8


def applications_due_turn(due: Sequence[ApplicationDue]) -> Turn:
    """For staff: which decisions wait and which milestones are late, the longest due first."""
    lines = [_said(_sentence(one), one) for one in due[:MOST_NAMED]]
    if len(due) > MOST_NAMED:
        lines.append(texts.APPLICATIONS_MORE.format(count=len(due) - MOST_NAMED))
    head = texts.APPLICATIONS_DUE.format(count=len(due))
    return Turn((Message("\n".join((head, *lines, texts.APPLICATIONS_WHERE))),))


def project_milestone_turn(one: ApplicationDue) -> Turn:
    """For the organisation: a milestone is near, or late."""
    sentence = texts.PROJECT_MILESTONE_LATE if one.late else texts.PROJECT_MILESTONE_NEAR
    return Turn((Message(_said(sentence, one)),), (applications_button(),))


def _sentence(one: ApplicationDue) -> str:
    if one.is_milestone:
        return texts.APPLICATION_SLIPPED
    return texts.APPLICATION_LATE if one.late else texts.APPLICATION_DUE


def _said(sentence: str, one: ApplicationDue) -> str:
    return sentence.format(
        code=one.code, title=one.title, what=one.what, month=one.due.month, day=one.due.day
    )

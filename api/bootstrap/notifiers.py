"""What the desk tells people, worded by the conversation and given as turn JSON."""

from typing import Any

from api.desk.chats import ChatNotifier
from api.desk.people import Notifier
from bot.application_notices import application_turn
from bot.dialogue.session_json import session_from_json
from bot.dialogue.turn_json import turn_json
from bot.notices import answer_turn, asked_turn, dismissed_turn, notice_turn, supporter_turn
from bot.organisations.notices import organisation_turn
from bot.post_notices import closed_turn
from bot.staff_notices import joined_turn, late_turn, over_turn, staff_turn


def notifier() -> Notifier:
    """The wording of what happens to tickets and to questions passed on."""
    return Notifier(
        ticket=lambda ticket: turn_json(notice_turn(ticket)),
        question=lambda *asked: turn_json(asked_turn(*asked)),
        supporter=lambda ticket: turn_json(supporter_turn(ticket)),
        answer=lambda *told: turn_json(answer_turn(*told)),
        dismissed=lambda *told: turn_json(dismissed_turn(*told)),
        post_closed=lambda post: turn_json(closed_turn(post)),
        organisation=lambda *told: turn_json(organisation_turn(*told)),
        application=lambda news: turn_json(application_turn(news)),
    )


def chat_notifier() -> ChatNotifier:
    """The wording of what staff do in a talk."""
    return ChatNotifier(
        joined=lambda: turn_json(joined_turn()),
        said=lambda text: turn_json(staff_turn(text)),
        late=lambda number: turn_json(late_turn(number)),
        over=_over,
    )


def _over(session: dict[str, Any], handed_back: bool) -> dict[str, Any]:
    return turn_json(over_turn(session_from_json(session), handed_back=handed_back))

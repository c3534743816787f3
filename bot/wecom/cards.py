"""A card of choices as the platform takes it.

Forms: https://developer.work.weixin.qq.com/document/path/90236 (button_interaction and
vote_interaction). Pressing gives the key of a button, or the id of the ticked option, back.
"""

from typing import Any

from bot import texts
from bot.wecom.render import BUTTON_COLUMNS, BUTTONS, OPTION_COLUMNS, CardPart, columns

Json = dict[str, Any]

QUESTION = "choice"
SUBMIT = "submit"
_BLUE, _PLAIN = 1, 2  # styles of a button


def card_json(card: CardPart, task: str) -> Json:
    """``task`` is an id no card of this application had before: 128 letters and digits at most."""
    body = _options(card) if len(card.choices) > BUTTONS else _buttons(card)
    return body | {"task_id": task}


def _buttons(card: CardPart) -> Json:
    body: Json = {
        "card_type": "button_interaction",
        "main_title": {"title": card.title},
        "button_list": [
            {
                "text": shortened(choice.label, BUTTON_COLUMNS),
                "style": _PLAIN if place else _BLUE,
                "key": choice.code,
            }
            for place, choice in enumerate(card.choices)
        ],
    }
    return body | ({"sub_title_text": card.subtitle} if card.subtitle else {})


def _options(card: CardPart) -> Json:
    heading = {"title": card.title} | ({"desc": card.subtitle} if card.subtitle else {})
    return {
        "card_type": "vote_interaction",
        "main_title": heading,
        "checkbox": {
            "question_key": QUESTION,
            "mode": 0,  # one of them
            "option_list": [
                {"id": choice.code, "text": shortened(choice.label, OPTION_COLUMNS)}
                for choice in card.choices
            ],
        },
        "submit_button": {"text": texts.WECOM_CONFIRM, "key": SUBMIT},
    }


def shortened(label: str, widest: int) -> str:
    """``label`` in at most ``widest`` columns; what is left out is marked."""
    if columns(label) <= widest:
        return label
    while columns(label) > widest - 2:
        label = label[:-1]
    return label + "…"

"""The lines of transcript that staff read: what was said, typed or tapped, as plain text."""

from dataclasses import replace

from bot import texts
from bot.dialogue.buttons import DeskButton, decode
from bot.dialogue.turn import Choice, Inbound, Message

_TAPPED = "［点了］{label}"
_UNKNOWN_TAP = "［点了一个旧按钮］"
_LOCATION = "［发来位置］"
_FILE = "［发来文件］{name}"
_HANDED_OUT = "［发出文件］{name}"
_EMPTY = "［空消息］"
_OPENED = "［打开对话］"


def person_line(inbound: Inbound, choices: tuple[Choice, ...]) -> str:
    """What the person did; ``choices`` are the buttons that were to be seen."""
    if inbound.choice is not None:
        labels = {choice.code: choice.label for choice in choices}
        label = labels.get(inbound.choice) or _desk_label(inbound.choice)
        return _TAPPED.format(label=label) if label else _UNKNOWN_TAP
    if inbound.location is not None:
        return _LOCATION
    if inbound.file is not None:
        return _FILE.format(name=inbound.file.name)
    if inbound.text is not None and inbound.text.startswith("/start"):
        return _OPENED  # nobody typed that: a page sends it, or Telegram's start button
    return inbound.text or _EMPTY


def _desk_label(code: str) -> str:
    """What a button outside the flow in progress says."""
    button = decode(code)
    if not isinstance(button, DeskButton):
        return ""
    return _desk_labels().get(button.verb, "").format(number=button.argument)


def _desk_labels() -> dict[str, str]:
    return {
        "report": texts.MENU_REPORT,
        "batch": texts.MENU_BATCH,
        "ask": texts.MENU_ASK,
        "mine": texts.MENU_MINE,
        "fit": texts.MENU_ELIGIBILITY,
        "fittry": texts.TRY_ELIGIBILITY,
        "fitsave": texts.ELIGIBILITY_SAVE,
        "fitedit": texts.ELIGIBILITY_CHANGE,
        "fitother": texts.ELIGIBILITY_OTHER,
        "fitforget": texts.RESULTS_FORGET_YES,
        "fitkeep": texts.RESULTS_FORGET_NO,
        "help": texts.MENU_HELP,
        "pass": texts.HAND_ON,
        "human": texts.CALL_STAFF,
        "auto": texts.BACK_TO_BOT,
        "answer": texts.ANSWER_STAFF,
        "send": texts.SEND_TO_STAFF,
        "afresh": texts.NOT_THE_ANSWER,
        "remark": texts.ONE_MORE_SENTENCE,
        **texts.FEEDBACK,
        "leave": texts.LEAVE_QUESTION,
        "useful": texts.USEFUL,
        "useless": texts.USELESS,
        "ticket": texts.TICKET_BUTTON,
        "need": texts.SEE_NEED,
        "supply": texts.SUPPLY,
        "withdraw": texts.WITHDRAW,
        "withdrawn": texts.WITHDRAW_YES,
        "posts": texts.MENU_POSTS,
        "handover": texts.HAND_OVER,
        "offer": texts.OFFER_CODE,
        "calloff": texts.CALL_OFF,
        "brief": texts.SEE_BRIEF,
        "accept": texts.ACCEPT_INVITATION,
        "decline": texts.DECLINE_INVITATION,
    }


def bot_line(message: Message) -> str:
    """What the bot said; a card as its lines, a document as its name."""
    if message.document is not None:
        handed_out = _HANDED_OUT.format(name=message.document.name)
        return "\n".join(filter(None, (bot_line(replace(message, document=None)), handed_out)))
    if message.card is None:
        return message.text
    rows = (
        f"{row.label}：{row.value}{f'（{row.mark}）' if row.mark else ''}"
        for row in message.card.rows
    )
    return "\n".join((message.text, message.card.title, *rows))

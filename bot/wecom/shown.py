"""What a used card is to say in place of its buttons: what was chosen."""

from collections.abc import Iterable

from bot import texts
from bot.dialogue.turn import Choice

_CHATS = 10_000
_CHOICES = 60  # per chat; more than the latest few cards carry


class ShownChoices:
    """Kept in memory only: after a restart a used card says no more than that it was used."""

    def __init__(self) -> None:
        """Nothing shown yet."""
        self._chosen: dict[str, dict[str, str]] = {}

    def show(self, chat: str, choices: Iterable[Choice]) -> None:
        """These stand on a card of ``chat`` now, whose language is the one spoken at present."""
        chosen = self._chosen.pop(chat, {})
        for choice in choices:
            chosen.pop(choice.code, None)
            chosen[choice.code] = texts.WECOM_CHOSEN.format(label=choice.label)
        self._chosen[chat] = dict(list(chosen.items())[-_CHOICES:])
        if len(self._chosen) > _CHATS:
            self._chosen.pop(next(iter(self._chosen)))

    def chosen(self, chat: str, code: str) -> str:
        """That the button with this code was chosen; only that one was, when it is forgotten."""
        return self._chosen.get(chat, {}).get(code, texts.WECOM_USED)

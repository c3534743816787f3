"""Documents the bot hands out: a message names one by key, a channel fetches it when it is wanted.

Nothing is made before somebody wants it, and only the person of the chat gets it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from api.domain.errors import NotFound
from bot import texts

_KEY = re.compile(r"([a-z]{1,20})(?:-([0-9a-z]{1,40}))?")


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A document as it is given: name, media type and content."""

    name: str
    media_type: str
    content: bytes


# Of a kind of document: for the person, the one of that id (empty when there is only one).
# Raises ``NotFound`` for what is not there or not this person's.
Maker = Callable[[str, str], HandedOut]


class Documents(Protocol):
    """``Handouts`` as a channel needs it."""

    def fetch(self, channel: str, chat: str, key: str) -> HandedOut:
        """The document of ``key``.

        Raises:
            NotFound: there is none, or it is not for the person of this chat.
        """


class Handouts:
    """Documents by kind. A key is ``kind`` or ``kind-id``."""

    def __init__(
        self, makers: Mapping[str, Maker], person_of: Callable[[str, str], str | None]
    ) -> None:
        """``person_of`` knows the person of a channel and chat, ``None`` for a stranger."""
        self._makers = dict(makers)
        self._person_of = person_of

    def fetch(self, channel: str, chat: str, key: str) -> HandedOut:
        """See ``Documents.fetch``."""
        named = _KEY.fullmatch(key)
        maker = self._makers.get(named[1]) if named else None
        person = self._person_of(channel, chat)
        if named is None or maker is None or person is None:
            raise NotFound(texts.NO_SUCH_DOCUMENT)
        return maker(person, named[2] or "")

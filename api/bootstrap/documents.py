"""The documents the bot hands out, put together: which kinds there are and what makes them."""

from api.store.database import Database
from api.store.people import known_person
from bot.handouts import Handouts


def open_documents(database: Database) -> Handouts:
    """Every kind of document, each only for the person it was made for."""

    def person_of(channel: str, chat: str) -> str | None:
        with database.read() as unit:
            return known_person(unit, channel, chat)

    return Handouts({}, person_of)

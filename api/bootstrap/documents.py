"""The documents the bot hands out, put together: which kinds there are and what makes them."""

from api.store.batches import SqlBatches
from api.store.database import Database
from api.store.people import known_person
from bot.batch.handing_out import handed_rows, handed_template
from bot.handouts import HandedOut, Handouts


def open_documents(database: Database) -> Handouts:
    """Every kind of document, each only for the person it was made for."""

    def person_of(channel: str, chat: str) -> str | None:
        with database.read() as unit:
            return known_person(unit, channel, chat)

    def rows(person: str, key: str) -> HandedOut:
        with database.read() as unit:
            return handed_rows(SqlBatches(unit, person), key)

    return Handouts({"template": lambda _person, _one: handed_template(), "rows": rows}, person_of)

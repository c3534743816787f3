"""What the conversation says: as written, and as administrators of this service reworded it."""

from api.live_texts import LiveTexts
from api.store.database import Database
from bot.texts.in_force import IN_FORCE


def open_texts(database: Database) -> LiveTexts:
    """The sentences in force from now on, in the whole process."""
    texts = LiveTexts(database)
    texts.follow()
    IN_FORCE.follow(texts)
    return texts

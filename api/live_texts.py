"""What the conversation says, as administrators reworded it: followed by every worker."""

from api.store import reworded_texts
from api.store.database import Database
from bot.texts.in_force import Sentences
from bot.texts.rewording import Rewording


class LiveTexts:
    """The sentences in force. Thread-safe: who speaks gets the old ones or the new ones."""

    def __init__(self, database: Database) -> None:
        """As written, until followed for the first time."""
        self._database = database
        self._changes = 0
        self._sentences: Sentences = Rewording({})

    def __call__(self) -> Sentences:
        """What is said at this moment."""
        return self._sentences

    def follow(self) -> None:
        """Take in what was changed since, by whichever worker; costs a count when nothing was."""
        with self._database.read() as unit:
            changes = reworded_texts.changes(unit)
            if changes == self._changes:
                return
            overrides = reworded_texts.all_overrides(unit)
        self._sentences, self._changes = Rewording(overrides), changes

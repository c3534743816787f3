"""What the staff desk works with, put together by the composition root."""

from dataclasses import dataclass

from api.desk.passwords import Passwords
from api.desk.people import Notifier
from api.store.database import Database
from api.store.files import FileStore


@dataclass(frozen=True, slots=True)
class DeskServices:
    """Everything the desk needs from outside. ``notifier`` words what people are told."""

    database: Database
    passwords: Passwords
    notifier: Notifier
    files: FileStore

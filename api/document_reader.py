"""Reads imported files one after the other in a thread; each in a process apart (see knowledge)."""

from api.background import Background
from api.desk.document_imports import BROKEN, was_read, was_refused
from api.domain.errors import NotFound
from api.domain.imported import FileState
from api.store.database import Database
from api.store.document_files import document_file, files_in_state
from api.store.files import FileStore
from knowledge.importers import read_upload
from knowledge.reading.refusals import ImportRefused


class DocumentReader:
    """Nothing is lost by a crash: what was being read is read again by the next process."""

    def __init__(self, database: Database, files: FileStore) -> None:
        """No thread runs before there is something to read."""
        self._database = database
        self._files = files
        self._background = Background[str]("reading", self.read, self._broke)

    def begin(self, key: str) -> None:
        """Read the file ``key`` when it is its turn; returns at once."""
        self._background.begin(key)

    def resume(self) -> None:
        """Read what an earlier process left unread."""
        with self._database.read() as unit:
            left = files_in_state(unit, FileState.READING)
        for file in reversed(left):
            self.begin(file.id)

    def read(self, key: str) -> None:
        """Read the file ``key`` now and keep what became of it."""
        with self._database.read() as unit:
            file = document_file(unit, key)
        if file.state is not FileState.READING:
            return
        try:
            drafts = read_upload(file.name, self._files.kept_bytes(file.path))
        except ImportRefused as refusal:
            self._refused(key, refusal.user)
            return
        except NotFound as refusal:
            self._refused(key, refusal.message)
            return
        with self._database.begin() as unit:
            was_read(unit, key, drafts)

    def _broke(self, key: str) -> None:
        self._refused(key, BROKEN)

    def _refused(self, key: str, sentence: str) -> None:
        with self._database.begin() as unit:
            was_refused(unit, key, sentence)

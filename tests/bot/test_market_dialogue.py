"""Needs looked for in the chat: pages, filters taken away and changed, one of them opened."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.market.meaning import Meaning
from api.market.search import MarketSearch
from api.store.database import Database
from bot.dialogue.session import Searching
from bot.texts import Language, speaking
from knowledge.places.gazetteer import Gazetteer
from tests import databases
from tests.api.market.made_needs import need, published
from tests.api.market.test_meaning import Topics
from tests.fakes import FixedClock
from tests.transcripts import Chat


@pytest.fixture(scope="module")
def market(
    gazetteer: Gazetteer, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MarketSearch]:
    """Five needs of their own, then ten of one kind."""
    g = gazetteer
    url = databases.sqlite_copy(sqlite_template, tmp_path_factory.mktemp("market"))
    database = Database(url, FixedClock())
    published(
        database,
        need(g, "530828", "education", "冬衣 棉被", 48_000, site="木戛小学", by="2026-12-20"),
        need(g, "532624", "education", "图书 课桌椅", 120_000, site="杨万中学"),
        need(g, "533301", "health", "便携式超声机", 180_000, urgency="urgent"),
        need(g, "632624", "elderly", "取暖炉", None, kind="独居老人", urgency="sudden"),
        need(g, "520324", "infrastructure", "直饮水机", 35_000, site="市坪小学", urgency="urgent"),
        *(need(g, "620103", "infrastructure", "路灯", 1000 * (1 + n)) for n in range(10)),
    )
    yield MarketSearch(database, g)
    database.close()


@pytest.fixture
def donor(gazetteer: Gazetteer, market: MarketSearch) -> Chat:
    return Chat(gazetteer, market=market)


def test_a_sentence_is_answered_with_needs_and_its_filters(donor: Chat) -> None:
    donor.follow(
        """
        > 云南有没有5万以内的助学需求
        < 找到 1 条需求。条件：云南省、教育、5万元以内。
        = [看 1001] [去掉云南省] [去掉教育] [去掉5万元以内] [订阅这些] [重新找]
        """
    )
    assert "1001 · 澜沧拉祜族自治县：冬衣、棉被 · 还差4.8万元" in donor.texts[0]


def test_filters_are_taken_away_by_button_and_by_word(donor: Chat) -> None:
    donor.follow(
        """
        > 云南有没有5万以内的助学需求
        < 找到 1 条
        > [去掉5万元以内]
        < 找到 2 条需求。条件：云南省、教育。
        > 不限地区
        < 找到 2 条需求。条件：教育。
        > 去掉教育
        < 找到 15 条需求，下面是第 1 到 5 条。
        > 去掉火星
        < …
        """
    )


def test_a_further_sentence_changes_the_search(donor: Chat) -> None:
    donor.follow(
        """
        > 有哪些需求可以认领
        < 找到 15 条
        > 只看云南的
        < 找到 3 条需求。条件：云南省。
        > 换成医疗
        < 找到 1 条需求。条件：云南省、医疗卫生。
        > 还要教育
        < 条件：云南省、医疗卫生、教育。
        > 便宜点的
        < 条件：云南省、医疗卫生、教育、金额小的在前。
        > 15万以内
        < 找到 2 条
        > 重新找
        < 想找什么样的需求
        > 看全部
        < 找到 15 条
        """
    )


def test_another_thing_in_the_place_of_the_first_keeps_the_place(donor: Chat) -> None:
    donor.follow(
        """
        > 有没有云南的助学需求，图书
        < 条件：云南省、教育、“图书”。
        > 换成医疗
        < 条件：云南省、医疗卫生。
        > 换成冬衣
        < 条件：云南省、“冬衣”。
        """
    )


def test_cheaper_ones_come_first(donor: Chat) -> None:
    donor.say("有哪些需求可以认领")
    donor.say("便宜点的")
    lines = donor.texts[0].splitlines()[1:6]
    assert [line.split("还差")[1][:5] for line in lines] == [f"{n},000" for n in range(1, 6)]


def test_pages_go_on_and_end(donor: Chat) -> None:
    donor.follow(
        """
        > 甘肃的需求
        < 找到 10 条需求，下面是第 1 到 5 条。
        > [更多]
        < 下面是第 6 到 10 条。
        > 更多
        < 没有更多了，一共 10 条。
        """
    )


def test_a_need_is_opened_by_button_number_and_place(donor: Chat) -> None:
    donor.follow(
        """
        > 给孤寡老人的
        < 找到 1 条需求。条件：孤寡独居老人。
        > [看 1004]
        < 需求 1004 · 已发布
        = [回到结果]
        > 回到结果
        < 找到 1 条需求
        > 第1个
        < 需求 1004
        > 看1001
        < 需求 1001
        > 看4711
        < 没有找到公开的需求 4711
        """
    )
    assert "木戛小学" not in str(donor.turn)


def test_a_need_is_opened_by_its_number_without_a_search(donor: Chat) -> None:
    donor.follow(
        """
        > 需求1003
        < 网页：/needs/1003
        = [认领这件需求]
        """
    )


def test_an_opened_need_shows_what_everybody_may_see(donor: Chat) -> None:
    donor.say("找需求")
    turn = donor.say("看1001")
    card = turn.messages[0].card
    assert card is not None
    shown = {row.slot: row.value for row in card.rows}
    assert shown["place"] == "云南省普洱市澜沧拉祜族自治县"
    assert shown["open"] == "4.8万元"
    assert shown["deadline"] == "2026-12-20"
    assert shown["items"].startswith("冬衣 10件")


def test_nothing_found_offers_what_to_take_away(donor: Chat) -> None:
    donor.follow(
        """
        > 云南5万以内的医疗需求
        < 没有找到符合全部条件的需求。
        = [去掉医疗卫生] [去掉5万元以内] [订阅这些] [重新找]
        > [去掉5万元以内]
        < 找到 1 条
        """
    )


def test_what_no_single_filter_helps_is_said_so(donor: Chat) -> None:
    donor.follow(
        """
        > 有没有西藏的养老项目，100元以内
        < 去掉哪个条件都还是没有
        = [订阅这些] [重新找]
        """
    )


def test_after_being_asked_any_sentence_says_what_to_look_for(donor: Chat) -> None:
    for said, number in (
        ("急需净水设备的学校", 1005),
        ("怒江州泸水市 医疗", 1003),
        ("学校 课桌", 1002),
        ("冬衣", 1001),
    ):
        donor.say("找需求")
        assert f"{number} · " in donor.say(said).messages[0].text, said


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("急需净水设备的学校", 1005),
        ("年底前要的冬衣", 1001),
        ("10万到15万之间的图书", 1002),
        ("取暖炉", 1004),
        ("手里有十万块钱，想帮帮贵州的学校", 1005),
    ],
)
def test_a_search_need_not_be_asked_for(said: str, number: int, donor: Chat) -> None:
    assert f"{number} · " in donor.say(said).messages[0].text


@pytest.mark.parametrize("said", ["香蕉", "航天飞机", "今天真热"])
def test_words_that_no_need_has_are_no_search(said: str, donor: Chat) -> None:
    donor.say(said)
    assert "没有看懂" in donor.texts[0] or "找到" not in donor.texts[0]


@pytest.mark.parametrize(
    "text",
    [
        "我们学校急需净水设备",
        "云南省普洱市澜沧县木戛乡中心小学需要200套冬衣，预算5万元",
        "澜沧县有一所缺课桌的小学，希望帮助",
        "我要上报一个需求",
    ],
)
def test_a_report_is_a_report_also_after_a_search(text: str, donor: Chat) -> None:
    donor.say("云南的需求")
    assert donor.say(text).flow == "consent"


@pytest.mark.parametrize("text", ["公开募捐要什么资格？", "转人工", "我的上报", "帮助"])
def test_other_wishes_are_not_taken_for_a_search(text: str, donor: Chat) -> None:
    donor.say("找需求")
    assert "找到" not in "".join(donor.say(text).messages[0].text)


def test_in_the_middle_of_a_report_the_question_is_asked_again(donor: Chat) -> None:
    donor.say("上报需求")
    donor.tap("同意")
    turn = donor.say("有没有贵州的净水需求")
    assert "1005 · " in turn.messages[0].text
    assert turn.messages[-1].text.startswith("接着刚才的填写")
    assert turn.asks == "place"


def test_sums_that_contradict_each_other_are_refused_and_the_search_stays(donor: Chat) -> None:
    donor.follow(
        """
        > 10万以上的需求
        < 找到 2 条
        > 5万以内
        < 金额的下限比上限还大
        > 去掉金额
        < 找到 15 条
        """
    )


def test_old_buttons_and_words_without_a_search_lead_somewhere(donor: Chat) -> None:
    assert "还没有在找需求" in donor.say("更多").messages[0].text
    assert "想找什么样的需求" in donor.press("d:without:most").messages[0].text
    assert "想找什么样的需求" in donor.press("d:found").messages[0].text
    donor.say("云南的需求")
    assert "条件：云南省" in donor.press("d:without:cnothing").messages[0].text


def test_a_stored_search_of_another_version_filters_no_more(donor: Chat) -> None:
    donor.say("甘肃的需求")
    (person, session), *_ = donor.ledger.shelf.sessions.items()
    assert session.searching == Searching("place=62", 0, (1015, 1014, 1013, 1012, 1011))
    foreign = Searching("category=weapons", 0, (1015,))
    donor.ledger.shelf.sessions[person] = replace(session, searching=foreign)
    assert "一共 15 条" not in donor.say("更多").messages[0].text
    assert "下面是第 6 到 10 条" in donor.texts[0]


def test_english_buttons_can_be_typed(donor: Chat) -> None:
    donor.say("english")
    donor.say("Find needs")
    donor.say("云南的需求")
    assert donor.say("See 1001").messages[0].card is not None
    assert "Filters" in donor.say("Back to results").messages[0].text
    donor.say("Not 云南省")
    assert "these are 1 to 5" in donor.texts[0]
    with speaking(Language.ENGLISH):
        assert "6 to 10" in donor.say("More").messages[0].text


def test_an_offer_goes_to_staff_and_needs_it_may_meet_are_shown(donor: Chat) -> None:
    donor.follow(
        """
        > 我们公司想捐一批图书
        < 已转给工作人员
        < 1002 · 麻栗坡县：图书、课桌椅
        = [看 1002]
        """
    )
    assert donor.ledger.shelf.questions == [("web-li", "我们公司想捐一批图书")]
    assert len(donor.say("我们想捐一批航天飞机").messages) == 1


def test_without_a_market_staff_get_the_wish(chat: Chat) -> None:
    assert "已转给工作人员" in chat.say("云南有什么需求").messages[0].text
    assert "现在查不了" in chat.say("找需求").messages[0].text


def test_where_nothing_is_published_yet_the_search_says_so(
    gazetteer: Gazetteer, sqlite_database: Database
) -> None:
    visitor = Chat(gazetteer, market=MarketSearch(sqlite_database, gazetteer))
    visitor.say("云南有没有5万以内的助学需求")
    assert "还没有" in visitor.texts[0]


def test_what_only_means_something_like_it_is_shown_apart(
    gazetteer: Gazetteer, sqlite_database: Database, tmp_path: Path
) -> None:
    published(
        sqlite_database,
        need(gazetteer, "530828", "education", "冬衣", 48_000),
        need(gazetteer, "530828", "education", "黑板", 9_000),
    )
    market = MarketSearch(
        sqlite_database, gazetteer, meaning=Meaning(Topics(), tmp_path / "kept.sqlite3")
    )
    market.follow()
    donor = Chat(gazetteer, market=market)
    donor.say("找需求")
    donor.follow(
        """
        > 阅读
        < 意思相近的：
        = [看 1002] [去掉阅读] [重新找]
        > 第1个
        < 需求 1002
        """
    )


def test_a_sentence_that_alone_finds_something_begins_a_new_search(donor: Chat) -> None:
    donor.follow(
        """
        > 急需净水设备的学校
        < …
        > 给孤寡老人的
        < 找到 1 条需求。条件：孤寡独居老人。
        > 有没有人要图书
        < 找到 1 条需求
        """
    )


@pytest.mark.parametrize("text", ["C1", "撤回认领 C1", "进展 C1：已发货"])
def test_a_claim_named_after_being_asked_is_not_searched_for(text: str, donor: Chat) -> None:
    donor.say("找需求")
    donor.say(text)
    assert "认领 C1" in donor.texts[0]
    assert "条件" not in donor.texts[0]


def test_a_search_is_counted_once_however_often_its_pages_are_looked_at(donor: Chat) -> None:
    donor.follow(
        """
        > 甘肃有哪些需求可以认领
        < 找到 10 条需求，下面是第 1 到 5 条。
        > 还有吗
        < …
        > 返回结果
        < 找到 10 条
        > 看全部
        < 找到 15 条
        > 换成医疗
        < 找到 1 条
        """
    )
    assert donor.ledger.shelf.counts == {"needs:few": 2}

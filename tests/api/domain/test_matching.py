"""Matching puts what may help first, and says why in words."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.domain.category import Category
from api.domain.match_data import NEED_PARTS, OFFER_PARTS, match_data
from api.domain.match_reasons import money
from api.domain.match_sentence import sentence, weighed
from api.domain.match_words import words
from api.domain.matching import OfferIndex, rank
from api.domain.need import Beneficiaries, Item, Need
from api.domain.organisation import Area, Offer, Organisation
from api.domain.place import Place
from api.domain.standing import Standing

C = Category
LANCANG = Place("云南省", "普洱市", "澜沧拉祜族自治县", "木戛乡", "中心小学")
NEED = Need(
    title="中心小学需要冬衣",
    category=C.EDUCATION,
    secondary_category=C.CHILDREN,
    place=LANCANG,
    items=(Item("棉衣冬衣", Decimal(200), "套"),),
    description="高寒山区的学生缺少棉被。",
    gap_yuan=Decimal(50_000),
)
ORGANISATION = Organisation("o", "某基金会", "基金会", "上海市", "公开资料")
COUNTY = Area("云南省", "普洱市", "澜沧拉祜族自治县")


def offer(key: str, *categories: Category, **more: object) -> Offer:
    return replace(Offer(key, ORGANISATION, "项目", categories), **more)  # type: ignore[arg-type]


def ranked(*offers: Offer, need: Need = NEED) -> list[str]:
    return [match.offer.key for match in rank(need, offers)]


def test_the_shares_of_a_score_sum_to_one() -> None:
    assert sum(match_data().shares(OFFER_PARTS).values()) == pytest.approx(1)
    assert sum(match_data().shares(NEED_PARTS).values()) == pytest.approx(1)


def test_the_fitting_category_comes_first() -> None:
    offers = (
        offer("other", C.HEALTH),
        offer("general", C.OTHER),
        offer("second", C.CHILDREN),
        offer("first", C.EDUCATION),
    )
    assert ranked(*offers) == ["first", "second", "general", "other"]


def test_the_nearer_area_comes_first() -> None:
    offers = (
        offer("elsewhere", C.EDUCATION, areas=(Area("青海省"),)),
        offer("next county", C.EDUCATION, areas=(Area("云南省", "普洱市", "孟连县"),)),
        offer("anywhere", C.EDUCATION),
        offer("province", C.EDUCATION, areas=(Area("云南省"),)),
        offer("prefecture", C.EDUCATION, areas=(Area("云南省", "普洱市"),)),
        offer("county", C.EDUCATION, areas=(Area("青海省"), COUNTY)),
    )
    found = ranked(*offers)
    assert found[:4] == ["county", "prefecture", "province", "anywhere"]
    assert set(found[4:]) == {"elsewhere", "next county"}


def test_what_offers_the_same_things_comes_first() -> None:
    offers = (
        offer("books", C.EDUCATION, services=("图书",)),
        offer("coats", C.EDUCATION, services=("冬衣",)),
    )
    assert ranked(*offers) == ["coats", "books"]


def test_enough_money_comes_before_too_little_and_too_much() -> None:
    offers = (
        offer("large only", C.EDUCATION, least_yuan=Decimal(80_000), most_yuan=Decimal(90_000)),
        offer("a little", C.EDUCATION, most_yuan=Decimal(10_000)),
        offer("unknown", C.EDUCATION),
        offer("enough", C.EDUCATION, most_yuan=Decimal(50_000)),
    )
    assert ranked(*offers) == ["enough", "unknown", "large only", "a little"]


def test_an_offer_that_fails_a_hard_rule_never_comes_before_one_that_fails_none() -> None:
    perfect_elsewhere = offer(
        "elsewhere",
        C.EDUCATION,
        areas=(Area("青海省"),),
        services=("棉衣冬衣", "棉被"),
        most_yuan=Decimal(50_000),
    )
    assert ranked(perfect_elsewhere, offer("plain", C.OTHER)) == ["plain", "elsewhere"]


def test_reasons_say_what_fits_and_where() -> None:
    match = rank(
        NEED,
        [offer("o", C.EDUCATION, areas=(COUNTY,), services=("冬衣",), most_yuan=Decimal(500_000))],
    )[0]
    assert match.reasons == (
        "服务类别包括“教育”，与需求类别一致。",
        "服务地区包括云南省普洱市澜沧拉祜族自治县，是需求所在的县。",
        "提供“冬衣”，与所需的“棉衣冬衣”相近。",
        "单项支持最多 50 万元，可以覆盖所需的 5 万元。",
    )
    assert match.failed == ()
    assert 0.9 < match.score <= 1


def test_failures_say_what_stands_against_it() -> None:
    areas = (Area("青海省"), Area("甘肃省"), Area("四川省", "凉山彝族自治州"), Area("贵州省"))
    match = rank(NEED, [offer("o", C.HEALTH, C.ELDERLY, areas=areas)])[0]
    assert match.failed == (
        "服务类别是医疗卫生、养老助老，不含“教育”。",
        "服务地区是青海省、甘肃省、四川省凉山彝族自治州等地，"
        "不含云南省普洱市澜沧拉祜族自治县木戛乡中心小学。",
    )


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"categories": ()}, "综合类项目，不限定需求类别。"),
        ({"categories": (C.CHILDREN,)}, "服务类别包括“儿童关爱”，与次要类别一致。"),
        ({"areas": ()}, "没有限定服务地区。"),
        ({"areas": (Area("云南省"),)}, "服务地区包括云南省，是需求所在的省级地区。"),
        ({"areas": (Area("云南省", "普洱市"),)}, "服务地区包括云南省普洱市，是需求所在的州市。"),
        (
            {"most_yuan": Decimal(32_000)},
            "单项支持最多 3.2 万元，可以覆盖所需 5 万元的一部分。",
        ),
        (
            {"least_yuan": Decimal(60_000), "most_yuan": Decimal(90_000)},
            "单项支持从 6 万元起，高于所需的 5 万元。",
        ),
    ],
)
def test_every_kind_of_fit_has_its_sentence(more: dict[str, object], sentence: str) -> None:
    (match,) = rank(NEED, [offer("o", C.EDUCATION, **more)])
    assert sentence in match.reasons


def test_a_need_without_place_category_or_money_still_finds_offers() -> None:
    (match,) = rank(Need(title="需要帮助"), [offer("o", C.HEALTH, areas=(Area("青海省"),))])
    assert match.failed == ()
    assert match.reasons == ()


def test_a_need_known_to_the_province_may_lie_in_a_narrower_area() -> None:
    need = replace(NEED, place=Place("云南省"))
    near, far = rank(
        need,
        [
            offer("far", C.EDUCATION, areas=(Area("青海省"),)),
            offer("near", C.EDUCATION, areas=(COUNTY,)),
        ],
    )
    assert near.offer.key == "near"
    assert "请核对需求是否在那里" in near.reasons[1]
    assert near.failed == ()
    assert far.failed


def test_a_county_directly_under_its_province_is_found() -> None:
    place = Place("海南省", None, "琼中黎族苗族自治县")
    area = Area("海南省", None, "琼中黎族苗族自治县")
    (match,) = rank(replace(NEED, place=place), [offer("o", C.EDUCATION, areas=(area,))])
    assert match.failed == ()
    assert "是需求所在的县" in match.reasons[1]
    (other,) = rank(NEED, [offer("o", C.EDUCATION, areas=(area,))])
    assert other.failed


def test_equal_offers_keep_their_order_and_the_limit_holds() -> None:
    offers = [offer(str(number), C.EDUCATION) for number in range(30)]
    assert ranked(*offers) == [str(number) for number in range(20)]
    assert OfferIndex(()).rank(NEED) == []


@pytest.mark.parametrize(
    ("yuan", "written"),
    [("3200", "3,200 元"), ("50000", "5 万元"), ("123456", "12.35 万元"), ("1000000", "100 万元")],
)
def test_money_is_written_as_people_say_it(yuan: str, written: str) -> None:
    assert money(Decimal(yuan)) == written


def test_words_are_pairs_within_one_phrase() -> None:
    assert words("冬衣、棉被 CT机") == {"冬衣", "棉被", "ct", "t机"}


def test_a_near_category_helps_less_than_the_same_and_breaks_no_rule() -> None:
    need = replace(NEED, secondary_category=None)
    same, near, far = rank(
        need, [offer("far", C.HEALTH), offer("near", C.CHILDREN), offer("same", C.EDUCATION)]
    )
    assert [same.offer.key, near.offer.key, far.offer.key] == ["same", "near", "far"]
    assert near.failed == ()
    assert "服务类别包括“儿童关爱”，与需求类别“教育”相近。" in near.reasons
    assert far.failed == ("服务类别是医疗卫生，不含“教育”。",)


def test_who_delivered_much_and_has_little_open_comes_first() -> None:
    offers = [
        replace(offer(key, C.EDUCATION), organisation=replace(ORGANISATION, key=key))
        for key in ("busy", "new", "proven")
    ]
    standings = {"busy": Standing(open=20), "proven": Standing(delivered=9)}
    found = OfferIndex(offers, standings).rank(NEED)
    assert [match.offer.key for match in found] == ["proven", "new", "busy"]
    busy = replace(offers[0], areas=(COUNTY,), services=("冬衣",), most_yuan=Decimal(10**6))
    summary = OfferIndex([busy], standings).rank(NEED)[0].summary
    assert summary.endswith("扣分：还没有多少办成的认领、手上还有未办完的认领。")


def test_who_helps_the_same_people_comes_first() -> None:
    need = replace(NEED, beneficiaries=Beneficiaries(kind="留守儿童"))
    offers = (
        offer("old", C.EDUCATION, text="面向老人"),
        offer("none", C.EDUCATION),
        offer("young", C.EDUCATION, text="面向孩子"),
    )
    assert ranked(*offers, need=need) == ["young", "none", "old"]


def test_one_sentence_says_what_counted_most_and_what_cost_most() -> None:
    (good,) = rank(
        NEED,
        [offer("o", C.EDUCATION, areas=(COUNTY,), services=("冬衣",), most_yuan=Decimal(9**6))],
    )
    assert good.summary == "最看重：类别一致、服务地区包括这里；扣分：还没有多少办成的认领。"
    (poor,) = rank(NEED, [offer("o")])
    assert poor.summary == (
        "最看重：没有特别突出的一项；扣分：提供的与所需的不大相近、类别不完全一致。"
    )
    (failing,) = rank(NEED, [offer("o", C.HEALTH, areas=(Area("青海省"),), services=("冬衣",))])
    assert failing.summary.endswith("扣分：类别不符、服务地区不含这里。")
    assert (
        sentence(weighed({"category": 1.0}, {"category": 1.0})) == "最看重：类别一致；没有扣分项。"
    )
    assert sentence(weighed({"money": 1.0}, {"money": 0.0})).startswith(
        "最看重：没有特别突出的一项；扣分："
    )


AREAS = st.builds(
    Area,
    st.sampled_from(["甲省", "乙省"]),
    st.sampled_from([None, "一市", "二市"]),
    st.sampled_from([None, "东县", "西县"]),
)
PLACES = st.builds(
    Place,
    st.sampled_from([None, "甲省", "乙省"]),
    st.sampled_from([None, "一市", "二市"]),
    st.sampled_from([None, "东县", "西县"]),
)


@settings(deadline=None)
@given(
    areas=st.lists(st.tuples(AREAS, st.sampled_from(list(C))), min_size=1, max_size=6),
    place=PLACES,
    category=st.sampled_from([None, *C]),
    gap=st.sampled_from([None, Decimal(0), Decimal(1), Decimal(10) ** 9]),
)
def test_the_index_and_the_words_agree_on_what_fails(
    areas: list[tuple[Area, Category]], place: Place, category: Category | None, gap: Decimal | None
) -> None:
    offers = [offer(str(i), code, areas=(area,)) for i, (area, code) in enumerate(areas)]
    need = Need(title="需求", category=category, place=place, gap_yuan=gap)
    matches = rank(need, offers)
    assert len(matches) == len(offers)
    assert [len(match.failed) for match in matches] == sorted(len(m.failed) for m in matches)
    assert all(0 <= match.score <= 1 for match in matches)

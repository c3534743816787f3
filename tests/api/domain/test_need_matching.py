"""Needs are put before an organisation by the same parts, the urgent and the forgotten first."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from api.domain.category import Category
from api.domain.need import Beneficiaries, Item, Need, Urgency
from api.domain.need_matching import NeedIndex, NeedMatch, OpenNeed
from api.domain.organisation import Area, Offer, Organisation
from api.domain.place import Place
from api.domain.standing import Standing

C = Category
NEED = Need(
    title="小学需要冬衣",
    category=C.EDUCATION,
    place=Place("云南省", "普洱市", "澜沧拉祜族自治县"),
    items=(Item("冬衣", Decimal(20), "套"),),
    beneficiaries=Beneficiaries(count=20, kind="小学生"),
    gap_yuan=Decimal(5_000),
    urgency=Urgency.NORMAL,
)
OFFER = Offer(
    key="o",
    organisation=Organisation("org", "某基金会", "基金会", "上海市", "公开"),
    title="暖冬",
    categories=(C.EDUCATION,),
    areas=(Area("云南省"),),
    services=("冬衣",),
    text="面向小学生",
    most_yuan=Decimal(50_000),
)


def ranked(*needs: Need | OpenNeed, offers: tuple[Offer, ...] = (OFFER,)) -> list[NeedMatch]:
    given = [
        one if isinstance(one, OpenNeed) else OpenNeed(at, one) for at, one in enumerate(needs)
    ]
    return NeedIndex(given).rank(offers)


def order(*needs: Need | OpenNeed) -> list[int]:
    return [match.ticket for match in ranked(*needs)]


def test_each_part_orders_the_needs() -> None:
    assert order(replace(NEED, category=C.HEALTH), NEED) == [1, 0]
    assert order(replace(NEED, place=Place("青海省")), NEED) == [1, 0]
    assert order(replace(NEED, beneficiaries=Beneficiaries(kind="老人")), NEED) == [1, 0]
    assert order(replace(NEED, title="缺水管", items=(Item("水管"),)), NEED) == [1, 0]
    assert order(replace(NEED, gap_yuan=Decimal(900_000)), NEED) == [1, 0]
    assert order(NEED, replace(NEED, urgency=Urgency.SUDDEN)) == [1, 0]
    assert order(OpenNeed(0, NEED, helped=9), OpenNeed(1, NEED)) == [1, 0]


def test_what_fails_a_rule_comes_last_and_says_so() -> None:
    last = ranked(replace(NEED, category=C.HEALTH, urgency=Urgency.SUDDEN), NEED)[-1]
    assert last.failed == ("服务类别是教育，不含“医疗卫生”。",)
    assert "类别不符" in last.summary


def test_each_need_is_put_by_the_offer_that_suits_it() -> None:
    doctors = replace(OFFER, key="d", categories=(C.HEALTH,), services=("义诊",), most_yuan=None)
    found = ranked(NEED, replace(NEED, category=C.HEALTH), offers=(OFFER, doctors))
    assert {match.ticket: match.offer.key for match in found} == {0: "o", 1: "d"}
    assert all(not match.failed for match in found)
    assert found[0].summary.startswith("最看重：")
    assert "服务类别包括“教育”，与需求类别一致。" in found[0].reasons


def test_nothing_offered_or_needed_finds_nothing() -> None:
    assert NeedIndex(()).rank((OFFER,)) == []
    assert ranked(NEED, offers=()) == []
    anything = replace(OFFER, categories=(), areas=(), services=(), text="", most_yuan=None)
    (match,) = ranked(Need(title="需要帮助"), offers=(anything,))
    assert match.failed == ()


@settings(deadline=None, max_examples=40)
@given(
    category=st.sampled_from([None, *C]),
    province=st.sampled_from([None, "云南省", "青海省"]),
    gap=st.sampled_from([None, Decimal(0), Decimal(10) ** 9]),
    least=st.sampled_from([None, Decimal(10_000)]),
    helped=st.integers(0, 50),
)
def test_scores_stay_between_0_and_1_and_agree_with_the_words_on_what_fails(
    category: Category | None,
    province: str | None,
    gap: Decimal | None,
    least: Decimal | None,
    helped: int,
) -> None:
    need = replace(NEED, category=category, place=Place(province), gap_yuan=gap)
    offer = replace(OFFER, least_yuan=least)
    standing = Standing(delivered=helped, open=helped)
    found = NeedIndex([OpenNeed(1, need, helped), OpenNeed(2, NEED)]).rank((offer,), standing)
    assert all(0 <= match.score <= 1 for match in found)
    failing = [bool(match.failed) for match in found]
    assert failing == sorted(failing)

"""A place by buttons, by typing among the buttons, by a shared location."""

from typing import Any

import pytest

from api.domain.ticket import TicketStatus
from tests.transcripts import Chat


def place_of(chat: Chat) -> dict[str, Any]:
    slot = chat.ledger.session("web-li").stack[-1].slots["place"]
    return dict(slot.value)


def test_a_place_is_picked_from_the_province_down_to_the_township(reporter: Chat) -> None:
    reporter.follow("""
        > [按省市选]
        < 在哪个省
        = [云南省] [贵州省] [甘肃省] [下一页] [我来打字]
        > [云南省]
        < 云南省的哪里？点一个，也可以直接打字。（第 1 页，共 2 页）
        = [昆明市] [下一页] [上一级]
        > [普洱市]
        < 云南省普洱市的哪里
        > [下一页]
        < （第 2 页，共 2 页）
        = [上一页] [上一级]
        > [上一页]
        < （第 1 页，共 2 页）
        > [下一页]
        < （第 2 页，共 2 页）
        > [澜沧县]
        < 云南省普洱市澜沧拉祜族自治县的哪个乡镇
        = [下一页] [就到这一级] [上一级]
        > [下一页]
        < （第 2 页
        > [木戛乡]
        < 需要什么
        > 中心小学
        < 地点改为：云南省普洱市澜沧拉祜族自治县木戛乡中心小学
        < 需要什么
    """)
    assert place_of(reporter)["code"].startswith("530828")


def test_names_typed_among_the_buttons_lead_on_at_any_level(reporter: Chat) -> None:
    reporter.follow("""
        > 按省市选
        < 在哪个省
        > 下一页
        < （第 2 页
        > 云南
        < 云南省的哪里
        > 澜沧
        < 澜沧拉祜族自治县的哪个乡镇
        > 木戛
        < 需要什么
    """)
    assert place_of(reporter)["township"] == "木戛乡"


def test_a_whole_place_typed_among_the_buttons_is_read_as_ever(reporter: Chat) -> None:
    reporter.follow("""
        > [按省市选]
        < 在哪个省
        > [贵州省]
        < 贵州省的哪里
        > 云南省澜沧县木戛乡中心小学
        < 需要什么
    """)
    assert place_of(reporter)["site"] == "木戛乡中心小学"


def test_the_number_of_a_button_can_be_typed(reporter: Chat) -> None:
    reporter.follow("""
        > [按省市选]
        < 在哪个省
        > 1
        < 云南省的哪里
        > 第2个
        < 云南省曲靖市的哪里
    """)


def test_one_step_back_leads_a_level_up_and_in_the_end_to_the_question(reporter: Chat) -> None:
    reporter.follow("""
        > [按省市选]
        < 在哪个省
        > [云南省]
        < 云南省的哪里
        > [普洱市]
        < 云南省普洱市的哪里
        > 上一步
        < 云南省的哪里
        > [上一级]
        < 在哪个省
        > 上一步
        < 需求在什么地方
        = [按省市选] [取消]
    """)


def test_the_county_is_enough(reporter: Chat) -> None:
    reporter.follow("""
        > [按省市选]
        < 在哪个省
        > 孟连县
        < 的哪个乡镇
        > [就到这一级]
        < 需要什么
    """)
    assert place_of(reporter)["code"] == "530827"
    assert place_of(reporter)["township"] is None


def test_a_question_in_between_leads_back_to_the_same_page(reporter: Chat) -> None:
    reporter.follow("""
        > [按省市选]
        < 在哪个省
        > [云南省]
        < 云南省的哪里
        > 公益组织怎么才能公开募捐？
        < 需要公开募捐资格
        < 云南省的哪里
        > 取消
        < 确定取消
        > 继续填写
        < 接着填
        < 云南省的哪里
        > [普洱市]
        < 普洱市的哪里
    """)


def test_a_city_without_counties_leads_to_its_townships(reporter: Chat) -> None:
    reporter.follow("""
        > 按省市选
        < 在哪个省
        > 东莞
        < 广东省东莞市的哪个乡镇
        = [就到这一级]
        > 上一级
        < 广东省的哪里
        > 上一级
        < 在哪个省
        > 北京
        < 北京市的哪里
    """)


def test_counties_of_posts_and_of_earlier_reports_come_first(chat: Chat) -> None:
    chat.ledger.shelf.counties = ("530827",)
    chat.say("云南省澜沧县木戛乡中心小学需要200套冬衣")
    chat.say("同意")
    while chat.turn.asks != "confirm":
        chat.say("教育" if chat.turn.asks == "category" else "跳过")
    chat.say("提交")
    chat.say("上报需求")
    assert [c.label for c in chat.turn.choices][:3] == ["孟连县", "澜沧县", "按省市选"]
    chat.tap("按省市选")
    assert [c.label for c in chat.turn.choices][:3] == ["孟连县", "澜沧县", "云南省"]
    chat.tap("云南省")
    assert chat.turn.choices[0].label == "普洱市"
    chat.tap("普洱市")
    assert {c.label for c in chat.turn.choices[:2]} == {"澜沧县", "孟连县"}


def test_of_several_places_none_may_be_right_and_one_is_picked(reporter: Chat) -> None:
    reporter.follow("""
        > 新华区
        < 有几种可能
        > [按省市选]
        < 在哪个省
    """)
    assert not reporter.ledger.session("web-li").stack[-1].offered


def test_a_place_that_was_picked_can_be_changed_by_buttons_and_the_rest_stays(
    reporter: Chat,
) -> None:
    reporter.follow("""
        > 云南省澜沧县木戛乡中心小学
        < 需要什么
        > 冬衣200套
        < 属于哪一类
        > 改一下地点
        < 需求在什么地方
        > [按省市选]
        < 在哪个省
        > 孟连县
        < 的哪个乡镇
        > 勐马镇
        < 地点改为：云南省普洱市孟连傣族拉祜族佤族自治县勐马镇
        < 属于哪一类
    """)


LANCANG = (22.50, 99.98)


def test_a_shared_location_offers_the_nearest_counties(reporter: Chat) -> None:
    reporter.send(reporter.inbound(location=LANCANG))
    assert "离得最近的是下面几个县" in reporter.texts[0]
    labels = [choice.label for choice in reporter.turn.choices]
    assert labels[0] == "澜沧县"
    assert "孟连县" in labels[:3]
    reporter.follow("""
        > 1
        < 澜沧拉祜族自治县的哪个乡镇
        > [就到这一级]
        < 需要什么
    """)
    assert place_of(reporter)["code"] == "530828"


def test_a_location_in_the_middle_changes_the_place_and_leads_back(reporter: Chat) -> None:
    reporter.say("孟连县勐马镇")
    reporter.say("冬衣200套")
    reporter.send(reporter.inbound(location=LANCANG))
    reporter.follow("""
        > [澜沧县]
        < 的哪个乡镇
        > 木戛乡
        < 地点改为
        < 属于哪一类
    """)


@pytest.mark.parametrize(
    "point",
    [
        (37.57, 126.98),  # Seoul
        (47.92, 106.92),  # Ulaanbaatar
        (0.0, 0.0),
        (-90.0, 0.0),
    ],
)
def test_a_location_abroad_is_asked_to_be_typed(reporter: Chat, point: tuple[float, float]) -> None:
    assert "没有找到我国的县城" in reporter.send(reporter.inbound(location=point)).messages[0].text
    assert reporter.turn.asks == "place"


def test_a_location_is_no_report_and_says_what_to_do(chat: Chat) -> None:
    chat.send(chat.inbound(location=LANCANG))
    assert "请先点“上报需求”" in chat.texts[0]
    chat.say("上报需求")
    assert "请先点“上报需求”" in chat.send(chat.inbound(location=LANCANG)).messages[0].text
    assert chat.turn.asks == "consent"


def test_a_location_that_a_return_did_not_ask_for_is_left(reporter: Chat) -> None:
    reporter.say("云南省澜沧县木戛乡中心小学")
    while reporter.turn.asks != "confirm":
        reporter.say(
            {"items": "冬衣200套", "category": "教育"}.get(reporter.turn.asks or "", "跳过")
        )
    reporter.say("提交")
    reporter.ledger.move(1001, TicketStatus.IN_REVIEW)
    reporter.ledger.move(1001, TicketStatus.RETURNED, fields=("deadline",))
    reporter.say("开始补充")
    reporter.send(reporter.inbound(location=LANCANG))
    assert "不用改地点" in reporter.texts[0]
    assert reporter.turn.asks == "deadline"


@pytest.mark.parametrize(
    "code", ["walk:zz_0", "walk:5308_99", "into:999999", "at:1", "walk:near_1"]
)
def test_an_invented_button_among_the_divisions_changes_nothing(reporter: Chat, code: str) -> None:
    nonce = reporter.ledger.session("web-li").stack[-1].nonce
    before = reporter.ledger.session("web-li").stack
    turn = reporter.press(f"f:{nonce}:place:{code}")
    assert turn.asks == "place"
    assert reporter.ledger.session("web-li").stack == before


def test_a_site_said_before_its_county_is_kept_when_the_county_is_picked(reporter: Chat) -> None:
    reporter.follow("""
        > 云南的红星小学
        < 哪个县
        < 现在是：云南省红星小学
        > [按省市选]
        < 在哪个省
        > 澜沧
        < 的哪个乡镇
        > 木戛乡
        < 需要什么
    """)
    assert place_of(reporter)["site"] == "红星小学"
    assert place_of(reporter)["township"] == "木戛乡"

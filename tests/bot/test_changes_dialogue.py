"""Changing answers, going back, starting over, giving up."""

from tests.bot.report_script import ANSWERS
from tests.transcripts import Chat


def test_answers_are_changed_by_a_sentence_at_any_time(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.follow(
        """
        > 人数改成130，预算改成6万
        < 受益对象改为：130人
        < 预算改为：6万元
        < 请核对
        > 冬衣改成300套
        < 300套
        < 请核对
        > 改一下期限
        < 现在是：11月底前
        = [不改] [上一步]
        > 12月15日前
        < 期限改为
        < 请核对
        > 预算改成很多
        < …
        < 总共大约需要多少钱
        > 返回
        < 请核对
        """
    )
    draft = reporter.turn.draft
    assert draft is not None
    assert draft["beneficiaries"]["count"] == 130
    assert draft["items"] == [{"name": "冬衣", "quantity": 300, "unit": "套"}]
    assert draft["budget_yuan"] == 60_000
    assert draft["deadline_date"] == "2026-12-15"


def test_an_answer_is_edited_from_the_card(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.follow(
        """
        > [修改]
        < 要改哪一项
        = [地点] [联系人] [返回]
        > 随便
        < 没有认出
        < 要改哪一项
        > 人数
        < 现在是：120人
        > [上一步]
        < 请核对
        > 修改
        < 要改哪一项
        > [紧急程度]
        < 有多急
        > [突发困难]
        < 紧急程度改为：突发困难
        < 请核对
        > 就这样吧挺好
        < 没有改动任何内容
        < 请核对
        """
    )
    assert reporter.turn.draft is not None
    assert reporter.turn.draft["urgency"] == "sudden"


def test_going_back_keeps_the_later_answers(reporter: Chat) -> None:
    reporter.follow(
        """
        > 上一步
        < 第一个问题
        < 需求在什么地方
        > 云南省普洱市澜沧县木戛乡中心小学
        < 需要什么
        > 冬衣200套
        < 属于哪一类
        > [教育]
        < 谁会受益
        > 上一步
        < 属于哪一类
        > [上一步]
        < 现在是：冬衣 200套
        > 不改
        < 谁会受益
        """
    )


def test_starting_over_empties_the_report_after_one_confirmation(reporter: Chat) -> None:
    reporter.follow(
        """
        > 云南省普洱市澜沧县木戛乡中心小学
        < 需要什么
        > 重新开始
        < 从头再填
        > [继续填写]
        < 接着填
        < 需要什么
        > 重新开始
        < 从头再填
        > 重新开始
        < 从头开始
        < 需求在什么地方
        > 上报需求
        < 需求在什么地方
        > 取消
        < 确定取消
        > 取消
        < 已取消
        """
    )
    assert reporter.turn.flow is None


def test_whoever_goes_on_answering_did_not_mean_to_cancel(reporter: Chat) -> None:
    reporter.follow(
        """
        > 取消
        < 确定取消
        > 云南省普洱市澜沧县木戛乡中心小学
        < 需要什么
        """
    )


def test_a_place_changed_to_an_unclear_one_is_chosen(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.follow(
        """
        > 把地点改为新华区
        < 有几种可能
        > [上一步]
        < 请核对
        > 把地点改为新华区
        < 有几种可能
        > 1
        < 地点改为
        < 请核对
        """
    )


def test_giving_up_in_other_words_is_asked_once_too(reporter: Chat) -> None:
    reporter.follow(
        """
        > 我不想报了，算了
        < 确定取消
        = [确定取消] [继续填写]
        """
    )


def test_a_long_description_is_shortened_on_the_card_only(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.say("修改情况说明")
    reporter.say("教室漏雨，" * 60)
    card = reporter.turn.messages[-1].card
    assert card is not None
    shown = next(row.value for row in card.rows if row.slot == "description")
    assert len(shown) < 130
    assert reporter.turn.draft is not None
    assert len(reporter.turn.draft["description"]) >= 299

"""People as they are: in their own words, in the wrong order, in a hurry, in a bad mood."""

import pytest

from api.domain.ticket import TicketStatus
from tests.bot.report_script import ANSWERS
from tests.bot.test_every_step import brought_to
from tests.transcripts import Chat


def value(chat: Chat, slot: str) -> object:
    return chat.ledger.session("web-li").stack[-1].slots[slot].value


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("回到上一个问题", "beneficiaries"),
        ("返回上一步吧", "beneficiaries"),
        ("刚才那个填错了", "beneficiaries"),
        ("先不填这个", "gap_yuan"),
        ("这个我也不清楚", "gap_yuan"),
        ("还没定，以后再补", "gap_yuan"),
        ("我也不知道要多少钱，你们看着办吧", "gap_yuan"),
        ("谢谢", "budget_yuan"),
        ("嗯", "budget_yuan"),
        ("没多少", "budget_yuan"),
        ("5", "budget_yuan"),
        ("每套150元", "budget_yuan"),
    ],
)
def test_buttons_may_be_said_in_ones_own_words(chat: Chat, text: str, asks: str) -> None:
    brought_to(chat, "budget_yuan")
    assert chat.say(text).asks == asks
    slots = chat.ledger.session("web-li").stack[-1].slots
    assert "budget_yuan" not in slots or slots["budget_yuan"].value is None


@pytest.mark.parametrize("text", ["算了，不报了", "我要取消", "不想填了", "太麻烦了，不弄了"])
@pytest.mark.parametrize("yes", ["嗯，取消吧", "是的", "可以"])
def test_giving_up_in_ones_own_words(chat: Chat, text: str, yes: str) -> None:
    brought_to(chat, "budget_yuan")
    assert "确定取消" in chat.say(text).messages[-1].text
    assert chat.say(yes).flow is None


@pytest.mark.parametrize("text", ["不了，接着填吧", "不取消", "不对"])
def test_who_does_not_give_up_after_all_goes_on(chat: Chat, text: str) -> None:
    brought_to(chat, "budget_yuan")
    chat.say("取消")
    assert chat.say(text).asks == "budget_yuan"


def test_what_answers_neither_is_asked_again_without_a_reproach(chat: Chat) -> None:
    brought_to(chat, "budget_yuan")
    chat.say("取消")
    turn = chat.say("今天的风真大呀大")
    assert [message.text for message in turn.messages] == [
        "确定取消这份上报吗？取消后已填的内容不会提交。"
    ]


@pytest.mark.parametrize("text", ["没问题，提交", "可以了，交吧", "确认无误", "都对"])
def test_the_card_is_approved_in_ones_own_words(reporter: Chat, text: str) -> None:
    reporter.follow(ANSWERS)
    assert reporter.say(text).ticket == 1001


def test_a_mere_politeness_submits_nothing(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.follow(
        """
        > 好的
        < 请点“提交”
        < 请核对
        > 谢谢
        < 不客气
        < 请核对
        > 不对
        < 要改哪一项
        > 预算吧
        < 现在是：5万元
        > 6万
        < 预算改为：6万元
        < 请核对
        """
    )
    assert not reporter.ledger.shelf.tickets


def test_an_answer_to_another_question_is_offered_as_a_change(chat: Chat) -> None:
    brought_to(chat, "budget_yuan")
    chat.follow(
        """
        > 200名小学生
        < 受益对象要改成“200人，小学生”吗？
        = [改成这个] [不改]
        > 不是
        < 总共大约需要多少钱
        > 200名小学生
        < 受益对象要改成
        > 提交
        < 受益对象要改成
        > 对
        < 受益对象改为：200人
        < 总共大约需要多少钱
        """
    )


def test_things_are_added_replaced_and_left_out_one_by_one(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.follow(
        """
        > 再加20个书包
        < 冬衣 200套、书包 20个
        < 请核对
        > 冬衣不要200套了，要250套
        < 冬衣 250套、书包 20个
        < 请核对
        > 把书包换成30副手套
        < 冬衣 250套、手套 30副
        < 请核对
        > 手套不要了
        < 需要什么改为：冬衣 250套。
        < 请核对
        > 删掉冬衣
        < 现在是：冬衣 250套
        """
    )


@pytest.mark.parametrize(
    ("text", "slot", "shown"),
    [
        ("不对，是300人", "beneficiaries", "300人"),
        ("人数不是120，是130", "beneficiaries", "130人"),
        ("预算错了 是6万", "budget_yuan", "6万元"),
        ("期限不是11月是12月底", "deadline", "12月31日"),
        ("把期限推迟到明年3月", "deadline", "2027年3月31日"),
        ("改成一般", "urgency", "一般"),
        ("说明里再加一句：去年也缺", "description", "去年也缺"),
        ("学校名字写错了，是木戛完小", "place", "木戛乡木戛完小"),
        ("应该是竹塘乡，不是木戛乡", "place", "竹塘乡"),
    ],
)
def test_changes_come_in_many_wordings(reporter: Chat, text: str, slot: str, shown: str) -> None:
    reporter.follow(ANSWERS)
    turn = reporter.say(text)
    assert turn.asks == "confirm"
    assert shown in turn.messages[0].text
    card = turn.messages[-1].card
    assert card is not None
    assert shown in next(row.value for row in card.rows if row.slot == slot)


def test_what_stands_before_a_change_is_the_answer(chat: Chat) -> None:
    brought_to(chat, "deadline")
    chat.follow(
        """
        > 11月底，另外预算改成6万
        < 预算改为：6万元
        < 有多急
        """
    )
    assert value(chat, "deadline") == {"deadline": "11月底", "deadline_date": "2026-11-30"}


def test_an_answer_that_corrects_itself_counts_at_its_end(chat: Chat) -> None:
    brought_to(chat, "budget_yuan")
    chat.say("5万，哦不，6万")
    assert value(chat, "budget_yuan") == 60_000


def test_just_after_an_answer_not_that_but_this_means_that_answer(chat: Chat) -> None:
    brought_to(chat, "gap_yuan")
    chat.follow(
        """
        > 哦不对，是6万
        < 预算改为：6万元
        < 还缺多少钱
        """
    )


def test_a_gap_above_the_new_budget_is_asked_again(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.follow(
        """
        > 预算改成2万
        < 资金缺口（3万元）比预算（2万元）多
        < 预算改为：2万元
        < 现在是：3万元
        > 2万
        < 资金缺口改为：2万元
        < 请核对
        """
    )


def test_files_sent_by_mistake_are_taken_away(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.follow(
        """
        > 照片删掉
        < 佐证材料已清空
        < 请核对
        """
    )
    assert reporter.turn.draft is not None
    assert reporter.turn.draft["evidence"] == []


def test_questions_about_the_form_are_answered_from_the_form(chat: Chat) -> None:
    brought_to(chat, "fiscal_cover")
    chat.follow(
        """
        > 为什么要问这个？
        < 财政没有覆盖的会优先考虑
        < 财政资金覆盖了吗
        > 什么叫财政覆盖
        < 没有覆盖
        < 财政资金覆盖了吗
        > 这个必须填吗
        < 可以不填
        < 财政资金覆盖了吗
        > 还有几个问题
        < 还有 6 项没填：财政覆盖、期限
        < 财政资金覆盖了吗
        > 提交以后还能改吗
        < 提交之前都可以改
        < 财政资金覆盖了吗
        > 我先走了，下次再填
        < 都留着
        < 财政资金覆盖了吗
        """
    )
    assert not chat.asker.asked


def test_on_the_card_nothing_is_left_to_ask_about(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.follow(
        """
        > 还有几个问题
        < 都问完了
        < 请核对
        > 什么意思
        < 都问完了
        < 请核对
        """
    )


def test_many_open_questions_are_counted_only(chat: Chat) -> None:
    brought_to(chat, "items")
    assert "还有 11 项没填，一次" in chat.say("填到哪了").messages[0].text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("今天天气怎么样", "这个我帮不上忙"),
        ("你是机器人吗", "不是真人"),
        ("我好累啊", "您辛苦了"),
        ("哈哈哈", "随时告诉我"),
        ("我的信息会给谁看", "工作人员看"),
        ("什么东西都可以报吗", "急需的"),
        ("提交后多久有结果", "不能替他们承诺"),
        ("再见", "随时再来"),
        ("请问一下", "请直接写"),
        ("你们是干嘛的", "可以这样用"),
        ("We need 200 coats", "只能读懂中文"),
        ("撤回", "还没有上报过"),
    ],
)
def test_small_talk_is_met_kindly(chat: Chat, text: str, sentence: str) -> None:
    turn = chat.say(text)
    assert sentence in turn.messages[0].text
    assert not chat.asker.asked
    assert turn.flow is None


@pytest.mark.parametrize("text", ["你们这个什么破系统，报了三次都没人管", "这个平台太差了，气死人"])
def test_anger_reaches_a_person(reporter: Chat, text: str) -> None:
    turn = reporter.say(text)
    assert "给您添麻烦了" in turn.messages[0].text
    assert turn.asks == "place"
    reporter.say("取消")
    reporter.say("取消")
    assert "给您添麻烦了" in reporter.say(text).messages[0].text
    assert len(reporter.ledger.shelf.questions) == 2


@pytest.mark.parametrize("text", ["能不能解决一下取暖问题", "谁能帮帮我们村修条路"])
def test_a_plea_begins_a_report(chat: Chat, text: str) -> None:
    assert chat.say(text).flow == "consent"
    assert chat.ledger.session("web-li").held == text


def test_before_consent_only_what_reports_is_held(chat: Chat) -> None:
    chat.follow(
        """
        > 上报需求
        < 上报之前
        > 我的信息会给谁看
        < 工作人员看
        < 请先选择
        > 一定要同意吗
        < 需要您先选择
        < 请先选择
        > 这样啊
        < 请回复“同意”
        < 请先选择
        > 不太想
        < 不开始上报
        """
    )
    assert chat.ledger.session("web-li").held is None


def test_a_form_typed_line_by_line_is_read_line_by_line(chat: Chat) -> None:
    chat.say(
        "地点：澜沧县木戛乡中心小学\n需求：冬衣200套\n棉被50床\n人数：120\n预算：5万元\n"
        "联系人：李老师 13812345678"
    )
    chat.say("同意")
    assert [item["name"] for item in value(chat, "items")] == ["冬衣", "棉被"]  # type: ignore[attr-defined]
    assert value(chat, "contact") == "李老师"
    assert value(chat, "beneficiaries")["count"] == 120  # type: ignore[index]


def test_a_long_notice_in_the_middle_is_not_lost(chat: Chat) -> None:
    brought_to(chat, "items")
    notice = "我校地处高寒山区，" * 8 + "现急需冬衣612套，预算18万元。\n联系人：张主任"
    turn = chat.say(notice)
    assert "情况说明" in turn.messages[0].text
    assert value(chat, "description") == notice
    assert value(chat, "contact") == "张主任"
    assert turn.asks == "beneficiaries"


def test_answers_may_come_in_any_order(reporter: Chat) -> None:
    reporter.follow(
        """
        > 冬衣200套
        < 记下了：需要什么 冬衣 200套
        < 需求在什么地方
        > 11月底
        < 记下了：期限 11月底
        < 需求在什么地方
        > 12月15号
        < 期限要改成“12月15号（2026年12月15日）”吗？
        > 不改
        < 需求在什么地方
        > 木戛乡
        < 由“木戛乡”推断
        < 属于哪一类
        """
    )


def test_a_season_is_no_deadline(chat: Chat) -> None:
    chat.say("澜沧县木戛乡中心小学冬天冷得很，需要120套冬衣")
    chat.say("同意")
    assert value(chat, "deadline") == {"deadline": "冬天", "deadline_date": None}
    while chat.turn.asks != "deadline":
        chat.say("跳过")
    assert "现在是：冬天" in chat.texts[-1]


def test_a_place_is_narrowed_down_step_by_step(reporter: Chat) -> None:
    reporter.follow(
        """
        > 云南
        < 哪个县
        < 现在是：云南省
        > 澜沧县
        < 需要什么
        > 木戛乡
        < 地点改为：云南省普洱市澜沧拉祜族自治县木戛乡
        < 需要什么
        > 中心小学
        < 木戛乡中心小学
        < 需要什么
        > 云南省澜沧县
        < 现在是：云南省普洱市澜沧拉祜族自治县木戛乡中心小学
        < 需要什么
        > 云南省普洱市孟连县
        < 地点要改成
        > 不改
        < 需要什么
        """
    )


def test_a_word_that_may_be_a_place_is_asked_about(reporter: Chat) -> None:
    reporter.follow(
        """
        > 火星
        < 地点是“湖南省长沙市芙蓉区火星街道”吗？
        = [是] [不是]
        > [不是]
        < 需求在什么地方
        > 火星
        < 火星街道”吗
        > 不对
        < 需求在什么地方
        > 火星
        < 火星街道”吗
        > 是的
        < 需要什么
        """
    )


def test_a_choice_that_is_not_there_is_said_so(reporter: Chat) -> None:
    reporter.follow(
        """
        > 新华区
        < 有几种可能
        > 9
        < 请从下面的选项里选一个
        < 有几种可能
        """
    )


def test_a_submitted_report_is_found_again_in_ones_own_words(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.say("提交")
    reporter.follow(
        """
        > 刚才人数写错了，应该是130
        < 提交之前都可以改
        < 您的上报有 1 份
        > 1001到哪一步了
        < 已提交
        > 我想撤回刚才的上报
        < 确定撤回工单 1001
        > 确定撤回工单 1001
        < 已撤回
        > 再报一个
        < 需求在什么地方
        > 撤回
        < 确定取消
        """
    )


def test_a_bare_number_is_no_report(chat: Chat) -> None:
    assert "没有看懂" in chat.say("120万").messages[0].text
    chat.say("公益组织怎么公开募捐？")
    chat.say("那如果80万呢")
    assert chat.asker.asked[-1][0] == "那如果80万呢"


def test_a_withdrawal_is_confirmed_in_words(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.say("提交")
    reporter.follow(
        """
        > 撤回
        < 确定撤回工单 1001
        > 怎么还没消息
        < 由工作人员审核
        > 是的
        < 随时告诉我
        > 撤回
        < 确定撤回工单 1001
        > 是的
        < 工单 1001 已撤回
        """
    )


def test_of_several_reports_the_one_to_withdraw_is_chosen(reporter: Chat) -> None:
    for _ in range(2):
        reporter.follow(ANSWERS)
        reporter.say("提交")
        if reporter.turn.asks == "overlap":
            reporter.say("单独提交")
        reporter.say("上报需求")
    reporter.say("取消")
    reporter.say("取消")
    reporter.follow(
        """
        > 撤回
        < 要撤回哪一份
        = [撤回工单 1002] [撤回工单 1001]
        > [撤回工单 1001]
        < 确定撤回工单 1001
        """
    )


def test_what_was_reported_can_be_read_again(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.say("提交")
    reporter.say("工单1001")
    turn = reporter.tap("看内容")
    card = turn.messages[0].card
    assert card is not None
    assert {row.slot: row.value for row in card.rows}["items"] == "冬衣 200套"
    assert reporter.say("看内容1001").messages[0].card == card


def returned(reporter: Chat, *fields: str) -> None:
    reporter.follow(ANSWERS)
    reporter.say("提交")
    reporter.ledger.move(1001, TicketStatus.IN_REVIEW)
    reporter.ledger.move(1001, TicketStatus.RETURNED, "请写得再细一些", fields)
    reporter.say("开始补充")


def test_a_returned_place_is_completed_not_replaced(reporter: Chat) -> None:
    returned(reporter, "place")
    reporter.follow(
        """
        > 为什么退回来
        < 请写得再细一些
        < 现在是：云南省普洱市澜沧拉祜族自治县木戛乡中心小学
        > 大班利村
        < 请核对
        """
    )
    assert reporter.turn.draft is not None
    assert reporter.turn.draft["place"]["site"] == "大班利村"
    assert reporter.turn.draft["place"]["township"] == "木戛乡"


def test_an_unchanged_supplement_is_called_so(reporter: Chat) -> None:
    returned(reporter, "budget_yuan")
    reporter.follow(
        """
        > 不改
        < 请核对
        > 提交
        < 内容没有改动
        """
    )


def test_a_supplement_is_put_off_in_ones_own_words(reporter: Chat) -> None:
    returned(reporter, "budget_yuan")
    reporter.follow(
        """
        > 算了，以后再说
        < 都留着
        < 总共大约需要多少钱
        > 不补了
        < 确定先不补充
        > 好
        < 先不补充
        """
    )


def test_the_name_of_a_choice_is_no_thing_and_no_reproach(chat: Chat) -> None:
    brought_to(chat, "items")
    chat.follow(
        """
        > 教育类
        < 记下了：类别 教育
        < 需要什么
        > 教育
        < 需要什么
        > 住房吧
        < 类别要改成“住房”吗？
        > 不改
        < 需要什么
        """
    )


def test_whoever_goes_on_did_not_mean_the_change(chat: Chat) -> None:
    brought_to(chat, "budget_yuan")
    chat.follow(
        """
        > 棉被30床
        < 需要什么要改成“冬衣 200套、棉被 30床”吗？
        > 5万元
        < 还缺多少钱
        """
    )
    assert value(chat, "items") == [{"name": "冬衣", "quantity": 200, "unit": "套"}]


@pytest.mark.parametrize("text", ["来回要走一个多小时", "一共5个老师"])
def test_what_is_no_thing_is_not_offered_as_one(chat: Chat, text: str) -> None:
    brought_to(chat, "gap_yuan")
    chat.say(text)
    assert chat.turn.asks != "items"


def test_a_place_said_loosely_narrows_the_place(reporter: Chat) -> None:
    reporter.say("云南省澜沧县木戛乡")
    reporter.say("澜沧木戛的大班利村")
    assert reporter.turn.asks == "items"
    assert reporter.turn.draft is not None
    assert reporter.turn.draft["place"]["site"] == "大班利村"
    assert reporter.turn.draft["items"] == []


def test_nothing_more_to_say_is_no_description(chat: Chat) -> None:
    brought_to(chat, "description")
    assert chat.say("没啥了").asks == "evidence"
    assert value(chat, "description") is None

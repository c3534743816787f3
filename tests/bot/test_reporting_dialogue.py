"""Reporting a need, told as transcripts."""

from tests.transcripts import Chat

ANSWERS = """
> 云南省普洱市澜沧县木戛乡中心小学
< 需要什么
> 冬衣200套
< 属于哪一类
> [教育]
< 谁会受益
> 120名小学生
< 总共大约需要多少钱
> 5万元
< 还缺多少钱
> 3万元
< 财政资金覆盖了吗
> 没有
< 最晚什么时候
> 11月底前
< 有多急
> 急需
< 还有什么情况
> 教室没有取暖，早晚只有零上几度
< 照片或文件
> {教室.jpg}
< 共 1 份
< 还可以继续发
> 完成
< 可以找谁核实
> 李老师，木戛乡中心小学
< 请核对
"""


def test_a_need_is_reported_question_by_question(chat: Chat) -> None:
    chat.follow(
        """
        > 你好
        < 山海桥
        = [上报需求] [问政策] [我的上报] [帮助]
        > [上报需求]
        < 上报之前，请先看一下
        = [同意] [不同意]
        > [同意]
        < 好的，现在开始上报。
        < 需求在什么地方
        """
    )
    turn = chat.follow(ANSWERS)
    assert turn.asks == "confirm"
    assert turn.draft is not None
    assert turn.draft["beneficiaries"]["count"] == 120
    assert turn.draft["budget_yuan"] == 50_000
    turn = chat.follow(
        """
        = [提交] [修改] [取消]
        > [提交]
        < 已提交，工单号是 1001
        = [我的上报]
        """
    )
    assert turn.ticket == 1001
    ticket = chat.ledger.shelf.tickets[1001]
    assert ticket.need.place.county == "澜沧拉祜族自治县"
    assert ticket.need.fiscal_cover == "none"
    assert ticket.need.evidence == ("file1",)
    assert ticket.need.title
    assert ticket.provenance["items"] == "said"


def test_the_first_free_text_is_used_and_only_what_is_missing_is_asked(reporter: Chat) -> None:
    reporter.follow(
        """
        > 取消
        < 确定取消
        > 确定取消
        < 已取消
        > 云南省普洱市澜沧县木戛乡中心小学需要200套冬衣，预算5万元，11月底前送到
        < 系统识别
        < 谁会受益
        """
    )
    draft = reporter.turn.draft
    assert draft is not None
    assert draft["place"]["township"] == "木戛乡"
    assert (draft["items"][0]["quantity"], draft["budget_yuan"]) == (200, 50_000)
    assert draft["deadline_date"] == "2026-11-30"
    assert reporter.turn.asks == "beneficiaries"


def test_what_was_typed_before_consent_is_used_after_it(chat: Chat) -> None:
    chat.follow(
        """
        > 澜沧县木戛乡中心小学需要200套冬衣
        < 已留着
        < 上报之前
        > 一共120名小学生
        < 已留着
        < 请先选择
        > {a.jpg}
        < 还没有保存
        < 上报之前
        > 好的
        < 现在开始上报
        < 系统识别
        < …
        """
    )
    assert chat.turn.draft is not None
    assert chat.turn.draft["items"][0]["name"] == "冬衣"
    assert chat.turn.draft["beneficiaries"]["count"] == 120
    assert chat.ledger.session("web-li").held is None
    assert not chat.ledger.shelf.files


def test_without_consent_nothing_is_reported_and_policy_can_still_be_asked(chat: Chat) -> None:
    chat.follow(
        """
        > 澜沧县木戛乡中心小学需要200套冬衣
        < 已留着
        < 上报之前
        > 不同意
        < 不开始上报
        > 公益组织怎么公开募捐？
        < 需要公开募捐资格。
        """
    )
    assert chat.ledger.session("web-li").held is None


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


def test_skipped_fields_are_marked_and_submission_is_still_possible(reporter: Chat) -> None:
    reporter.follow(
        """
        > 跳过
        < 地点不能跳过
        < 需求在什么地方
        > 云南省普洱市澜沧县木戛乡中心小学
        < 需要什么
        > 不知道
        < 需要什么不能跳过
        < 需要什么
        > 冬衣200套
        < 属于哪一类
        > 教育
        < 谁会受益
        """
    )
    for _ in range(9):
        reporter.say("跳过")
    card = reporter.turn.messages[-1].card
    assert card is not None
    marks = {row.slot: row.mark for row in card.rows}
    assert marks["budget_yuan"] == "待补"
    assert marks["place"] == ""
    assert reporter.tap("提交").ticket == 1001


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


def test_one_answer_may_say_more_than_was_asked(reporter: Chat) -> None:
    reporter.follow(
        """
        > 云南省普洱市澜沧县木戛乡中心小学
        < 需要什么
        > 冬衣200套，预算5万元，11月底前送到
        < 记下了
        < …
        """
    )
    draft = reporter.turn.draft
    assert draft is not None
    assert draft["budget_yuan"] == 50_000
    assert draft["deadline"]


def test_an_unclear_place_is_chosen_from_candidates(reporter: Chat) -> None:
    turn = reporter.say("新华区")
    assert "有几种可能" in turn.messages[-1].text
    first, second = (choice.label for choice in turn.choices[:2])
    assert first != second
    reporter.say("2")
    assert reporter.turn.asks == "items"


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
        < 还没填完
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


def test_help_and_menu_words_in_the_middle_leave_the_question_pending(reporter: Chat) -> None:
    reporter.follow(
        """
        > 帮助
        < 上一步
        < 需求在什么地方
        > /start
        < 接着刚才
        < 需求在什么地方
        > 我的上报
        < 还没有上报过
        < 需求在什么地方
        > 问政策
        < 政策问题
        < 需求在什么地方
        > 转给工作人员
        < 没有待转
        < 需求在什么地方
        > 好
        < 没有认出这个地点
        < 需求在什么地方
        """
    )


def test_files_come_one_after_another_and_early(reporter: Chat) -> None:
    reporter.follow(
        """
        > {a.jpg}
        < 文件已收好
        < 需求在什么地方
        > {b.jpg}
        < 共 2 份
        < 需求在什么地方
        > {bad.exe}
        < 这种文件不能接收
        < 需求在什么地方
        """
    )
    reporter.give("big.zip", b"", refused="这个文件太大。请压缩后再发。")
    assert reporter.texts[0] == "这个文件太大。请压缩后再发。"
    assert reporter.ledger.session("web-li").stack[-1].slots["evidence"].value == ["file1", "file2"]


def test_text_at_the_evidence_step_says_what_to_do(reporter: Chat) -> None:
    reporter.follow(ANSWERS)
    reporter.follow(
        """
        > 修改照片
        < 还可以继续发
        > 照片在路上
        < 请发图片或文件
        < 还可以继续发
        > 没有别的照片
        < 请核对
        """
    )


def test_a_place_that_is_unclear_in_the_first_text_is_chosen_first(chat: Chat) -> None:
    chat.follow(
        """
        > 新华区中心小学需要200套冬衣
        < 已留着
        < 上报之前
        > 同意
        < 现在开始上报
        < 新华区中心小学（待补）
        < 有几种可能
        """
    )
    assert len(chat.turn.messages[1].card.note if chat.turn.messages[1].card else "") > 0
    chat.say("第2个")
    slots = chat.ledger.session("web-li").stack[-1].slots
    assert slots["place"].value["county"] == "新华区"
    assert slots["place"].provenance == "said"


def test_half_an_answer_is_kept_and_the_rest_is_asked(chat: Chat) -> None:
    chat.say("澜沧县木戛乡中心小学需要200套冬衣，给小学生")
    chat.say("同意")
    while chat.turn.asks != "beneficiaries":
        chat.say("跳过")
    assert "现在是：小学生" in chat.texts[-1]
    chat.say("不改")
    assert chat.ledger.session("web-li").stack[-1].slots["beneficiaries"].provenance == "skipped"
    chat.say("人数改成120")
    assert chat.ledger.session("web-li").stack[-1].slots["beneficiaries"].value == {
        "count": 120,
        "households": None,
        "kind": "小学生",
    }


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


def test_an_answer_to_another_question_is_noted_and_the_question_stays(reporter: Chat) -> None:
    reporter.follow(
        """
        > 云南省普洱市澜沧县木戛乡中心小学
        < 需要什么
        > 冬衣200套
        < 属于哪一类
        > 预算5万元
        < 记下了：预算 5万元。
        < 属于哪一类
        """
    )


def test_a_first_text_that_says_nothing_of_use_begins_with_the_first_question(
    reporter: Chat,
) -> None:
    reporter.say("取消")
    reporter.say("取消")
    turn = reporter.say("我想给村里上报一个需求")
    assert turn.asks == "place"
    assert len(turn.messages) == 1
    assert "description" not in reporter.ledger.session("web-li").stack[-1].slots


def test_a_first_text_that_says_everything_leads_to_the_card(reporter: Chat) -> None:
    reporter.say("取消")
    reporter.say("取消")
    reporter.say(
        "云南省普洱市澜沧县木戛乡中心小学急需200套冬衣，120名小学生受益，预算5万元，"
        "资金缺口3万元，财政资金未覆盖，11月底前送到"
    )
    assert "还差：佐证材料、联系人。" in reporter.texts[0]
    reporter.say("跳过")
    assert reporter.say("跳过").asks == "confirm"


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

"""Free text that a report begins with, or that says more or less than was asked."""

from tests.transcripts import Chat


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

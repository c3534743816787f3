"""测资格: twelve applicants, what is typed beside the questions, leaving and coming back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from api.domain.eligibility import Outcome
from api.domain.membership import Membership, Role
from api.domain.organisation import Organisation
from api.domain.organisation_profile import OrganisationState
from bot import texts
from bot.dialogue.buttons import MAX_BYTES, decode
from bot.dialogue.session_json import session_from_json, session_json
from bot.eligibility.reading import months_in
from bot.staff_notices import over_turn
from bot.telegram.render import TEXT_LIMIT, render, units
from knowledge.places.gazetteer import Gazetteer
from knowledge.programme_files import load_programmes
from retrieval.answer import Answer, AnswerStatus, Mode
from retrieval.claim_lines import Listener, unheard
from retrieval.rule_book import SourcedRules
from tests.bot.eligibility_transcripts import A_FOUNDATION_OF_SHANGHAI, APPLICANTS
from tests.fakes import NOON, ScriptedAsker
from tests.memory_organisations import MemoryOrganisations
from tests.rule_book import quoted_library, shipped_rules
from tests.transcripts import Chat


@pytest.fixture
def chat(gazetteer: Gazetteer) -> Chat:
    return Chat(gazetteer, rules=shipped_rules())


@pytest.fixture
def asked(chat: Chat) -> Chat:
    """A person who is asked what kind of applicant they are."""
    chat.say("测资格")
    chat.say("专项资金")
    return chat


@pytest.mark.parametrize("script", APPLICANTS.values(), ids=APPLICANTS)
def test_an_applicant_is_told_what_the_rules_say(chat: Chat, script: str) -> None:
    chat.follow(script)


def test_every_quotation_of_a_verdict_stands_where_it_is_said_to(chat: Chat) -> None:
    chat.follow(A_FOUNDATION_OF_SHANGHAI.split("> 保存结果")[0])
    cited = [one for message in chat.turn.messages for one in message.citations]

    assert len(cited) > 8
    for one in cited:
        assert f"“{one['quote']}”" in chat.turn.messages[2].text
        assert one["end"] - one["start"] == len(one["quote"])


@pytest.mark.parametrize("script", APPLICANTS.values(), ids=APPLICANTS)
def test_each_message_fits_into_one_of_telegram(chat: Chat, script: str) -> None:
    for line in filter(None, script.splitlines()):
        if line.startswith("> ["):
            chat.tap(line[3:-1])
        elif line.startswith(">"):
            chat.say(line[2:])
        assert all(units(message.text) <= TEXT_LIMIT for message in chat.turn.messages)
        assert len(render(chat.turn)) <= len(chat.turn.messages) + 1
        assert all(len(choice.code.encode()) <= MAX_BYTES for choice in chat.turn.choices)
        assert all(len(choice.label) <= 20 for choice in chat.turn.choices)
        assert all(decode(choice.code) for choice in chat.turn.choices)


@pytest.mark.parametrize(
    "text",
    [
        "我们是上海的基金会，能申请多少",
        "能不能申请专项资金",
        "测资格",
        "有没有公募资格",
        "我们够不够资格申请沪帮沪助",
        "我们是一家上海的民非，能申请多少资助",
        "Am I eligible?",
    ],
)
def test_it_begins_when_somebody_asks_whether_they_may(chat: Chat, text: str) -> None:
    assert chat.say(text).flow == "eligibility"


@pytest.mark.parametrize(
    "text",
    [
        "基金会公开募捐需要什么资格？",
        "公开募捐资格怎么申请？",
        "专项资金的资助比例是多少",
        "沪帮沪助怎么申请？",
        "企业捐赠税前扣除的比例是多少？",
        "我们项目总投入120万，最多能拿多少资助？",
    ],
)
def test_questions_of_policy_are_still_answered_from_the_texts(chat: Chat, text: str) -> None:
    chat.say(text)
    assert [question for question, _ in chat.asker.asked] == [text]


def test_a_question_without_a_name_may_follow_up_on_the_one_before(chat: Chat) -> None:
    chat.say("企业捐赠税前扣除的比例是多少？")
    chat.say("我们单位能申请吗")
    assert chat.asker.asked[-1][0] == "我们单位能申请吗"


def test_without_a_name_it_is_asked_which_programme(chat: Chat) -> None:
    assert "想测哪一项" in chat.say("我们够不够资格").messages[0].text


def test_an_answer_about_a_case_offers_to_be_tested_with_what_was_said(chat: Chat) -> None:
    chat.follow("""
        > 我们协会成立8个月了，能申请公开募捐资格吗
        < 需要公开募捐资格
        = [测一测资格] [有用] [没用]
        > [测一测资格]
        < 登记或认定满几年：8个月
        < 不符合的：登记或者认定为慈善组织满一年
        < …
        < …
        < …
        """)


def test_what_was_typed_before_the_programme_was_chosen_counts(chat: Chat) -> None:
    chat.follow("""
        > 我们是一家公司，能不能申请资助
        < 申请主体：企业
        < 在上海登记
        """)


def test_an_answer_of_the_rules_offers_to_be_tested(chat: Chat) -> None:
    class Computed(ScriptedAsker):
        def ask(
            self,
            question: str,
            *,
            as_of: object = None,
            context: tuple[str, ...] = (),
            listener: Listener = unheard,
        ) -> Answer:
            status = AnswerStatus.NEEDS_FACTS
            return Answer(status, "已知的限额：30%。", (), NOON.date(), Mode.RULES, 1.0)

    chat.asker = Computed()
    chat.follow("""
        > 我们项目总投入120万，最多能拿多少资助？
        < 已知的限额
        = [测一测资格]
        > [测一测资格]
        < 项目总投入：120万元
        < 申请的是哪一类主体
        """)


@pytest.mark.parametrize(
    ("step", "text", "said"),
    [
        ("", "？？？", "只看到表情或符号"),
        ("", "火星人", "没有认出是哪一种"),
        ("基金会", "大概吧", "请回复“是”或“否”"),
        ("基金会 是 是 是", "月球", "没有认出地方"),
        ("基金会 是 是 是 云南", "很多", "请写一个金额并带上单位"),
        ("基金会 是 是 是 云南", "9999999亿元", "这个金额太大了"),
        ("基金会 是 是 是 云南", "-5", "请写一个金额并带上单位"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_and_keeps_everything(
    asked: Chat, step: str, text: str, said: str
) -> None:
    for word in step.split():
        asked.say(word)
    question = asked.turn.asks
    before = asked.ledger.session("web-li").stack
    asked.say(text)

    assert said in "\n".join(asked.texts)
    assert asked.turn.asks == question
    assert asked.ledger.session("web-li").stack == before


def test_back_goes_to_the_question_before_and_from_the_first_to_the_programmes(
    asked: Chat,
) -> None:
    asked.follow("""
        > 基金会
        < 在上海登记
        > 上一步
        < 现在是：基金会
        = [不改]
        > 不改
        < 在上海登记
        > 上一步
        < 现在是：基金会
        > 公司
        < 申请主体改为：企业
        < 在上海登记
        > 上一步
        < 申请的是哪一类
        > [上一步]
        < 想测哪一项
        > 公募资格
        < 测一测：公开募捐资格
        < 慈善组织
        """)


def test_what_is_not_known_is_skipped_and_named_as_missing(asked: Chat) -> None:
    asked.follow("""
        > 基金会
        < 在上海登记
        > 不清楚
        < 上一年度
        > 跳过
        < 非营利
        > 是
        < 哪个地区
        > [不清楚]
        < 项目总投入
        > 不知道
        < 自筹资金
        > 60万
        < 还缺：在上海登记、上年度审核合格、项目地区
        < ［待定］
        < 依据
        < 办理流程
        > 改答案
        < 在上海登记：不清楚
        > 登记
        < 在上海登记的吗
        > 不是
        < 不符合的
        < …
        < …
        < …
        """)


@pytest.mark.parametrize(
    "said", ["不知道", "我不太清楚", "不确定", "还没确定", "不好说", "不一定", "不知道合格没有"]
)
def test_whoever_does_not_know_has_not_said_no(asked: Chat, said: str) -> None:
    for text in ("基金会", "是", said):
        asked.say(text)
    assert asked.turn.asks == "non_profit", asked.texts
    assert "改为" not in asked.texts[0]


def test_who_does_not_understand_a_question_is_asked_it_in_full(asked: Chat) -> None:
    question = asked.texts[-1]
    asked.say("什么意思？")
    assert asked.texts == [question]
    assert not asked.asker.asked


def test_a_question_in_between_is_answered_and_the_dialogue_goes_on(asked: Chat) -> None:
    asked.follow("""
        > 基金会公开募捐需要什么资格？
        < 需要公开募捐资格
        < 接着刚才的填写
        > 基金会
        < 在上海登记
        """)


def test_a_report_in_between_is_finished_first(asked: Chat) -> None:
    asked.follow("""
        > 上报需求
        < 上报之前，请先看一下
        > 不同意
        < …
        < 申请的是哪一类
        """)


def test_whoever_leaves_goes_on_where_they_were(asked: Chat) -> None:
    asked.follow("""
        > 基金会
        < 在上海登记
        > 不测了
        < 先不测了
        > 测资格
        < 答案都留着，接着测
        < 在上海登记
        > 暂存
        < 先不测了
        > 接着测
        < 答案都留着，接着测
        < 在上海登记
        > 重新开始
        < 想测哪一项
        """)


def test_a_menu_button_goes_on_with_the_one_that_is_open(asked: Chat) -> None:
    asked.say("基金会")
    asked.press("d:fit")

    assert len(asked.ledger.session("web-li").stack) == 1
    assert asked.turn.asks == "registered_in_shanghai"


def test_an_answer_is_corrected_in_a_sentence_after_the_verdict(chat: Chat) -> None:
    chat.follow(A_FOUNDATION_OF_SHANGHAI)
    chat.follow("""
        > 总投入改成200万
        < 项目总投入改为：200万元
        < 不符合的：自筹资金不少于项目资金的70%
        < …
        < …
        < …
        > 自筹应该是150万
        < 自筹资金改为：150万元
        < 最多可申请资助：50万元
        < …
        < …
        < …
        """)


@pytest.mark.parametrize(
    ("said", "known"), [("没有", "0"), ("0", "0"), ("3名", "3"), ("三个", "3")]
)
def test_none_of_something_is_a_number(chat: Chat, said: str, known: str) -> None:
    chat.say("测资格")
    chat.say("公开募捐资格")
    for text in ("是", "2年", "是", "是", "是", "是", "省级", said):
        chat.say(text)
    judged = chat.ledger.session("web-li").judged
    frame = judged if judged is not None else chat.ledger.session("web-li").stack[-1]
    assert frame.slots["supervisors"].value == known


def test_another_programme_is_not_asked_again_what_was_answered(asked: Chat) -> None:
    asked.follow("""
        > 个人
        < 不符合的
        < …
        < …
        < …
        > 换一项
        < 想测哪一项
        > 沪帮沪助
        < 已经记下，不再问：申请者：个人
        < 不符合的
        < …
        < …
        < …
        """)


def test_an_old_button_changes_nothing(asked: Chat) -> None:
    old = asked.code("基金会")
    asked.tap("企业")
    asked.press(old)

    assert "这个按钮" in asked.texts[0] or "已经" in asked.texts[0]
    assert asked.turn.asks == "registered_in_shanghai"
    assert asked.ledger.session("web-li").stack[-1].slots["applicant_type"].value == "企业"


def test_a_photo_is_not_taken_for_an_answer(asked: Chat) -> None:
    asked.give("照片.jpg")

    assert "不用发文件" in asked.texts[0]
    assert asked.turn.asks == "applicant_type"


def test_a_member_of_an_organisation_is_not_asked_what_it_says_of_itself(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = Organisation("x", "春晖基金会", "基金会", "上海市", "test")
    since = datetime(2026, 1, 1, tzinfo=UTC)
    member = Membership(ours, Role.OWNER, OrganisationState.VERIFIED, since)
    monkeypatch.setattr(MemoryOrganisations, "mine", lambda _: (member,))
    chat.say("测资格")
    chat.say("专项资金")
    assert "按您所在的机构“春晖基金会”先填了：申请主体：基金会；在上海登记：是" in chat.texts[0]
    assert chat.turn.asks == "annual_review_passed"


def test_the_same_result_is_kept_once_and_all_go_on_request(chat: Chat) -> None:
    chat.follow("""
        > 保存结果
        < 还没有可以保存的结果
        > 删除保存的结果
        < 您没有保存过结果
        > 我们是北京的基金会，能申请专项资金吗
        < …
        < …
        < …
        < …
        < …
        > 保存结果
        < /assessments/token1
        > 保存结果
        < /assessments/token1
        > 删除保存的结果
        < 要删除您保存的 1 份结果吗
        = [确定删除] [不删除]
        > [不删除]
        < 都还在
        > 删除保存的结果
        < 要删除
        > 确定删除
        < 已删除 1 份结果
        """)
    assert chat.ledger.shelf.assessments == {}


def test_a_number_that_is_personal_never_gets_into_a_result(chat: Chat) -> None:
    chat.say("我们是北京的基金会，电话13812345678，能申请专项资金吗")
    chat.say("保存结果")

    assert "13812345678" not in repr(chat.ledger.shelf)


def test_in_english_the_dialogue_speaks_english_and_the_rules_stay(chat: Chat) -> None:
    chat.follow("""
        > English
        < …
        > Am I eligible?
        < Which one is it?
        > [公开募捐资格]
        < Checking: 公开募捐资格
        < 慈善组织
        = [Yes] [No] [I do not know] [Stop checking]
        > Yes
        < 满几年
        > 8个月
        < Not met: 登记或者认定为慈善组织满一年.
        < [not met]
        < Sources
        < Please note
        > Save the result
        < Saved. The link
        """)
    ((_, kept),) = chat.ledger.shelf.assessments.values()
    assert kept.findings["answers"][0] == ["慈善组织", "是"]


def test_the_outcomes_are_called_as_the_rules_call_them() -> None:
    assert {one.value: one.label for one in Outcome} == texts.VERDICT_OUTCOMES


def test_after_a_talk_with_staff_it_can_be_gone_on_with(asked: Chat) -> None:
    turn = over_turn(asked.ledger.session("web-li"), handed_back=True)
    assert "接着测资格" in [choice.label for choice in turn.choices]

    asked.press(turn.choices[0].code)
    assert asked.turn.asks == "applicant_type"


def test_a_question_that_is_gone_since_leads_back_to_the_programmes(asked: Chat) -> None:
    session = asked.ledger.session("web-li")
    (frame,) = session.stack
    gone = replace(session, stack=(replace(frame, step="asked_once"),))
    asked.ledger.shelf.sessions["web-li"] = gone
    asked.follow("""
        > 你好
        < …
        < 想测哪一项
        > [公开募捐资格]
        < 测一测：公开募捐资格
        < 慈善组织
        """)


def test_a_programme_that_is_gone_since_is_said_to_be(asked: Chat) -> None:
    asked.say("个人")
    asked.rules = SourcedRules(
        [each for each in load_programmes() if each.general], quoted_library()
    )
    assert "规则已经不在了" in asked.say("保存结果").messages[0].text
    assert "没有找到" not in asked.say("换一项").messages[0].text


def test_without_rules_there_is_nothing_to_test(gazetteer: Gazetteer) -> None:
    assert "没有可以测的专项" in Chat(gazetteer).say("测资格").messages[0].text


def test_other_wishes_lead_elsewhere_and_back(asked: Chat) -> None:
    asked.follow("""
        > 我的上报
        < 还没有上报过
        < 申请的是哪一类
        > 提交
        < 没有认出是哪一种
        < 申请的是哪一类
        > 你好
        < …
        < 申请的是哪一类
        > 修改答案
        < 还没有答案可以改
        < 申请的是哪一类
        > 不改
        < …
        < 申请的是哪一类
        > 换一项
        < 想测哪一项
        > 上一步
        < 这已经是第一个问题
        < 想测哪一项
        > 跳过
        < …
        < 想测哪一项
        > 火星专项
        < 没有认出是哪一项
        < 想测哪一项
        > 转人工
        < 已为您转人工
        """)


def test_a_report_typed_in_between_is_begun_and_comes_first(asked: Chat) -> None:
    turn = asked.say("云南省普洱市澜沧县木戛乡中心小学急需200套冬衣，预算5万元")
    assert turn.flow == "consent"


def test_an_answer_out_of_turn_changes_what_was_said(asked: Chat) -> None:
    asked.follow("""
        > 公司
        < 在上海登记
        > 我们其实是协会，总投入80万
        < 申请主体改为：社会团体
        < 记下了：项目总投入：80万元
        < 在上海登记
        > 修改答案
        < 要改哪一个
        > 哪个都行啊
        < 没有认出要改哪一个
        < 要改哪一个
        > [返回]
        < 在上海登记
        """)


@pytest.mark.parametrize("tail", ["pick:99", "pick:x", "field:99", "dance", "keep"])
def test_an_invented_button_of_the_step_changes_nothing(asked: Chat, tail: str) -> None:
    before = asked.ledger.session("web-li")
    asked.press(asked.code("不清楚").removesuffix("skip") + tail)

    assert asked.ledger.session("web-li") == before
    assert asked.turn.asks == "applicant_type"


def test_only_so_many_results_are_kept(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.eligibility.saving.MOST", 0)
    chat.say("我们是北京的基金会，能申请专项资金吗")
    assert "不能再存" in chat.say("保存结果").messages[0].text


def test_in_traditional_script_the_rules_are_shown_in_it(chat: Chat) -> None:
    chat.say("繁体")
    chat.say("測資格")
    assert "上海市對口支援專項資金" in [choice.label for choice in chat.turn.choices]


@pytest.mark.parametrize(
    ("said", "months"),
    [("一年半", 18), ("半年", 6), ("2年3个月", 27), ("2024年9月登记", 24), ("2020年成立", 69)],
)
def test_how_long_is_read_in_months(said: str, months: int) -> None:
    assert months_in(said, NOON.date()) == months


def test_leaving_the_choice_of_a_programme_keeps_the_result_before(chat: Chat) -> None:
    chat.say("我们是北京的基金会，能申请专项资金吗")
    chat.say("换一项")
    chat.say("不测了")
    assert "结果已保存" in chat.say("保存结果").messages[0].text


def test_a_run_survives_being_written_down(asked: Chat) -> None:
    asked.say("基金会")
    asked.say("不测了")
    session = asked.ledger.session("web-li")

    assert session.judged is not None
    assert session_from_json(session_json(session)) == session

"""Several reports begun: set aside, listed, taken up again, named, deleted, begun beside."""

import pytest

from api.domain.draft_limits import MOST_DRAFTS
from api.domain.ticket import TicketStatus
from tests.transcripts import Chat

TO_CATEGORY = """
> 云南省普洱市澜沧县木戛乡中心小学
< 需要什么
> 冬衣200套
< 属于哪一类
"""


@pytest.fixture
def halfway(reporter: Chat) -> Chat:
    """Two questions of a report are answered."""
    reporter.follow(TO_CATEGORY)
    return reporter


def test_a_report_is_set_aside_and_goes_on_where_it_was(halfway: Chat) -> None:
    halfway.follow("""
        > 暂存
        < “澜沧县木戛乡中心小学：200套冬衣”已存为草稿
        = [我的草稿（1）] [上报需求]
        > 我的草稿
        < 1. 澜沧县木戛乡中心小学：200套冬衣（还有 10 项没填，9月1日存）
        = [删草稿]
        > [打开草稿 1 · 澜沧县木戛乡中心小学：200套…]
        < 接着填“澜沧县木戛乡中心小学：200套冬衣”
        < 属于哪一类
        > 我的草稿
        < 现在没有草稿
        < 接着刚才的填写
    """)


def test_what_is_open_changes_places_with_the_draft_that_is_opened(halfway: Chat) -> None:
    halfway.follow("""
        > 换一份
        < “澜沧县木戛乡中心小学：200套冬衣”还没填完
        = [存起来另报一份] [还是这一份]
        > [存起来另报一份]
        < 已存为草稿
        < 需求在什么地方
        > 孟连县勐马镇
        < 需要什么
        > 打开草稿1
        < “孟连县勐马镇：需求”已存为草稿
        < 接着填
        < 属于哪一类
        > 打开草稿1
        < “澜沧县木戛乡中心小学：200套冬衣”已存为草稿
        < 接着填“孟连县勐马镇：需求”
        < 需要什么
    """)


def test_asked_to_report_again_one_may_go_on_with_the_one_that_is_open(halfway: Chat) -> None:
    halfway.follow("""
        > 上报需求
        < 还没填完
        > 还是这一份
        < 接着填
        < 属于哪一类
        > 上报需求
        < 还没填完
        > 公益组织怎么才能公开募捐？
        < 需要公开募捐资格
        < 还没填完
        > 教育
        < 谁会受益
    """)


def test_a_report_in_which_nothing_was_said_gives_way_without_a_question(reporter: Chat) -> None:
    reporter.follow("""
        > 上报需求
        < 需求在什么地方
        > 先存着
        < 这份还没有填内容
        < 需求在什么地方
    """)


SECOND = "孟连县勐马镇卫生院缺50床棉被，预算2万元"


def test_another_need_in_the_middle_of_one_is_asked_about_and_its_text_used(halfway: Chat) -> None:
    halfway.follow(f"""
        > {SECOND}
        < 像是另一份需求
        < “澜沧县木戛乡中心小学：200套冬衣”还没填完
        > [存起来另报一份]
        < 已存为草稿
        < 我从您的话里识别到
        < …
    """)
    frame = halfway.ledger.session("web-li").stack[-1]
    assert frame.slots["place"].value["county"] == "孟连傣族拉祜族佤族自治县"
    assert frame.slots["budget_yuan"].value == 20_000
    assert halfway.ledger.session("web-li").held is None


def test_another_need_that_belongs_to_this_one_is_taken_as_said_to_it(halfway: Chat) -> None:
    halfway.follow(f"""
        > {SECOND}
        < 像是另一份需求
        < 还没填完
        > 还是这一份
        < 接着填
        < 记下了
        < …
    """)
    frame = halfway.ledger.session("web-li").stack[-1]
    assert frame.slots["budget_yuan"].value == 20_000
    assert frame.slots["place"].value["county"] == "澜沧拉祜族自治县"


@pytest.mark.parametrize(
    "text",
    [
        "澜沧县木戛乡中心小学还要50床棉被",  # the same county
        "孟连县的人也可以报吗？",
        "地点改成孟连县勐马镇",
        "孟连县勐马镇",  # nothing is lacking there
    ],
)
def test_what_may_belong_to_the_open_report_begins_no_other(halfway: Chat, text: str) -> None:
    halfway.say(text)
    assert not any("另一份需求" in said for said in halfway.texts)


def test_cancelling_offers_to_keep_it_as_a_draft(halfway: Chat) -> None:
    halfway.follow("""
        > 取消
        < 确定取消
        = [确定取消] [继续填写] [先存着]
        > [先存着]
        < 已存为草稿
        > 继续
        < 接着填
        < 属于哪一类
    """)


def test_a_draft_gets_a_name_by_a_sentence(halfway: Chat) -> None:
    halfway.follow("""
        > 这份草稿叫木戛冬衣
        < 这份叫“木戛冬衣”
        < 属于哪一类
        > 暂存
        < “木戛冬衣”已存为草稿
        > 草稿1改名为“操场”
        < 这份叫“操场”
        < 1. 操场（
        > 草稿1叫一个长得没有人愿意在手机上从头读到尾的名字呀
        < 不要超过 20 个字
    """)


def test_deleting_a_draft_is_asked_once_and_can_be_typed(halfway: Chat) -> None:
    halfway.follow("""
        > 暂存
        < 已存为草稿
        > 我的草稿
        < 草稿有 1 份
        > [删草稿]
        < 要删哪一份
        > [删草稿 1 · 澜沧县木戛乡中心小学：200套…]
        < 确定删掉草稿
        = [确定删草稿 1] [不删]
        > 不删
        < 草稿有 1 份
        > 删掉第1份草稿
        < 确定删掉草稿
        > 确定删草稿1
        < 已删掉
        > 打开草稿1
        < 没有第 1 份草稿
        < 现在没有草稿
    """)
    assert not halfway.ledger.shelf.drafts["web-li"]


def test_a_button_of_a_draft_offers_to_take_it_up(halfway: Chat) -> None:
    old = halfway.code("教育")
    halfway.say("暂存")
    halfway.press(old)
    halfway.follow("""
        > [接着填]
        < 接着填
        < 属于哪一类
    """)
    halfway.say("暂存")
    gone = f"d:draft:{'0' * 10}"
    assert "已经不在了" in halfway.press(gone).messages[0].text


def test_an_eleventh_draft_is_refused_and_nothing_is_lost(halfway: Chat) -> None:
    for number in range(MOST_DRAFTS):
        halfway.say("暂存")
        halfway.say(f"澜沧县木戛乡小学{number + 1}年级缺{number + 1}张课桌")
    assert len(halfway.ledger.shelf.drafts["web-li"]) == MOST_DRAFTS
    before = halfway.ledger.session("web-li").stack
    assert "存满了" in halfway.say("暂存").messages[0].text
    assert halfway.ledger.session("web-li").stack == before
    halfway.say(SECOND)
    assert "存满了" in halfway.say("存起来另报一份").messages[0].text
    assert halfway.ledger.session("web-li").held == SECOND
    halfway.say("确定删草稿3")
    halfway.say("存起来另报一份")
    frame = halfway.ledger.session("web-li").stack[-1]
    assert frame.slots["place"].value["township"] == "勐马镇"
    assert len(halfway.ledger.shelf.drafts["web-li"]) == MOST_DRAFTS


def test_a_supplement_can_be_set_aside_and_comes_back_with_its_answers(halfway: Chat) -> None:
    while halfway.turn.asks != "confirm":
        halfway.say("教育" if halfway.turn.asks == "category" else "跳过")
    halfway.say("提交")
    halfway.ledger.move(1001, TicketStatus.IN_REVIEW)
    halfway.ledger.move(1001, TicketStatus.RETURNED, fields=("beneficiaries", "deadline"))
    halfway.follow(f"""
        > 开始补充
        < 谁会受益
        > 120名小学生
        < 最晚什么时候
        > {SECOND}
        < 像是另一份需求
        < 工单 1001 还没补充完
        > 还是这一份
        < …
        < …
        < 最晚什么时候
        > 暂存
        < “工单 1001 的补充”已存为草稿
        > 补充1001
        < 最晚什么时候
        > 11月底前
        < 请核对
    """)
    assert not halfway.ledger.shelf.drafts["web-li"]
    halfway.say("暂存")
    halfway.say("撤回1001")
    halfway.say("确认撤回1001")
    assert not halfway.ledger.shelf.drafts["web-li"]


def test_a_draft_of_a_ticket_that_moved_on_is_told_so(halfway: Chat) -> None:
    while halfway.turn.asks != "confirm":
        halfway.say("教育" if halfway.turn.asks == "category" else "跳过")
    halfway.say("提交")
    halfway.ledger.move(1001, TicketStatus.IN_REVIEW)
    halfway.ledger.move(1001, TicketStatus.RETURNED, fields=("deadline",))
    halfway.say("开始补充")
    halfway.say("暂存")
    halfway.ledger.move(1001, TicketStatus.IN_REVIEW)
    halfway.follow("""
        > 打开草稿1
        < 不需要补充
    """)


def test_drafts_are_there_on_the_other_channel(halfway: Chat) -> None:
    halfway.say("暂存")
    telegram = halfway.on("telegram")
    telegram.say("孟连县勐马镇卫生院缺50床棉被")
    telegram.say("同意")
    telegram.say("暂存")
    halfway.say("换渠道")
    telegram.say(f"绑定 {next(iter(halfway.ledger.shelf.codes))}")
    telegram.follow("""
        > 我的草稿
        < 草稿有 2 份
    """)
    telegram.say("草稿箱")
    assert "木戛" in telegram.texts[0]
    assert "勐马" in telegram.texts[0]


def test_before_anything_is_filled_in_there_is_nothing_to_set_aside(chat: Chat) -> None:
    chat.follow("""
        > 我的草稿
        < 现在没有草稿
        > 上报需求
        < 您同意这样处理吗
        > 暂存
        < 没有要存的内容
        < …
        > 同意
        < 现在开始上报
        < 需求在什么地方
    """)

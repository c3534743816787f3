"""转人工: from asking for staff to being back with the bot, with nothing lost on the way."""

import pytest

from api.domain.staff_chat import SAY_AGAIN_AFTER
from bot.dialogue.turn import Turn
from bot.transcript import bot_line
from knowledge.places.gazetteer import Gazetteer
from tests.transcripts import Chat


@pytest.fixture(params=["web", "telegram"])
def chat(request: pytest.FixtureRequest, gazetteer: Gazetteer) -> Chat:
    return Chat(gazetteer, channel=request.param)


def labels(turn: Turn) -> list[str]:
    return [choice.label for choice in turn.choices]


def said_to_staff(chat: Chat, number: int = 1) -> list[str]:
    return chat.ledger.shelf.chats[number].said


def test_from_the_call_on_the_bot_keeps_silent_until_it_is_called_back(chat: Chat) -> None:
    chat.follow(
        """
        > 转人工
        < 已为您转人工，编号 1
        = [回到自动服务]
        > 捐款能不能公开募捐
        < 已转给工作人员
        = [回到自动服务]
        > 上报需求
        = [回到自动服务]
        > 帮助
        > 澜沧县木戛乡中心小学需要200套冬衣
        > {现场.jpg}
        = [回到自动服务]
        > [回到自动服务]
        < 已回到自动服务
        = [上报需求] [问政策] [我的上报] [帮助]
        """
    )
    assert said_to_staff(chat) == [
        "转人工",
        "捐款能不能公开募捐",
        "上报需求",
        "帮助",
        "澜沧县木戛乡中心小学需要200套冬衣",
        "［发来文件］现场.jpg",
    ]
    assert chat.asker.asked == []
    assert list(chat.ledger.shelf.files) == ["file1"]
    assert chat.ledger.session(f"{chat.channel}-li").stack == ()


@pytest.mark.parametrize(
    "words", ["找人工", "人工客服", "我要转人工", "请帮我转人工", "轉人工", "我要找工作人员"]
)
def test_staff_are_called_in_many_words(chat: Chat, words: str) -> None:
    assert "已为您转人工" in chat.say(words).messages[0].text
    assert said_to_staff(chat) == [words]


@pytest.mark.parametrize("words", ["电话打不通", "没人联系我们"])
def test_who_may_not_mean_it_is_offered_staff_first(chat: Chat, words: str) -> None:
    chat.follow(
        f"""
        > {words}
        < 要找工作人员的话，请点“转人工”
        = [转人工] [上报需求]
        > [转人工]
        < 已为您转人工
        """
    )
    assert said_to_staff(chat) == ["转人工"]


def test_the_button_of_a_declined_question_still_passes_the_question_on(chat: Chat) -> None:
    chat.follow(
        """
        > 食堂几点开饭？
        < 没有找到可以引用的依据
        < 可以把这个问题转给工作人员
        > 转给工作人员
        < 已转给工作人员，编号 1
        """
    )
    assert chat.ledger.shelf.chats == {}


def test_a_report_in_progress_waits_untouched_and_is_asked_again(chat: Chat) -> None:
    chat.say("上报需求")
    chat.tap("同意")
    chat.say("云南省澜沧县木戛乡中心小学")
    asked, before = chat.turn.asks, chat.ledger.session(f"{chat.channel}-li").stack
    assert "没填完的上报都留着" in chat.say("转人工").messages[0].text
    chat.say("学生有 120 人")
    chat.say("人数改成130")
    assert chat.turn.messages == ()
    assert chat.ledger.session(f"{chat.channel}-li").stack == before
    turn = chat.say("结束人工")
    assert turn.asks == asked
    assert "已回到自动服务" in turn.messages[0].text
    assert len(turn.messages) > 1


def test_only_the_first_message_is_acknowledged(chat: Chat) -> None:
    chat.say("转人工")
    answered = [len(chat.say(text).messages) for text in ("孩子没有冬衣", "在吗", "你好")]
    assert answered == [1, 0, 0]


@pytest.mark.parametrize("taken", [False, True])
def test_who_comes_back_much_later_is_told_once_why_nobody_answers(chat: Chat, taken: bool) -> None:
    chat.say("转人工")
    chat.say("孩子没有冬衣")
    chat.ledger.shelf.chats[1].taken = taken
    chat.clock.at += SAY_AGAIN_AFTER
    told = chat.say("上报需求").messages[0].text
    assert ("现在由工作人员接待" if taken else "正在等工作人员接手") in told
    assert "结束人工" in told
    assert chat.say("在吗").messages == ()
    assert said_to_staff(chat)[-2:] == ["上报需求", "在吗"]


def test_an_old_button_says_where_they_stand_and_is_not_kept_for_staff(chat: Chat) -> None:
    chat.say("你好")
    old = chat.code("上报需求")
    chat.say("转人工")
    assert "正在等工作人员接手" in chat.press(old).messages[0].text
    chat.ledger.shelf.chats[1].taken = True
    assert "现在由工作人员接待" in chat.press(old).messages[0].text
    assert "现在由工作人员接待" in chat.say("转人工").messages[0].text
    assert said_to_staff(chat) == ["转人工"]


def test_the_buttons_of_a_talk_that_is_over_change_nothing(chat: Chat) -> None:
    chat.say("转人工")
    back = chat.code("回到自动服务")
    chat.press(back)
    assert "已经结束" in chat.press(back).messages[0].text
    assert "已经结束" in chat.press("d:leave:1").messages[0].text
    assert "现在就是自动服务" in chat.say("结束人工").messages[0].text
    assert chat.ledger.shelf.questions == []


def test_what_was_written_can_be_left_as_a_question(chat: Chat) -> None:
    chat.follow(
        """
        > 转人工
        < 已为您转人工
        > 补助什么时候发
        < 已转给工作人员
        > 我们是民办学校
        > 留下问题
        < 已作为问题留给工作人员，编号 1
        """
    )
    assert [question for _, question in chat.ledger.shelf.questions] == [
        "补助什么时候发\n我们是民办学校"
    ]
    assert labels(chat.turn)[0] == "上报需求"


def test_with_nothing_written_the_question_is_asked_for(chat: Chat) -> None:
    chat.say("转人工")
    assert "请把问题写下来" in chat.press("d:leave:1").messages[0].text
    assert chat.ledger.shelf.questions == []


def test_a_file_that_cannot_be_taken_is_refused_without_leaving_the_talk(chat: Chat) -> None:
    chat.say("转人工")
    turn = chat.give("病毒.exe")
    assert "这种文件不能接收" in bot_line(turn.messages[0])
    assert labels(turn) == ["回到自动服务"]
    turn = chat.give("大.jpg", refused="文件太大了。")
    assert bot_line(turn.messages[0]) == "文件太大了。"
    assert labels(turn) == ["回到自动服务"]


def test_a_place_is_passed_on_in_words(chat: Chat) -> None:
    chat.say("转人工")
    chat.send(chat.inbound(location=(22.55, 99.93)))
    assert said_to_staff(chat)[-1] == "［发来位置］北纬 22.55000，东经 99.93000"


def test_numbers_of_persons_are_masked_before_staff_see_them(chat: Chat) -> None:
    chat.say("转人工")
    turn = chat.say("我的电话是13812345678")
    assert "13812345678" not in said_to_staff(chat)[-1]
    assert "已自动隐去" in turn.messages[0].text


def test_an_app_that_starts_anew_is_told_that_staff_answer(chat: Chat) -> None:
    chat.say("转人工")
    assert "正在等工作人员接手" in chat.say("/start").messages[0].text
    assert said_to_staff(chat) == ["转人工"]

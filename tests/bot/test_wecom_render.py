"""How a Turn looks in WeCom."""

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.turn import Card, CardRow, Choice, Message, OutgoingDocument, Turn
from bot.wecom.cards import card_json
from bot.wecom.channel import menu
from bot.wecom.render import CardPart, FilePart, TextPart, render
from tests.web_fakes import PHRASED, PHRASED_LINE
from tests.wecom_server.rules import check_card, check_menu, check_text

LONG = "这不是一句短短的说明。" * 10


def choices(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{number}", label) for number, label in enumerate(labels))


def test_a_question_stands_on_the_card_of_its_choices() -> None:
    (card,) = render(Turn((Message("好的。"), Message("谁会受益？\n写人数。")), choices("跳过")))
    assert card == CardPart("好的。", "谁会受益？\n写人数。", choices("跳过"))
    assert card_json(card, "t1") == {
        "card_type": "button_interaction",
        "main_title": {"title": "好的。"},
        "sub_title_text": "谁会受益？\n写人数。",
        "button_list": [{"text": "跳过", "style": 1, "key": "c0"}],
        "task_id": "t1",
    }


def test_a_long_message_stands_before_the_card() -> None:
    text, card = render(Turn((Message(LONG * 2),), choices("提交", "修改")))
    assert text == TextPart(LONG * 2)
    assert card == CardPart("请选择", "", choices("提交", "修改"))


def test_more_choices_than_buttons_are_options_to_tick() -> None:
    many = choices(*(f"第{number}类" for number in range(14)))
    (card,) = render(Turn((Message("属于哪一类？"),), many))
    assert isinstance(card, CardPart)
    body = card_json(card, "t1")
    assert body["card_type"] == "vote_interaction"
    assert [option["id"] for option in body["checkbox"]["option_list"]] == [c.code for c in many]
    check_card(body, set())
    cards = render(Turn((Message("哪一个？"),), many * 2))
    assert len(cards) == 2, "never more options than a card may hold"


def test_a_label_a_button_cannot_hold_is_spelt_out() -> None:
    long = "云南省普洱市澜沧拉祜族自治县木戛乡"
    (card,) = render(Turn((Message("是哪里？"),), choices(long, "都不是")))
    assert isinstance(card, CardPart)
    assert card.subtitle == f"· {long}"
    assert card_json(card, "t1")["button_list"][0]["text"] == "云南省普洱市澜沧拉…"


def test_choices_without_a_message_and_nothing_at_all() -> None:
    assert render(Turn(choices=choices("是"))) == (CardPart("请选择", "", choices("是")),)
    assert render(Turn()) == ()
    assert render(Turn((Message("  "),))) == ()


def test_a_card_of_values_is_lines_with_marks() -> None:
    card = Card(
        "请核对", (CardRow("place", "地点", "澜沧县", "系统识别"),), "提交后由前方机构审核。"
    )
    (only,) = render(Turn((Message("核对一下", card),)))
    assert only == TextPart(
        "核对一下\n\n【请核对】\n地点：澜沧县（系统识别）\n提交后由前方机构审核。"
    )


def test_an_answer_quotes_in_its_text_and_links_to_the_documents() -> None:
    (plain,) = render(Turn(PHRASED.messages))
    assert isinstance(plain, TextPart)
    assert plain.text.startswith(PHRASED_LINE)
    assert "<a " not in plain.text
    (linked,) = render(Turn(PHRASED.messages), "https://example.org")
    assert isinstance(linked, TextPart)
    assert linked.text.startswith(plain.text)
    assert '<a href="https://example.org/' in linked.text


def test_nobody_can_write_a_link_of_their_own() -> None:
    (only,) = render(Turn((Message('您说：<a href="http://x">点我</a>，a<b'),)))
    assert only == TextPart('您说：＜a href="http://x">点我＜/a>，a<b')


def test_a_document_is_a_file_after_its_message() -> None:
    document = OutgoingDocument("模板.xlsx", "application/x", "template")
    turn = Turn((Message("填好发回来。", document=document), Message("还可以。")), choices("好"))
    assert render(turn) == (
        TextPart("填好发回来。"),
        FilePart(document),
        CardPart("还可以。", "", choices("好")),
    )


def test_when_a_file_is_wanted_it_says_how() -> None:
    (only,) = render(Turn((Message("有照片吗？"),), wants_file=True))
    assert only == TextPart("有照片吗？\n点输入框旁的加号，可以发照片或文件。")


@given(st.lists(st.text(max_size=3000), max_size=4), st.lists(st.text(min_size=1), max_size=30))
def test_whatever_is_said_stays_within_the_limits(lines: list[str], labels: list[str]) -> None:
    turn = Turn(tuple(Message(line) for line in lines), choices(*labels))
    tasks: set[str] = set()
    for number, part in enumerate(render(turn)):
        if isinstance(part, CardPart):
            check_card(card_json(part, f"t{number}"), tasks)
        elif isinstance(part, TextPart):
            check_text({"content": part.text})
    shown = [part.choices for part in render(turn) if isinstance(part, CardPart)]
    assert sum(shown, ()) == turn.choices


def test_the_menu_is_one_the_platform_takes() -> None:
    check_menu(menu())

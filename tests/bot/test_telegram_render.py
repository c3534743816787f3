"""How a Turn looks in Telegram."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.turn import Card, CardRow, Choice, Message, OutgoingDocument, Turn
from bot.splitting import split
from bot.telegram.render import CALLBACK_LIMIT, TEXT_LIMIT, Outbound, render, units
from knowledge.documents import Tier
from retrieval.answer import Answer, AnswerStatus, Citation, Mode
from tests.telegram_server.keyboard_rules import inline_keyboard
from tests.telegram_server.text_rules import message_text
from tests.web_fakes import PHRASED, PHRASED_LINE

LONG = "这不是一句短短的说明。" * 10
LINES = st.lists(st.text(min_size=0, max_size=3000), max_size=4)


def rows(outbound: Outbound) -> list[list[str]]:
    return [[choice.label for choice in row] for row in outbound.keyboard]


def choices(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{number}", label) for number, label in enumerate(labels))


def test_text_is_escaped_and_each_message_is_its_own() -> None:
    first, second = render(Turn((Message("a < b & <b>" + LONG), Message("第二条"))))
    assert first.html == "a &lt; b &amp; &lt;b&gt;" + LONG
    assert second.html == "第二条"


def test_a_short_remark_shares_the_message_of_what_follows() -> None:
    card = Card("请核对", (CardRow("place", "地点", "澜沧县"),))
    turn = Turn(
        (Message("好的。"), Message("记下了。"), Message("核对", card), Message("提交吗？"))
    )
    first, second = render(turn)
    assert first.html == "好的。\n\n记下了。\n\n核对\n\n<b>请核对</b>\n\n地点　澜沧县"
    assert second.html == "提交吗？"


def test_the_keyboard_hangs_under_the_last_message_short_labels_in_pairs() -> None:
    turn = Turn(
        (Message(LONG), Message("二")),
        choices("提交", "修改", "财政资金未覆盖且没有其他来源", "取消", "返回", "跳过"),
    )
    first, second = render(turn)
    assert first.keyboard == ()
    assert rows(second) == [
        ["提交", "修改"],
        ["财政资金未覆盖且没有其他来源"],
        ["取消", "返回"],
        ["跳过"],
    ]


def test_a_document_follows_its_text_and_carries_the_keyboard_when_it_is_last() -> None:
    template = OutgoingDocument("模板.xlsx", "application/x", "template")
    turn = Turn((Message("好的。"), Message("请填这个。", document=template)), choices("取消"))
    text, document = render(turn)
    assert (text.html, text.keyboard, text.document) == ("好的。\n\n请填这个。", (), None)
    assert (document.document, rows(document)) == (template, [["取消"]])


def test_how_to_attach_is_said_with_the_text_before_the_document() -> None:
    template = OutgoingDocument("模板.xlsx", "application/x", "template")
    turn = Turn((Message("请填这个。", document=template),), wants_file=True)
    text, document = render(turn)
    assert text.html.startswith("请填这个。\n\n点输入框旁的回形针")
    assert document.document == template
    (hint, alone) = render(Turn((Message("", document=template),), wants_file=True))
    assert "回形针" in hint.html
    assert alone.document == template


def test_choices_without_a_message_still_show() -> None:
    (only,) = render(Turn(choices=choices("是")))
    assert only.html == "请选择："
    assert rows(only) == [["是"]]


def test_a_code_telegram_would_refuse_is_left_out_and_the_rest_stays() -> None:
    too_long = Choice("字" * 22, "坏")
    (only,) = render(Turn((Message("选"),), (too_long, Choice("字" * 21, "好"))))
    assert rows(only) == [["好"]]


def test_nothing_to_say_is_no_message() -> None:
    assert render(Turn()) == ()
    assert render(Turn((Message("  "),))) == ()


def test_a_card_is_aligned_with_its_marks() -> None:
    card = Card(
        "请核对",
        (
            CardRow("place", "地点", "云南省澜沧县", "系统识别"),
            CardRow("fiscal_cover", "财政覆盖", "未覆盖"),
        ),
        "提交后由前方机构审核。",
    )
    (only,) = render(Turn((Message("核对一下", card),)))
    assert only.html == (
        "核对一下\n\n<b>请核对</b>\n\n"
        "地点　　　云南省澜沧县（系统识别）\n财政覆盖　未覆盖\n\n提交后由前方机构审核。"
    )


def test_a_citation_is_a_quotation_with_source_tier_and_dates() -> None:
    cited = Citation(
        document="charity-law",
        title="中华人民共和国慈善法",
        issuer="全国人民代表大会",
        number="主席令第四十三号",
        article="第二十二条",
        quote="慈善组织开展公开募捐，应当取得公开募捐资格。",
        start=0,
        end=22,
        tier=Tier.OFFICIAL,
        effective_from=date(2024, 9, 5),
        effective_to=None,
        score=1.0,
    )
    answer = Answer(AnswerStatus.ANSWERED, "需要。", (cited,), date(2026, 1, 1), Mode.EXTRACTIVE, 1)
    stored = json.loads(json.dumps(answer.to_json()["citations"]))
    (only,) = render(Turn((Message("需要。", citations=tuple(stored)),)))
    assert only.html == (
        "需要。\n\n<blockquote>慈善组织开展公开募捐，应当取得公开募捐资格。</blockquote>\n\n"
        "——《中华人民共和国慈善法》第二十二条 · 全国人民代表大会 · 主席令第四十三号 · 官方原文"
        " · 2024-09-05 起施行"
    )


def test_a_phrased_answer_stands_over_its_quotations_and_says_who_phrased_it() -> None:
    (only,) = render(PHRASED)
    first, quote, *_, last = only.html.split("\n\n")
    assert first.startswith(PHRASED_LINE)
    assert first.count("（《") == 2
    assert quote.startswith("<blockquote>慈善组织开展公开募捐")
    assert last.startswith("开头的话由语言模型根据这些原文归纳")
    assert only.html.count("慈善组织开展公开募捐") == 2, "said once, quoted once"


def test_a_long_quotation_is_folded_and_an_expired_one_says_so() -> None:
    citation = {
        "title": "某办法",
        "quote": "长" * 400,
        "tier": "digest",
        "effective_from": "2020-01-01",
        "effective_to": "2022-12-31",
    }
    (only,) = render(Turn((Message("见下。", citations=(citation,)),)))
    assert "<blockquote expandable>" in only.html
    assert only.html.endswith("——《某办法》 · 本项目转述 · 2020-01-01 至 2022-12-31 有效")
    ended = {**citation, "effective_from": None}
    (only,) = render(Turn((Message("见下。", citations=(ended,)),)))
    assert only.html.endswith("有效至 2022-12-31")


def test_a_provision_a_quotation_names_is_folded_however_short() -> None:
    citation = {"title": "某办法", "quote": "短。", "tier": "official", "role": "referred"}
    (only,) = render(Turn((Message("见下。", citations=(citation,)),)))
    assert "<blockquote expandable>短。</blockquote>" in only.html


def test_when_a_file_is_wanted_it_says_how() -> None:
    (only,) = render(Turn((Message("有照片吗？"),), wants_file=True))
    assert only.html.endswith("点输入框旁的回形针，可以发照片或文档。")
    (alone,) = render(Turn(wants_file=True))
    assert alone.html == "点输入框旁的回形针，可以发照片或文档。"


def test_long_text_is_cut_at_sentence_ends() -> None:
    text = "这是一个不长不短的句子。" * 700
    parts = render(Turn((Message(text),)))
    assert len(parts) == 3
    assert all(part.html.endswith("句子。") for part in parts)
    assert "".join(part.html for part in parts) == text


def test_lines_are_kept_together_where_possible() -> None:
    assert split("甲" * 6 + "\n" + "乙" * 6, 8, units) == ["甲" * 6, "乙" * 6]


def test_half_a_surrogate_pair_does_not_stop_the_message() -> None:
    (only,) = render(Turn((Message("坏字\ud83d在此"),)))
    only.html.encode()


@given(LINES, st.lists(st.text(min_size=1, max_size=40), max_size=12), st.booleans())
def test_whatever_is_said_telegram_accepts_it_and_nothing_is_lost(
    texts: list[str], labels: list[str], wants_file: bool
) -> None:
    turn = Turn(tuple(Message(t) for t in texts), choices(*labels), wants_file=wants_file)
    shown = ""
    for part in render(turn):
        plain, _ = message_text(part.html, "HTML")
        assert units(plain) <= TEXT_LIMIT
        shown += plain
        keyboard = [
            [{"text": f"“{c.label}”", "callback_data": c.code} for c in row]
            for row in part.keyboard
        ]
        inline_keyboard({"inline_keyboard": keyboard})
    said = "".join("".join(texts).split())
    assert "".join(shown.split()).startswith(said.replace("\r", ""))
    assert all(len(c.code.encode()) <= CALLBACK_LIMIT for c in turn.choices)


@given(st.text(max_size=200), st.integers(2, 50))
def test_splitting_loses_only_blanks(text: str, limit: int) -> None:
    parts = split(text, limit, units)
    assert all(0 < units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_an_answer_shows_each_quotation_once_and_opens_its_document() -> None:
    citation = {
        "document": "charity-law",
        "title": "慈善法",
        "quote": "一。二。",
        "start": 10,
        "end": 14,
        "focus": [10, 12],
        "tier": "official",
    }
    text = "《慈善法》规定：“一。”\n“一。二。”\n——《慈善法》（官方原文）\n以上是原文摘录。"
    turn = Turn((Message(text, citations=(citation,)),))

    (only,) = render(turn, "https://example.org")
    assert only.html == (
        "《慈善法》规定：“一。”\n\n<blockquote>一。二。</blockquote>\n\n"
        '<a href="https://example.org/policies/charity-law?start=10&amp;end=12#passage">'
        "——《慈善法》 · 官方原文</a>\n\n以上是原文摘录。"
    )
    (unlinked,) = render(turn)
    assert "<a " not in unlinked.html


def test_where_a_place_is_asked_for_it_is_said_how_to_send_a_location() -> None:
    pick = Choice("f:0123456789:place:walk:cn_0", "按省市选")
    (asked,) = render(Turn((Message("在哪里？"),), (pick,), asks="place"))
    assert "发一个位置" in asked.html
    (other,) = render(Turn((Message("在哪个省？"),), choices("云南省"), asks="place"))
    assert "发一个位置" not in other.html

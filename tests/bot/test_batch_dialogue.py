"""批量上报 as conversations: offered, checked row by row, submitted once, restart-safe."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from bot.batch.kept import Batch
from bot.batch.reading import read_batch
from bot.batch.template import template
from bot.dialogue.flows.batch import TEMPLATE
from bot.dialogue.turn import IncomingFile, Turn
from knowledge.places.gazetteer import Gazetteer
from tests.bot.batch.made_sheets import AMBIGUOUS, FEW, ROW, SCHOOL, WITHOUT_ITEMS, csv, filled
from tests.fakes import MemoryTransaction
from tests.transcripts import Chat

GOOD = filled(ROW, (f"{SCHOOL}", "棉被50床", "住房"))
MIXED = filled(ROW, AMBIGUOUS, WITHOUT_ITEMS)


@pytest.fixture
def cadre(chat: Chat) -> Chat:
    """A person who has agreed, and is asked for the sheet."""
    chat.follow(
        """
        > 批量上报
        < 您同意这样处理吗
        > [同意]
        < 现在开始上报
        < 请下载模板
        """
    )
    return chat


def documents(turn: Turn) -> list[str]:
    return [message.document.key for message in turn.messages if message.document]


def tickets(chat: Chat) -> list[str]:
    return [ticket.need.title for ticket in chat.ledger.shelf.tickets.values()]


def test_the_template_is_offered_after_consent_with_what_happens_next(cadre: Chat) -> None:
    assert cadre.turn.messages[-1].document == TEMPLATE
    assert "确认之前什么都不提交" in cadre.turn.messages[-1].text
    assert cadre.turn.wants_file
    assert cadre.turn.asks == "file"


@pytest.mark.parametrize(
    "said",
    [
        *["批量上报", "批量上報", "模板", "下载模版", "有没有excel模板？", "怎么批量上报"],
        *["可以用表格报吗", "一次上报多个需求", "/batch", "Many at once"],
    ],
)
def test_the_template_can_be_asked_for_in_many_words(cadre: Chat, said: str) -> None:
    cadre.say("取消")
    assert documents(cadre.say(said)) == ["template"]


def test_whoever_does_not_agree_is_not_asked_for_a_sheet(chat: Chat) -> None:
    chat.say("批量上报")
    chat.tap("不同意")
    assert not chat.ledger.session("web-li").stack


def test_a_report_typed_before_consent_comes_first_then_the_sheet(chat: Chat) -> None:
    chat.say("澜沧县木戛乡中心小学需要200套冬衣")
    chat.say("批量上报")
    assert chat.tap("同意").flow == "report"
    chat.say("取消")
    assert chat.tap("确定取消").flow == "sheet"


def test_rows_are_checked_then_the_good_ones_submitted(cadre: Chat) -> None:
    cadre.give("需求.xlsx", MIXED)
    preview, question = cadre.turn.messages
    assert preview.text == "“需求.xlsx”里读到 3 行：1 行可以提交，2 行有问题。"
    assert preview.card is not None
    assert [(row.label, row.mark) for row in preview.card.rows] == [
        ("第 4 行", "有问题"),
        ("第 5 行", "有问题"),
        ("第 3 行", "可提交"),
    ]
    assert preview.card.rows[0].value.startswith("地点“鼓楼区”：有 4 种可能")
    assert "提交吗" in question.text
    assert not cadre.ledger.shelf.tickets

    turn = cadre.tap("提交这 1 行")
    assert "已提交 1 份，工单号是 1001" in turn.messages[0].text
    assert "还有 2 行有问题" in turn.messages[1].text
    assert documents(turn) == [f"rows-{0:032x}"]
    assert tickets(cadre) == ["澜沧县木戛乡中心小学：200套冬衣"]
    assert cadre.ledger.shelf.tickets[1001].provenance["place"] == "said"


def test_the_same_file_again_opens_no_ticket(cadre: Chat) -> None:
    cadre.give("需求.xlsx", GOOD)
    cadre.say("提交")
    turn = cadre.give("需求.xlsx", GOOD)
    assert turn.messages[0].text == "“需求.xlsx”里读到 2 行：2 行已经上报过。"
    assert turn.messages[0].card is not None
    assert "已经是工单 1001（已提交），不会再建。" in turn.messages[0].card.rows[0].value
    assert turn.messages[1].text == "这个表格里的内容都已经上报过，没有新的工单要建。"
    assert len(cadre.ledger.shelf.tickets) == 2
    assert not cadre.ledger.session("web-li").stack


def test_of_a_reordered_and_mended_file_only_what_is_new_becomes_a_ticket(cadre: Chat) -> None:
    cadre.give("需求.xlsx", MIXED)
    cadre.say("提交")
    mended = csv(("类别", "需要什么", "地点"), ("住房", "棉被50床", "福州市鼓楼区"))
    again = cadre.give("改好.xlsx", filled(("福州市鼓楼区", *AMBIGUOUS[1:]), ROW))
    assert "1 行可以提交，1 行已经上报过" in again.messages[0].text
    cadre.say("提交")
    assert tickets(cadre) == ["澜沧县木戛乡中心小学：200套冬衣", "鼓楼区：50床棉被"]
    assert "1 行已经上报过" in cadre.give("同样.csv", mended).messages[0].text


def test_what_was_taken_back_can_be_reported_again(cadre: Chat) -> None:
    cadre.give("需求.xlsx", GOOD)
    cadre.say("提交")
    cadre.say("确认撤回1001")
    turn = cadre.give("需求.xlsx", GOOD)
    assert "1 行可以提交，1 行已经上报过" in turn.messages[0].text
    assert "工单号是 1003" in cadre.say("提交").messages[0].text
    assert "2 行已经上报过" in cadre.give("需求.xlsx", GOOD).messages[0].text


def test_a_row_like_a_ticket_of_somebody_else_says_so_and_staff_see_that_it_was_seen(
    cadre: Chat,
) -> None:
    other = cadre.another("wang")
    other.say("批量上报")
    other.tap("同意")
    other.give("别人的.xlsx", filled(ROW))
    other.say("提交")
    changed = (*ROW[:4], 60_000, *ROW[5:])
    turn = cadre.give("需求.xlsx", filled((f"{SCHOOL}", "深水井1口", "基础设施与饮水"), changed))
    assert "1 行可以提交，1 行可能和已有工单重复" in turn.messages[0].text
    assert turn.messages[0].card is not None
    row = turn.messages[0].card.rows[0]
    assert (row.label, row.mark) == ("第 4 行", "可能重复")
    assert "可能和工单 1001 是同一件事" in row.value
    assert "已提交 2 份" in cadre.say("提交").messages[0].text
    assert cadre.ledger.shelf.support.apart == {1003: (1001,)}


def test_a_file_can_be_sent_without_asking_for_the_template_first(cadre: Chat) -> None:
    cadre.say("取消")
    assert cadre.give("需求.csv", csv(FEW, (SCHOOL, "冬衣200套", "教育"))).flow == "rows"


def test_a_sheet_before_consent_is_not_kept_and_asked_for_again(chat: Chat) -> None:
    turn = chat.give("需求.xlsx", GOOD)
    assert "还没有保存" in turn.messages[0].text
    assert not chat.ledger.shelf.batches
    assert chat.tap("同意").flow == "sheet"
    assert chat.give("需求.xlsx", GOOD).flow == "rows"


def test_a_file_that_cannot_be_read_leaves_the_question_open(cadre: Chat) -> None:
    turn = cadre.give("空.xlsx", template())
    assert "还没有填写内容" in turn.messages[0].text
    assert turn.flow == "sheet"
    turn = cadre.give("照片.jpg", b"\xff\xd8\xff")
    assert turn.messages[0].text.startswith("这一步请发表格文件")
    assert not cadre.ledger.shelf.files


def test_only_faulty_rows_ask_for_the_mended_file(cadre: Chat) -> None:
    turn = cadre.give("需求.xlsx", filled(AMBIGUOUS))
    assert turn.flow == "sheet"
    assert turn.messages[1].text == "请把填好的表格发到这里（xlsx 或 csv）。"


@pytest.mark.parametrize("words", ["提交", "确认", "好的", "对", "没问题", "提交这2行", "完成"])
def test_submitting_can_be_typed(cadre: Chat, words: str) -> None:
    cadre.give("需求.xlsx", GOOD)
    assert "工单号是 1001、1002" in cadre.say(words).messages[0].text


@pytest.mark.parametrize("words", ["修改", "改好后再发", "上一步", "不对", "重新开始"])
def test_mending_first_can_be_typed(cadre: Chat, words: str) -> None:
    cadre.give("需求.xlsx", GOOD)
    assert "改好" in cadre.say(words).messages[0].text
    assert cadre.turn.flow == "sheet"
    assert not cadre.ledger.shelf.tickets


@pytest.mark.parametrize("words", ["取消", "算了", "不报了", "都不提交"])
def test_nothing_is_submitted_when_the_person_says_so(cadre: Chat, words: str) -> None:
    cadre.give("需求.xlsx", GOOD)
    assert "没有提交" in cadre.say(words).messages[0].text
    assert not cadre.ledger.session("web-li").stack
    assert not cadre.ledger.shelf.tickets


def test_an_interruption_comes_back_to_the_sheet(cadre: Chat) -> None:
    cadre.give("需求.xlsx", GOOD)
    cadre.follow(
        """
        > 公开募捐需要什么资格？
        < 需要公开募捐资格
        < 表格里没有问题的 2 行，现在提交吗
        = [提交这 2 行]
        > 跳过
        < 请回复“提交”
        < 现在提交吗
        > 等一下
        < 现在提交吗
        > 今天天气不错
        < 请回复“提交”
        < 现在提交吗
        > 我的上报
        < 还没有上报过
        < 现在提交吗
        > 提交
        < 已提交 2 份
        """
    )


def test_a_report_that_is_open_goes_on_after_the_sheet(reporter: Chat) -> None:
    reporter.say("澜沧县木戛乡中心小学")
    reporter.say("批量上报")
    reporter.give("需求.xlsx", GOOD)
    turn = reporter.say("提交")
    assert [message.text[:12] for message in turn.messages] == [
        "已提交 2 份，工单号是",
        "接着刚才没填完的那一份。",
        "需要什么？请写物资或服务的"[:12],
    ]
    assert turn.flow == "report"


def test_a_sheet_sent_into_a_report_is_evidence_and_says_how_to_report_its_rows(
    reporter: Chat,
) -> None:
    turn = reporter.give("清单.xlsx", GOOD)
    assert turn.flow == "report"
    assert "逐行上报" in turn.messages[0].text
    assert len(reporter.ledger.shelf.files) == 1


def test_an_old_button_says_which_ticket_it_became(cadre: Chat) -> None:
    cadre.give("需求.xlsx", GOOD)
    code = cadre.code("提交这 2 行")
    cadre.press(code)
    assert "已经提交，工单号是 1001" in cadre.press(code).messages[0].text
    assert len(cadre.ledger.shelf.tickets) == 2


def test_a_button_of_an_older_file_submits_nothing(cadre: Chat) -> None:
    cadre.give("旧.xlsx", filled(ROW))
    code = cadre.code("提交这 1 行")
    cadre.give("新.xlsx", GOOD)
    assert "已过期" in cadre.press(code).messages[0].text
    assert not cadre.ledger.shelf.tickets


def test_a_crash_before_the_end_leaves_nothing_or_all(cadre: Chat) -> None:
    cadre.give("需求.xlsx", GOOD)

    def crash() -> None:
        raise KeyboardInterrupt

    cadre.ledger.before_commit = crash
    with pytest.raises(KeyboardInterrupt):
        cadre.say("提交")
    assert not cadre.ledger.shelf.tickets
    cadre.ledger.before_commit = lambda: None
    assert cadre.conversation().recover() == 1
    assert len(cadre.ledger.shelf.tickets) == 2
    assert not cadre.ledger.session("web-li").stack


def test_the_other_channel_goes_on_with_the_sheet(cadre: Chat) -> None:
    cadre.give("需求.xlsx", GOOD)
    code = cadre.say("换渠道").messages[0].text.split("绑定码是 ")[1][:6]
    other = cadre.on("telegram")
    other.say("/start")
    other.say(f"绑定 {code}")
    assert "已提交 2 份" in other.say("提交").messages[0].text


def test_names_of_files_are_masked_and_long_lists_are_only_counted(cadre: Chat) -> None:
    rows = [(f"云南省澜沧县木戛乡大班利村第{n}小学", "冬衣200套", "教育") for n in range(1, 15)]
    turn = cadre.give("张三13812345678.csv", csv(FEW, *rows))
    assert "1381234" not in turn.messages[0].text
    assert turn.messages[0].card is not None
    assert len(turn.messages[0].card.rows) == 10
    assert "还有 4 行没有列出" in turn.messages[0].card.note
    assert "工单号是 1001 到 1014" in cadre.say("提交").messages[0].text


def test_numbers_of_persons_reach_neither_ticket_nor_transcript(cadre: Chat) -> None:
    head = (*FEW, "情况说明", "联系电话")
    said = "家长电话13812345678"
    turn = cadre.give("需求.csv", csv(head, (SCHOOL, "冬衣200套", "教育", said, "13912345678")))
    assert turn.messages[0].card is not None
    assert "已隐去" in turn.messages[0].card.note
    assert "没有用到的列：联系电话" in turn.messages[0].card.note
    cadre.say("提交")
    shelf = cadre.ledger.shelf
    kept = (shelf.tickets, shelf.batches, shelf.transcript, shelf.turns, shelf.sessions)
    assert "1381234" not in repr(kept)
    assert "1391234" not in repr(kept)


def test_the_sheet_is_read_while_no_transaction_is_open(
    cadre: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    transaction = cadre.ledger.transaction

    @contextmanager
    def counted(person: str) -> Iterator[MemoryTransaction]:
        opened.append(person)
        with transaction(person) as tx:
            yield tx
        opened.remove(person)

    def read(file: IncomingFile, gazetteer: Gazetteer, today: date) -> Batch:
        assert opened == ["web-li"]  # the first try, which was rolled back
        opened.clear()
        return read_batch(file, gazetteer, today)

    monkeypatch.setattr(cadre.ledger, "transaction", counted)
    monkeypatch.setattr("bot.conversation.read_batch", read)
    assert cadre.give("需求.xlsx", GOOD).flow == "rows"

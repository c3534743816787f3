"""Several files sent at once: each answer says what became of all of them so far."""

from dataclasses import replace

from api.domain.ticket import TicketStatus
from bot.dialogue.turn import IncomingFile, Turn
from tests.transcripts import Chat

REFUSED = "这个文件太大。"


def give(chat: Chat, name: str, album: str = "77", refused: str | None = None) -> Turn:
    file = IncomingFile(name, b"x" if refused is None else b"", refused)
    return chat.send(replace(chat.inbound(file=file), album=album))


def test_the_last_answer_tells_how_many_were_kept_and_why_others_were_not(reporter: Chat) -> None:
    give(reporter, "a.jpg")
    give(reporter, "b.exe")
    give(reporter, "c.jpg", refused=REFUSED)
    give(reporter, "d.exe")
    give(reporter, "e.jpg")
    assert reporter.texts[:3] == [
        "这种文件不能接收。请发图片、PDF 或文档。",
        REFUSED,
        "文件已收好，和这份上报放在一起（共 2 份）。",
    ]
    assert reporter.turn.asks == "place"
    assert len(reporter.ledger.shelf.files) == 2


def test_what_was_kept_is_told_also_when_the_last_one_was_not(reporter: Chat) -> None:
    give(reporter, "a.jpg")
    give(reporter, "b.jpg")
    give(reporter, "c.exe")
    assert "共 2 份" in reporter.texts[0]
    assert "不能接收" in reporter.texts[1]


def test_files_that_came_alone_and_other_albums_are_told_of_by_themselves(reporter: Chat) -> None:
    give(reporter, "a.exe", album="1")
    give(reporter, "b.jpg", album="2")
    assert not any("不能接收" in text for text in reporter.texts)
    give(reporter, "c.exe", album="")
    assert not any("文件已收好" in text for text in reporter.texts)
    assert reporter.ledger.session("web-li").album is not None


def test_an_album_before_consent_says_once_what_to_do(chat: Chat) -> None:
    chat.say("澜沧县木戛乡中心小学需要200套冬衣")
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        give(chat, name)
    assert len([text for text in chat.texts if "还没有保存" in text]) == 1
    assert chat.turn.asks == "consent"
    assert not chat.ledger.shelf.files


def test_an_album_a_return_did_not_ask_for_is_told_so_once(reporter: Chat) -> None:
    answers = {"place": "澜沧县木戛乡", "items": "冬衣200套", "category": "教育"}
    while reporter.turn.asks != "confirm":
        reporter.say(answers.get(reporter.turn.asks or "", "跳过"))
    reporter.say("提交")
    reporter.ledger.move(1001, TicketStatus.IN_REVIEW)
    reporter.ledger.move(1001, TicketStatus.RETURNED, fields=("deadline",))
    reporter.say("开始补充")
    give(reporter, "a.jpg")
    give(reporter, "b.jpg")
    assert len([text for text in reporter.texts if "只需要补充" in text]) == 1
    assert reporter.turn.asks == "deadline"

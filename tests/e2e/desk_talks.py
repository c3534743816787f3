"""Talks with staff for the scene of the desk's pictures and tests."""

from datetime import timedelta

from api.desk import chats
from api.desk.people import Staff
from api.domain.duties import ALL_WORK
from api.store.database import Database
from api.store.ledger import SqlLedger
from bot.dialogue.turn import IncomingFile
from tests.api.desks import CHAT_NOTIFIER, photo
from tests.fakes import NOON, FixedClock

COLLEAGUE = Staff("周敏", ALL_WORK)
CALLED = (
    ("s1", ("我们乡的冬衣去年收到过一批，今年还能报吗",)),
    ("c", ("宿舍的窗户坏了十几扇，晚上孩子冷得睡不着", "照片发给您看")),
)


def call_staff(database: Database, ledger: SqlLedger, clock: FixedClock, picture: bytes) -> None:
    """Two people asked for staff: one waits, the other is being answered."""
    clock.at = NOON - timedelta(minutes=50)
    for chat, words in CALLED:
        person = ledger.receive(photo(database, "x.jpg", b"", chat=chat)).person
        with ledger.transaction(person) as transaction:
            transaction.remember("person", "补助怎么申请")
            transaction.remember("bot", "收录的政策文件里没有找到可以引用的依据。")
        clock.forward(minutes=3)
        with ledger.transaction(person) as transaction:
            number = transaction.staff.call("转人工")
            for text in words:
                transaction.staff.tell(number, text)
    with ledger.transaction(person) as transaction:
        transaction.staff.tell(number, "［发来文件］宿舍.jpg", IncomingFile("宿舍.jpg", picture))
    with database.begin() as unit:
        chats.take(unit, COLLEAGUE, number, CHAT_NOTIFIER)
        text = "您好，照片看到了，我先和县里核实，今天下班前在这里答复您。"
        chats.reply(unit, COLLEAGUE, number, text, key="scene", notifier=CHAT_NOTIFIER)
    clock.forward(minutes=9)
    with ledger.transaction(person) as transaction:
        transaction.staff.tell(number, "好的，麻烦您了。孩子们下周就要考试，希望能早一点。")

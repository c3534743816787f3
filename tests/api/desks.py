"""Builders for tests of the store and the desk: a ledger, a report, a member of staff."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import update

from api.bootstrap.notifiers import chat_notifier, notifier
from api.desk.people import Staff
from api.domain.category import Category
from api.domain.duties import ALL_WORK, EVERY_ROLE, in_order
from api.domain.need import Beneficiaries, Item, Need, Urgency
from api.domain.place import Place
from api.domain.post import PostFacts
from api.domain.review_points import Checked
from api.domain.staff_event import StaffAct
from api.domain.ticket import Ticket
from api.store import invitations, posts, staff_history
from api.store.database import Database
from api.store.files import FileStore
from api.store.inbound import Spool
from api.store.ledger import SqlLedger
from api.tables.people import staff as accounts
from bot.dialogue.turn import Inbound, IncomingFile, Message, Turn

MEGABYTE = 1024 * 1024

NEED = Need(
    title="木戛乡中心小学需要冬衣",
    category=Category.EDUCATION,
    place=Place("云南省", "普洱市", "澜沧拉祜族自治县", "木戛乡", "中心小学", "530828205", 2023),
    items=(Item("冬衣", Decimal(200), "套"),),
    description="高寒山区，学生冬天缺少厚衣服。",
    beneficiaries=Beneficiaries(count=200, kind="小学生"),
    budget_yuan=Decimal(50_000),
    urgency=Urgency.URGENT,
    deadline="11月底前",
    contact="王老师，木戛乡中心小学",
)

# Everything that accepting asks to be confirmed.
CHECKED = Checked(("urgent", "uncovered", "genuine", "complete", "single"))

NOTIFIER = notifier()
CHAT_NOTIFIER = chat_notifier()

REVIEWER = Staff("li", ALL_WORK)
ADMIN = Staff("admin", EVERY_ROLE)


def ledger_of(database: Database, folder: Path) -> SqlLedger:
    return SqlLedger(
        database,
        FileStore(folder / "files", 2 * MEGABYTE),
        Spool(folder / "inbox", 2 * MEGABYTE),
    )


def message(
    database: Database,
    text: str | None = "你好",
    *,
    channel: str = "telegram",
    chat: str = "42",
    update: str = "1",
    **content: Any,
) -> Inbound:
    return Inbound(channel, chat, update, database.clock.now(), text=text, **content)


def photo(database: Database, name: str, content: bytes, **where: Any) -> Inbound:
    return message(database, None, file=IncomingFile(name, content), **where)


def said(*texts: str) -> Turn:
    return Turn(tuple(Message(text) for text in texts))


def person_of(ledger: SqlLedger, database: Database, **where: Any) -> str:
    return ledger.receive(message(database, **where)).person


def reported(
    ledger: SqlLedger, database: Database, need: Need = NEED, *, key: str = "k", **where: Any
) -> Ticket:
    """A ticket submitted by the person of that chat."""
    person = person_of(ledger, database, **where)
    with ledger.transaction(person) as transaction:
        return transaction.submit(need, {"place": "said"}, key)


def hired(database: Database, *staff: Staff) -> None:
    """Give these members of staff an account, with a hash that fits no password."""
    with database.begin() as unit:
        for one in staff:
            unit.connection.execute(
                accounts.insert().values(
                    username=one.username,
                    password_hash="!",
                    roles=list(in_order(one.roles)),
                    regions=[[region.code, region.name] for region in one.regions],
                    must_change_password=False,
                    disabled=False,
                    failures=0,
                    created_at=unit.now,
                )
            )
            staff_history.note(unit, one.username, StaffAct.MADE, actor="service")


def linked(database: Database, staff: Staff, person: str) -> Staff:
    with database.begin() as unit:
        unit.connection.execute(
            update(accounts).where(accounts.c.username == staff.username).values(person=person)
        )
    return replace(staff, person=person)


def hold_post(database: Database, person: str, title: str, county_code: str | None) -> int:
    """Put the person into a post by an invitation, as the successor if there is one already."""
    with database.begin() as unit:
        same = [post for post in posts.all_posts(unit) if post.facts.title == title]
        facts = PostFacts(title, "澜沧拉祜族自治县", county_code, "援滇工作队", None)
        post = same[0] if same else posts.add(unit, facts, actor="admin")
        offer = invitations.invite(unit, post, actor="admin")
        found = invitations.of_code(unit, offer.code, channel="test", chat=person)
        assert found is not None
        return invitations.accept(unit, found.number, person)[1].number

"""A post from its invitation to its hand-over, on a real ledger, a new process each message."""

from pathlib import Path

import pytest
from sqlalchemy import select

from api.desk import posts as desk
from api.desk import review
from api.domain.post import PostAct
from api.store import posts as store
from api.store.database import Database
from api.tables.delivery import notices
from knowledge.places.gazetteer import Gazetteer
from tests.api.desks import ADMIN, CHECKED, NOTIFIER, REVIEWER, hired
from tests.api.test_posts import FACTS
from tests.bot.test_on_a_database import DatabaseChat, to_the_card


@pytest.fixture
def holder(database: Database, gazetteer: Gazetteer, tmp_path: Path) -> DatabaseChat:
    """A person who accepted the invitation to a post."""
    chat = DatabaseChat(gazetteer, database=database, folder=tmp_path)
    with database.begin() as unit:
        post = desk.make_post(unit, ADMIN, FACTS)
        code = desk.invite_to(unit, ADMIN, post.number, version=post.version).code
    chat.say(f"邀请码 {code}")
    chat.say("接受邀请")
    assert "您已担任" in chat.texts[0]
    return chat


def reported(chat: DatabaseChat) -> int:
    to_the_card(chat)
    number = chat.tap("提交").ticket
    assert number is not None
    return number


def successor_of(holder: DatabaseChat) -> DatabaseChat:
    """Somebody on another channel, who has just said the code."""
    holder.say("工作交接")
    holder.tap("生成邀请码")
    code = holder.texts[0].split("邀请码 ")[1].split("\n")[0]
    other = holder.beside("telegram")
    other.say(f"邀请码 {code}")
    return other


def told(database: Database) -> list[str]:
    """What was queued for chats that did not ask, in order."""
    with database.read() as unit:
        rows = unit.connection.execute(
            select(notices.c.turn)
            .where(~notices.c.idempotency_key.startswith("inbound-"))
            .order_by(notices.c.id)
        ).scalars()
        return [turn["messages"][0]["text"] for turn in rows]


def test_needs_news_and_access_go_to_the_successor(
    holder: DatabaseChat, database: Database
) -> None:
    number = reported(holder)
    other = successor_of(holder)
    other.follow(
        """
        > 接受邀请
        < 前任交过来的需求见下面的清单
        < 没办完的需求 1 件
        < …
        """
    )
    assert str(number) in other.say("我的上报").messages[0].text
    holder.follow(
        f"""
        > 工单 {number}
        < 没有找到
        > 我的岗位
        < 您名下还没有登记岗位
        """
    )
    assert ["交接完成" in text for text in told(database)] == [True]

    hired(database, REVIEWER)
    with database.begin() as unit:
        taken = review.take(unit, REVIEWER, number, version=2)
        review.accept(
            unit, REVIEWER, number, version=taken.version, checks=CHECKED, notifier=NOTIFIER
        )
    with database.read() as unit:
        last = unit.connection.execute(
            select(notices.c.channel).order_by(notices.c.id.desc()).limit(1)
        ).scalar_one()
        history = store.history_of(unit, 1)
    assert last == "telegram"
    assert [event.act for event in history if event.act is PostAct.TAKEN] == [PostAct.TAKEN] * 2
    assert [event.person for event in history][2] != history[-1].person


def test_the_predecessor_is_told_in_the_language_they_chose(
    holder: DatabaseChat, database: Database
) -> None:
    holder.say("English")
    holder.say("交接")
    holder.tap("Make a code")
    code = holder.texts[0].split("邀请码 ")[1].split("\n")[0]
    other = holder.beside("telegram")
    other.say(f"邀请码 {code}")
    other.say("是")
    assert "您已担任" in other.texts[0]
    assert "is now with your successor" in told(database)[0]


def test_a_wrong_code_counts_though_the_turn_is_an_ordinary_one(holder: DatabaseChat) -> None:
    other = holder.beside("telegram")
    for number in range(5):
        other.say(f"邀请码 ABCD234{number + 5}")
    holder.say("交接")
    holder.tap("生成邀请码")
    code = holder.texts[0].split("邀请码 ")[1].split("\n")[0]
    assert "多次试错后要等一小时" in other.say(f"邀请码 {code}").messages[0].text


def test_a_person_on_two_channels_holds_the_post_on_both(holder: DatabaseChat) -> None:
    link = holder.say("换渠道").messages[0].text.split("绑定码是 ")[1][:6]
    other = holder.beside("telegram")
    other.say(f"绑定 {link}")
    assert "您担任的岗位" in other.say("我的岗位").messages[0].text

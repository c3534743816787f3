"""Claims in the chat, on a real ledger: made, shown, withdrawn, joined, handed over, refused."""

from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from api.domain.blocked import same_name
from api.domain.claim import ClaimState
from api.domain.organisation_profile import OrganisationState
from api.domain.ticket import TicketStatus
from api.store import claiming, claims, refusals, tickets
from api.store.database import Database
from api.tables.delivery import notices
from api.tables.organisations import blocked_organisations, organisations
from knowledge.places.gazetteer import Gazetteer
from tests.api.claimants import BOTH, organised, published, yuan
from tests.api.desks import REVIEWER, hired, ledger_of, reported
from tests.bot.test_on_a_database import DatabaseChat

S = ClaimState


@pytest.fixture
def chat(sqlite_database: Database, gazetteer: Gazetteer, tmp_path: Path) -> DatabaseChat:
    """Somebody who acts for an organisation; need 1001 of 50,000 yuan or 200 coats is open."""
    hired(sqlite_database, REVIEWER)
    published(ledger_of(sqlite_database, tmp_path), sqlite_database, BOTH)
    chat = DatabaseChat(gazetteer, database=sqlite_database, folder=tmp_path)
    member_of(chat, 1)
    return chat


def database_of(chat: DatabaseChat) -> Database:
    assert chat.database is not None
    return chat.database


def member_of(chat: DatabaseChat, ordinal: int) -> str:
    """A new organisation the person of the chat owns."""
    ledger = ledger_of(database_of(chat), chat.folder)
    person = ledger.receive(chat.inbound(text="x")).person
    with database_of(chat).begin() as unit:
        return organised(unit, ordinal, person)


def partner(chat: DatabaseChat, ordinal: int = 2) -> DatabaseChat:
    """Somebody of another organisation."""
    other = chat.beside("telegram")
    member_of(other, ordinal)
    return other


def state(chat: DatabaseChat, number: int = 1) -> ClaimState:
    with database_of(chat).read() as unit:
        return claims.load(unit, number).state


def ticket_status(chat: DatabaseChat) -> TicketStatus:
    with database_of(chat).read() as unit:
        return tickets.load(unit, 1001).status


def told(chat: DatabaseChat) -> list[str]:
    with database_of(chat).read() as unit:
        rows = unit.connection.execute(
            select(notices.c.turn)
            .where(~notices.c.idempotency_key.startswith("inbound-"))
            .order_by(notices.c.id)
        ).scalars()
        return [turn["messages"][0]["text"] for turn in rows]


def claimed(chat: DatabaseChat, how_much: str = "2万元") -> DatabaseChat:
    for text in ("认领 1001", how_much, "确认认领"):
        chat.say(text)
    assert "为您保留" in chat.texts[0]
    return chat


def test_a_part_is_claimed_and_followed_until_it_is_confirmed(chat: DatabaseChat) -> None:
    chat.follow(
        """
        > 认领 1001
        < 现在还可以认领：5万元、冬衣 200套、书包 1项
        > 2万元和冬衣50套
        < 请核对
        """
    )
    card = next(message.card for message in chat.turn.messages if message.card)
    assert [row.value for row in card.rows][1:] == ["示例基金会1", "2万元、冬衣 50套"]
    chat.tap("确认认领")
    assert "示例基金会1认领了需求 1001" in chat.texts[0]
    assert ticket_status(chat) is TicketStatus.PARTLY_CLAIMED
    assert any("想认领工单 1001" in one for one in told(chat))
    with database_of(chat).begin() as unit:
        claiming.move(unit, 1, S.CONFIRMED, actor="li")
    assert any("认领 C1 已确认" in one for one in told(chat))
    chat.follow(
        """
        > 我的认领怎么样了
        < C1（已确认）
        > C1
        < …
        """
    )
    card = next(message.card for message in chat.turn.messages if message.card)
    assert "已认领 40%，共 1 家机构" in [row.value for row in card.rows]


def test_all_the_money_is_claimed_by_a_button(chat: DatabaseChat) -> None:
    chat.say("我们想认领1001")
    chat.tap("出全部资金")
    chat.say("好的")
    assert ticket_status(chat) is TicketStatus.CLAIMED
    assert "已全部认领" in chat.say("认领 1001").messages[0].text


def test_too_much_and_absurd_amounts_say_what_is_open(chat: DatabaseChat) -> None:
    chat.follow(
        """
        > 认领 1001
        < …
        > 6万元
        < 认领的金额超出了需要。现在还可以认领：50,000 元，冬衣 200 套，书包 1 项。
        < 要认领多少
        > -3万元
        < 金额要大于 0
        < …
        > 冬衣300套
        < 认领的数量超出了需要
        < …
        > 随便
        < 请写金额或者物资和数量
        < …
        > 一万元
        < 请核对
        > 三万元
        < 请核对
        > 上一步
        < …
        > 先不认领
        < 好的，没有认领
        > 先不认领
        < …
        """
    )


def test_whoever_was_slower_is_offered_what_is_left(chat: DatabaseChat) -> None:
    chat.say("认领 1001")
    chat.say("4万元")
    with database_of(chat).begin() as unit:
        key = organised(unit, 9)
        claiming.claim(unit, claiming.Wanted(1001, key, yuan(30_000)), actor="li", key="k")
    chat.follow(
        """
        > 确认认领
        < 现在还可以认领：20,000 元
        < 要认领多少
        > 2万元
        < 请核对
        > 确认认领
        < 为您保留
        """
    )
    assert state(chat, 2) is S.HELD


def test_the_same_tap_twice_is_one_claim(chat: DatabaseChat) -> None:
    chat.say("认领 1001")
    chat.say("1万元")
    code = chat.code("确认认领")
    chat.press(code)
    chat.press(code)
    with database_of(chat).read() as unit:
        assert len(claims.of_ticket(unit, 1001)) == 1


def test_of_several_organisations_it_is_asked_which(chat: DatabaseChat) -> None:
    member_of(chat, 3)
    chat.say("认领 1001")
    assert {"示例基金会1", "示例基金会3"} <= {choice.label for choice in chat.turn.choices}
    chat.say("随便一家")
    assert "请点选列出的机构" in chat.texts[0]
    chat.say("示例基金会3")
    chat.say("冬衣50套")
    chat.say("确认认领")
    assert "示例基金会3认领了" in chat.texts[0]


def test_nobody_claims_for_themselves(chat: DatabaseChat) -> None:
    other = chat.beside("telegram")
    other.say("认领 1001")
    assert "请先登记机构" in other.texts[0]
    assert "请发“认领”加需求编号" in other.say("我要认领").messages[0].text
    assert "还没有认领" in other.say("我的认领").messages[0].text


def test_a_need_that_is_not_published_says_so(chat: DatabaseChat) -> None:
    ledger = ledger_of(database_of(chat), chat.folder)
    reported(ledger, database_of(chat), key="other")
    for number in (1002, 9999):
        assert f"没有编号 {number} 的已发布需求" in chat.say(f"认领 {number}").messages[0].text


def test_blocked_and_suspended_organisations_are_refused_and_kept_for_staff(
    chat: DatabaseChat,
) -> None:
    with database_of(chat).begin() as unit:
        unit.connection.execute(
            update(organisations).values(state=OrganisationState.SUSPENDED, note="年检不合格")
        )
    assert "已暂停”，原因：年检不合格" in chat.say("认领 1001").messages[0].text
    with database_of(chat).begin() as unit:
        unit.connection.execute(update(organisations).values(state=OrganisationState.VERIFIED))
        unit.connection.execute(
            insert(blocked_organisations).values(
                name="示例基金会1",
                same_name=same_name("示例基金会1"),
                source="民政部名单",
                published=unit.now.date(),
                reason="",
                added_by="li",
                added_at=unit.now,
            )
        )
    assert "民政部名单" in chat.say("认领 1001").messages[0].text
    with database_of(chat).read() as unit:
        kept = refusals.latest(unit, "claim_by_shut_out")
        assert [one.subject for one in kept] == ["示例基金会1"] * 2


def test_a_claim_of_another_organisation_is_refused_and_kept(chat: DatabaseChat) -> None:
    claimed(chat)
    other = partner(chat)
    for text in ("C1", "撤回认领 C1", "转交认领 C1", "接受认领 C1", "C77"):
        assert "没有找到贵机构的认领" in other.say(text).messages[0].text
    with database_of(chat).read() as unit:
        assert len(refusals.latest(unit, "foreign_claim")) == 4


def test_a_claim_is_withdrawn_with_a_reason(chat: DatabaseChat) -> None:
    claimed(chat, "5万元")
    chat.follow(
        """
        > 撤回认领 C1
        < 为什么撤回
        > 预算没有批下来
        < 已撤回
        """
    )
    assert ticket_status(chat) is TicketStatus.PUBLISHED
    assert any("预算没有批下来" in one for one in told(chat))
    assert "已撤回”，不能这样办理" in chat.say("撤回认领 C1").messages[0].text


def test_a_partner_is_invited_and_says_how_much(chat: DatabaseChat) -> None:
    other = partner(chat)
    claimed(chat)
    chat.tap("邀请联合认领")
    chat.follow(
        """
        > 没有的基金会
        < 没有找到这家已核验的机构
        < …
        > 示例基金会1
        < 这就是认领的机构自己
        < 请写那家机构的全称
        > 示例基金会2
        < 已邀请示例基金会2联合认领
        """
    )
    assert any("示例基金会1邀请示例基金会2联合认领" in one for one in told(chat))
    other.say("接受认领 C2")
    assert "现在还可以认领：3万元" in other.texts[0]
    other.say("1万元")
    other.say("确认认领")
    with database_of(chat).read() as unit:
        joined = claims.load(unit, 2)
    assert (joined.state, joined.lead) == (S.HELD, 1)
    assert joined.parts == yuan(10_000)
    assert any("示例基金会2接受了认领 C1 的联合邀请，认领1万元" in one for one in told(chat))
    assert "不能这样办理" in other.say("接受认领 C2").messages[0].text


def test_an_invitation_is_declined_and_whoever_asked_is_told(chat: DatabaseChat) -> None:
    other = partner(chat)
    for text in ("联合认领 C1", "示例基金会2"):
        if text.startswith("联合"):
            claimed(chat)
        chat.say(text)
    assert "待答复）冬衣、书包：数量待定" in other.say("我的认领").messages[0].text
    other.tap("认领 C2")
    other.tap("不接受")
    assert state(chat, 2) is S.DECLINED
    assert told(chat)[-1] == "示例基金会2没有接受认领 C1 的邀请。"
    assert "不用再答复" in other.say("谢绝认领 C2").messages[0].text


def test_a_claim_is_handed_over_once_the_other_accepts(chat: DatabaseChat) -> None:
    other = partner(chat)
    claimed(chat)
    chat.say("转交认领 C1")
    chat.say("示例基金会2")
    assert "一切照旧" in chat.texts[0]
    assert state(chat) is S.HELD
    other.say("接受认领 C2")
    assert "示例基金会2认领了需求 1001" in other.texts[0]
    assert (state(chat), state(chat, 2)) == (S.HANDED_OVER, S.HELD)
    assert any("认领 C1" in one and "已由对方接受" in one for one in told(chat))


def test_it_is_all_said_in_english_too(chat: DatabaseChat) -> None:
    chat.say("English")
    chat.say("claim 1001")
    assert "How much would you like to claim?" in chat.texts[0]
    chat.tap("All the things")
    chat.tap("Confirm the claim")
    assert "is kept for you until" in chat.texts[0]
    assert "awaiting confirmation" in chat.say("my claims").messages[0].text


def test_going_back_shows_what_was_said_in_words(chat: DatabaseChat) -> None:
    chat.follow(
        """
        > 认领 1001
        < …
        > 2万元和冬衣50套
        < 请核对
        > 上一步
        < 现在是：2万元、冬衣 50套
        """
    )
    chat.tap("出全部资金")
    assert "现在是：5万元" in chat.say("上一步").messages[0].text


@pytest.mark.parametrize("text", ["冬衣20套和3万", "20套冬衣，3万", "3万和20套冬衣"])
def test_a_round_sum_beside_things_is_not_dropped(chat: DatabaseChat, text: str) -> None:
    chat.say("认领 1001")
    chat.say(text)
    card = next(message.card for message in chat.turn.messages if message.card)
    assert [row.value for row in card.rows][2] == "3万元、冬衣 20套"


def test_withdrawing_without_a_number_shows_the_claims(chat: DatabaseChat) -> None:
    assert "C1（待确认）" in claimed(chat).say("撤回认领").messages[0].text


def test_who_does_not_understand_is_told_how_a_claim_is_said(chat: DatabaseChat) -> None:
    chat.say("认领 1001")
    assert "比如：3万元；冬衣50套" in chat.say("什么意思？").messages[0].text


@pytest.mark.parametrize(("answer", "heard"), [("接受", "要认领多少"), ("不接受", "没有接受")])
def test_the_only_invitation_is_answered_in_a_word(
    chat: DatabaseChat, answer: str, heard: str
) -> None:
    other = partner(chat)
    claimed(chat)
    chat.say("联合认领 C1")
    chat.say("示例基金会2")
    assert heard in other.say(answer).messages[0].text


def test_too_much_is_refused_in_english_too(chat: DatabaseChat) -> None:
    for text in ("English", "claim 1001"):
        chat.say(text)
    assert "Open now: 50,000 yuan" in chat.say("60000元").messages[0].text


def test_leaving_a_withdrawal_says_that_the_claim_stands(chat: DatabaseChat) -> None:
    claimed(chat)
    chat.say("撤回认领 C1")
    assert "认领照旧" in chat.say("不撤回").messages[0].text
    chat.say("转交认领 C1")
    chat.tap("取消")
    assert "认领照旧" in chat.texts[0]
    assert state(chat) is S.HELD

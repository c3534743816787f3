"""Organisations in the chat, on a real ledger: registered, changed, joined, left, refused."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from api.bootstrap.documents import open_documents
from api.domain.blocked import same_name
from api.domain.errors import NotFound
from api.domain.organisation_profile import OrganisationState
from api.store import organisations as store
from api.store import refusals
from api.store.database import Database
from api.tables.delivery import notices
from api.tables.organisations import blocked_organisations, organisations
from bot.entrances import Entrances
from knowledge.places.gazetteer import Gazetteer
from tests.bot.test_on_a_database import DatabaseChat
from tests.fakes import FixedClock

CODE = "533100005017745272"
OTHER = "513101085017745271"
NAME = "上海市儿童基金会"


@pytest.fixture
def chat(sqlite_database: Database, gazetteer: Gazetteer, tmp_path: Path) -> DatabaseChat:
    return DatabaseChat(gazetteer, database=sqlite_database, folder=tmp_path)


def database_of(chat: DatabaseChat) -> Database:
    assert chat.database is not None
    return chat.database


def to_the_card(chat: DatabaseChat, code: str = CODE, name: str = NAME) -> DatabaseChat:
    for text in ("登记机构", code, name, "教育、儿童关爱", "云南省普洱市、文山州", "山区小学生"):
        chat.say(text)
    for text in ("50万元", "2025年合格", "4A，2023年"):
        chat.say(text)
    assert chat.turn.asks == "confirm"
    return chat


def registered(chat: DatabaseChat, code: str = CODE, name: str = NAME) -> str:
    to_the_card(chat, code, name).tap("提交")
    with database_of(chat).read() as unit:
        found = store.by_credit_code(unit, code)
    assert found is not None
    return found.key


def rows(chat: DatabaseChat) -> dict[str, str]:
    card = next(message.card for message in chat.turn.messages if message.card)
    return {row.slot: row.value for row in card.rows}


def code_in(chat: DatabaseChat) -> str:
    return chat.texts[0].split("邀请码 ")[1].split("\n")[0]


def told(chat: DatabaseChat) -> list[str]:
    """What was queued for people beside the answers to what they said."""
    with database_of(chat).read() as unit:
        rows_ = unit.connection.execute(select(notices.c.turn, notices.c.idempotency_key)).all()
    return [
        row.turn["messages"][0]["text"]
        for row in rows_
        if row.idempotency_key.startswith("organisation-")
    ]


@pytest.mark.parametrize(
    "text", ["登记机构", "我想登记我们基金会", "我们协会想入驻", "我们公司怎么登记", "入驻机构"]
)
def test_registering_may_be_asked_for_in_many_words(chat: DatabaseChat, text: str) -> None:
    chat.say(text)
    assert chat.turn.asks == "credit_code"


def test_an_organisation_is_registered_from_its_code_on(chat: DatabaseChat) -> None:
    chat.say("登记机构")
    assert chat.turn.asks == "credit_code"
    chat.say(" 5331-0000 5017 7452 72 ")
    assert "从代码读出：基金会，登记地上海市。" in chat.texts[0]
    chat.say(NAME)
    chat.tap("教育")
    chat.tap("助残")
    assert "已选：教育、助残" in chat.texts[-1]
    chat.tap("✓ 助残")
    chat.tap("完成")
    chat.tap("按省市选")
    chat.tap("云南省")
    chat.tap("普洱市")
    chat.tap("下一页")
    chat.tap("澜沧县")
    assert "云南省普洱市澜沧拉祜族自治县" in chat.texts[-1]
    chat.say("完成")
    for text in ("山区小学生", "50万元", "2025年合格"):
        chat.say(text)
    chat.tap("4A")
    assert rows(chat) == {
        "credit_code": f"{CODE}（基金会，登记地上海市）",
        "name": NAME,
        "focus": "教育",
        "areas": "云南省普洱市澜沧拉祜族自治县",
        "served": "山区小学生",
        "capacity_yuan": "50万元",
        "review": "合格（2025年）",
        "rating": "4A",
    }
    chat.tap("提交")
    assert f"“{NAME}”已登记，您是负责人" in chat.texts[0]
    chat.tap("我的机构")
    assert "等工作人员核验" in chat.texts[0]
    assert rows(chat)["areas"] == "云南省普洱市澜沧拉祜族自治县"


def test_nothing_typed_is_lost_when_something_else_comes_between(chat: DatabaseChat) -> None:
    chat.say("登记机构")
    chat.say(CODE)
    chat.say("公益组织怎么才能公开募捐？")
    assert chat.turn.asks == "name"
    chat.say("我的上报")
    chat.say("先存着")
    assert "填过的都留着" in chat.texts[0]
    other = chat.beside("telegram")
    chat.say("换渠道")
    code = next(text for text in chat.texts if "绑定" in text).split("绑定 ")[1][:6]
    other.say(f"绑定 {code}")
    assert other.turn.asks == "name"
    other.say("登记机构")
    assert other.turn.asks == "name"
    other.say("取消")
    assert "机构资料不变" in other.texts[0]
    other.tap("继续填写")
    assert other.turn.asks == "name"


@pytest.mark.parametrize(
    ("asks", "text", "said"),
    [
        ("credit_code", "533100005017745273", "说明有一位写错了"),
        ("credit_code", "5331000050177452AC", "校验位"),
        ("credit_code", "53310000501774527", "少了 1 位"),
        ("credit_code", "跳过", "不能跳过"),
        ("name", "会" * 61, "最多 60 字"),
        ("focus", "飞碟", "没有认出领域"),
        ("areas", "火星省", "没有认出“火星省”"),
        ("areas", "云南省、朝阳区", "不止一个"),
        ("served", "山区小学生和老师" * 16, "最多写 120 字"),
        ("capacity_yuan", "500亿元", "超过每年 100 亿元"),
        ("review", "2031年合格", "年份要在"),
        ("rating", "7A", "1A 到 5A"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_asked_again(
    chat: DatabaseChat, asks: str, text: str, said: str
) -> None:
    answers = {
        "credit_code": CODE,
        "name": NAME,
        "focus": "教育",
        "areas": "全国",
        "served": "小学生",
        "capacity_yuan": "50万元",
        "review": "合格",
    }
    chat.say("登记机构")
    while chat.turn.asks != asks:
        chat.say(answers[str(chat.turn.asks)])
    chat.say(text)
    assert any(said in one for one in chat.texts), chat.texts
    assert chat.turn.asks == asks


def test_a_code_that_is_registered_tells_nothing_of_whose_it_is(chat: DatabaseChat) -> None:
    registered(chat)
    other = chat.beside("telegram")
    other.say("登记机构")
    other.say(CODE)
    assert "已经登记过" in other.texts[0]
    assert "邀请码" in other.texts[0]
    assert NAME not in "".join(other.texts)
    assert other.turn.asks == "credit_code"
    chat.say("登记机构")
    chat.say(CODE)
    assert "您已经登记过" in chat.texts[0]
    with database_of(chat).read() as unit:
        (kept,) = refusals.latest(unit, "credit_code_taken")
    assert kept.subject == CODE


def test_a_false_code_and_what_is_not_theirs_are_kept_for_staff(chat: DatabaseChat) -> None:
    key = registered(chat)
    other = chat.beside("telegram")
    other.press(f"d:orgedit:{key}")
    assert "不是这家机构的成员" in other.texts[0]
    other.say("登记机构")
    other.say("5331000050177452AC")
    other.say("短")
    with database_of(chat).read() as unit:
        kept = refusals.latest(unit, "false_credit_code", "not_a_member")
    assert [(one.what, one.subject) for one in kept] == [
        ("false_credit_code", "5331000050177452AC"),
        ("not_a_member", key),
    ]


def test_of_two_who_register_one_code_at_once_the_second_is_told(chat: DatabaseChat) -> None:
    other = to_the_card(chat.beside("telegram"))
    registered(chat)
    other.tap("提交")
    assert "已经登记过" in other.texts[0]
    assert other.turn.asks == "confirm"


def block(chat: DatabaseChat, name: str, code: str | None = None) -> None:
    with database_of(chat).begin() as unit:
        unit.connection.execute(
            insert(blocked_organisations).values(
                name=name,
                same_name=same_name(name),
                credit_code=code,
                source="民政部公告",
                published=date(2025, 3, 1),
                reason="未经登记擅自活动",
                added_by="li",
                added_at=unit.now,
            )
        )


def test_a_blocked_organisation_is_told_why_by_whom_and_what_to_do(chat: DatabaseChat) -> None:
    block(chat, "中国山海协会", OTHER)
    chat.say("登记机构")
    chat.say(OTHER)
    for part in ("中国山海协会", "未经登记擅自活动", "民政部公告，2025-03-01", "转人工"):
        assert part in chat.texts[0]
    assert chat.turn.asks == "credit_code"
    chat.say(CODE)
    chat.say("中国 山海协会")
    assert "非法社会组织名单" in chat.texts[0]
    assert chat.turn.asks == "name"
    with database_of(chat).read() as unit:
        kept = refusals.latest(unit, "blocked_organisation")
    assert [one.subject for one in kept] == ["中国山海协会", OTHER]


def test_one_blocked_while_it_was_filled_in_is_refused_at_the_end(chat: DatabaseChat) -> None:
    to_the_card(chat)
    block(chat, NAME)
    chat.tap("提交")
    assert "非法社会组织名单" in chat.texts[0]
    assert chat.turn.asks == "confirm"


def test_a_profile_is_changed_later_and_a_new_name_is_verified_again(chat: DatabaseChat) -> None:
    key = registered(chat)
    with database_of(chat).begin() as unit:
        unit.connection.execute(update(organisations).values(state=OrganisationState.VERIFIED))
    chat.say("修改资料")
    assert rows(chat)["capacity_yuan"] == "50万元"
    chat.say("每年投入改成80万元")
    chat.tap("提交")
    assert "的资料已更新。" in chat.texts[0]
    chat.say("修改资料")
    chat.tap("修改")
    assert "信用代码" not in {choice.label for choice in chat.turn.choices}
    chat.tap("机构名称")
    chat.say("上海市少年儿童基金会")
    chat.tap("提交")
    assert "由工作人员核验" in chat.texts[0]
    with database_of(chat).read() as unit:
        profile = store.load(unit, key)
        assert store.history_is_whole(unit, profile)
    assert profile.state is OrganisationState.UNVERIFIED
    assert profile.name == "上海市少年儿童基金会"
    assert str(profile.details.capacity_yuan) == "800000"


def test_a_suspended_organisation_is_not_changed(chat: DatabaseChat) -> None:
    registered(chat)
    with database_of(chat).begin() as unit:
        values = {"state": OrganisationState.SUSPENDED, "note": "年检未过"}
        unit.connection.execute(update(organisations).values(**values))
    chat.say("修改资料")
    assert "已被工作人员暂停：年检未过" in chat.texts[0]


def test_a_member_joins_by_a_code_is_made_owner_and_the_first_may_leave(
    chat: DatabaseChat, clock: FixedClock
) -> None:
    registered(chat)
    clock.forward(minutes=1)
    chat.say("邀请成员")
    code = code_in(chat)
    other = chat.beside("telegram")
    documents = open_documents(database_of(chat), Entrances("https://shanhai.example"))
    named = chat.turn.messages[0].document
    assert named is not None
    picture = documents.fetch(chat.channel, chat.name, named.key)
    assert picture.content.startswith(b"\x89PNG")
    other.say("你好")
    with pytest.raises(NotFound):
        documents.fetch(other.channel, other.name, named.key)
    other.say(f"邀请码 {code}")
    assert f"“{NAME}”邀请您以成员身份加入" in other.texts[0]
    other.say("接受")
    assert "您已加入" in other.texts[0]
    other.say(f"邀请码 {code}")
    assert "已经是" in other.texts[0]
    other.say("邀请成员")
    assert "只有机构的负责人" in other.texts[0]
    chat.say("退出机构")
    chat.tap("确定退出")
    assert "唯一的负责人" in chat.texts[0]
    chat.say("查看成员")
    assert "成员1：负责人" in chat.texts[0]
    chat.tap("成员2设为负责人")
    chat.say("退出机构")
    chat.say("是的")
    assert f"您已退出“{NAME}”" in chat.texts[0]
    assert told(chat) == [
        f"有人用您给的邀请码加入了“{NAME}”。发“查看成员”可以看到；不认识的，可以移除。",
        f"您现在是“{NAME}”的负责人，可以邀请和移除成员。",
    ]
    chat.say("我的机构")
    assert "还没有登记机构" in chat.texts[0]


def test_an_owner_removes_a_member_and_an_old_button_of_theirs_does_nothing(
    chat: DatabaseChat, clock: FixedClock
) -> None:
    key = registered(chat)
    clock.forward(minutes=1)
    chat.say("邀请成员")
    other = chat.beside("telegram")
    other.say(code_in(chat))
    other.say("是")
    chat.say("移除成员2")
    chat.say("确定移除")
    assert "已移出。" in chat.texts[0]
    assert f"您已被移出“{NAME}”" in told(chat)[-1]
    for verb in ("org", "orgedit", "members", "orginvite", "orgleave"):
        other.press(f"d:{verb}:{key}")
        assert "不是这家机构的成员" in other.texts[0]
    other.press("d:join:1")
    assert "没有等您接受的邀请" in other.texts[0]


def test_an_invitation_that_expired_or_was_withdrawn_says_so(
    chat: DatabaseChat, clock: FixedClock
) -> None:
    registered(chat)
    chat.say("邀请成员")
    withdrawn = code_in(chat)
    chat.say("撤回邀请")
    assert "已撤回 1 个" in chat.texts[0]
    chat.say("邀请成员")
    expired = code_in(chat)
    other = chat.beside("telegram")
    other.say(f"邀请码 {withdrawn}")
    assert "已经撤回。请向邀请您的机构要一个新的" in other.texts[0]
    clock.forward(days=8)
    other.say(f"邀请码 {expired}")
    assert "已经过期。请向邀请您的机构要一个新的" in other.texts[0]
    chat.say("撤回邀请")


def test_codes_of_both_kinds_are_tried_only_so_often(chat: DatabaseChat) -> None:
    registered(chat)
    chat.say("邀请成员")
    code = code_in(chat)
    other = chat.beside("telegram")
    for wrong in ("ABCD2345", "ABCD2346", "ABCD2347", "ABCD2348", "ABCD2349"):
        other.say(f"邀请码 {wrong}")
    other.say(f"邀请码 {code}")
    assert "试错的次数太多" in other.texts[0]


def test_somebody_may_act_for_two_and_is_asked_for_which(chat: DatabaseChat) -> None:
    registered(chat)
    registered(chat, OTHER, "上海闸北助学协会")
    chat.say("我的机构")
    assert "（负责人，待核验）" in chat.texts[0]
    chat.tap("上海闸北助学协会")
    assert rows(chat)["name"] == "上海闸北助学协会"
    chat.say("邀请成员")
    assert "是哪一家机构" in chat.texts[0]
    chat.tap(NAME)
    assert "邀请码 " in chat.texts[0]

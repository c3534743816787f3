"""What a member of the organisation may do with its application, and who then may not decide."""

from datetime import UTC, datetime

import pytest

from api.domain.application import DECIDES, RECORDS, SAID, Application, entered
from api.domain.application_actor import Actor
from api.domain.application_event import Act, Wish, member_actor, member_mark
from api.domain.application_news import news_of
from api.domain.duties import EVERY_ROLE
from api.domain.errors import NotAllowed
from api.domain.project import BudgetLine, Project
from knowledge.procedure_files import load_procedures

NOW = datetime(2026, 11, 28, tzinfo=UTC)
PROJECT = Project("乡村助学", "云南省普洱市", (BudgetLine("图书", 100_00, 30_00),))
SPECIAL = load_procedures()["shanghai-special-fund"]
PERSON = "0123456789abcdef0123456789abcdef"
MEMBER = Actor(member_actor(PERSON), acts_for=True)


def submitted() -> Application:
    return entered(SPECIAL, PROJECT, organisation="org1", actor=MEMBER.username, at=NOW)


def test_a_member_is_told_from_staff_by_a_mark_that_no_username_can_have() -> None:
    assert member_mark(member_actor(PERSON)) == "01234567"
    for name in ("wang", "member", "member:0123", "public"):
        assert member_mark(name) == ""
    assert " " in member_actor(PERSON)  # accounts are refused a blank


@pytest.mark.parametrize("act", sorted(DECIDES | RECORDS))
def test_a_member_decides_and_records_nothing(act: Act) -> None:
    with pytest.raises(NotAllowed, match="由工作人员办理"):
        submitted().check_actor(SPECIAL, MEMBER, act)


@pytest.mark.parametrize("act", sorted(SAID))
def test_whoever_left_the_organisation_says_nothing_for_it(act: Act) -> None:
    submitted().check_actor(SPECIAL, MEMBER, act)
    with pytest.raises(NotAllowed, match="不是申报机构的成员"):
        submitted().check_actor(SPECIAL, Actor(MEMBER.username), act)


def test_staff_who_submitted_in_the_chat_do_not_decide_even_after_leaving_the_organisation() -> (
    None
):
    same = Actor("admin", roles=EVERY_ROLE, acts_for=False, persons=frozenset({PERSON}))
    other = Actor("admin", roles=EVERY_ROLE, persons=frozenset({PERSON[::-1]}))
    for act in DECIDES:
        with pytest.raises(NotAllowed, match="录入过"):
            submitted().check_actor(SPECIAL, same, act)
    submitted().check_actor(SPECIAL, other, Act.PASSED)


def test_what_a_colleague_did_is_told_and_what_staff_enter_afterwards_is_not() -> None:
    made = submitted()
    first = news_of(SPECIAL, made)
    assert first is not None
    assert first.by_member
    back = made.with_entry(SPECIAL, Wish(Act.RETURNED, "请补清单"), "li", NOW)
    mended = Wish(Act.ANSWERED, data=PROJECT.to_json())
    assert news_of(SPECIAL, back.with_entry(SPECIAL, mended, MEMBER.username, NOW)) is not None
    assert news_of(SPECIAL, back.with_entry(SPECIAL, mended, "wang", NOW)) is None

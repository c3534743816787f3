"""A post's table of states, its term, reminders and the codes of invitations."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from api.domain.errors import Invalid, WrongMove
from api.domain.invitation import (
    CLOSED,
    Invitation,
    InvitationState,
    code_digest,
    looks_like_code,
    new_code,
)
from api.domain.post import (
    MOVES,
    Post,
    PostAct,
    PostFacts,
    PostState,
    Term,
    reminder_due,
)

NOW = datetime(2026, 9, 1, 4, tzinfo=UTC)
TERM = Term(date(2026, 7, 1), date(2027, 6, 30))
FACTS = PostFacts("驻县联络员", "云南省普洱市澜沧拉祜族自治县", "530828", "上海援滇工作队", TERM)
VACANT = Post(1, FACTS)


def test_a_post_is_offered_taken_handed_over_and_closed() -> None:
    offered = VACANT.after(PostAct.INVITED)
    held = offered.taken_by("a", NOW)
    handing = held.after(PostAct.INVITED)
    after = handing.taken_by("b", NOW + timedelta(days=1))
    closed = after.closed()

    states = [one.state.label for one in (offered, held, handing, after, closed)]
    assert states == ["待接受", "在岗", "交接中", "在岗", "已撤销"]
    assert (held.holder, after.holder, closed.holder) == ("a", "b", None)
    assert closed.version == 6


@pytest.mark.parametrize("state", PostState)
@pytest.mark.parametrize("act", PostAct)
def test_nothing_moves_a_post_but_the_table(state: PostState, act: PostAct) -> None:
    post = replace(VACANT, state=state)
    if act in MOVES[state]:
        assert post.after(act).state is MOVES[state][act]
        return
    with pytest.raises(WrongMove, match=f"现在是“{state.label}”，不能{act.label}"):
        post.after(act)


def test_nobody_takes_a_post_they_were_not_invited_to() -> None:
    with pytest.raises(WrongMove):
        VACANT.taken_by("a", NOW)
    with pytest.raises(WrongMove):
        VACANT.after(PostAct.INVITED).taken_by("a", NOW).taken_by("b", NOW)


@pytest.mark.parametrize(
    ("starts", "ends", "sentence"),
    [
        (date(2026, 7, 1), date(2026, 7, 1), "晚于开始日期"),
        (date(2026, 7, 1), date(2036, 7, 1), "最长六年"),
    ],
)
def test_dates_that_are_no_term_are_refused(starts: date, ends: date, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence) as error:
        Term(starts, ends)
    assert error.value.field == "ends"


@pytest.mark.parametrize(("title", "unit"), [("", "队"), ("长" * 61, "队"), ("员", "长" * 61)])
def test_a_post_nobody_could_recognise_is_refused(title: str, unit: str) -> None:
    with pytest.raises(Invalid):
        replace(FACTS, title=title, unit=unit)


def test_a_term_is_over_the_day_after_its_last_while_somebody_holds_the_post() -> None:
    held = VACANT.after(PostAct.INVITED).taken_by("a", NOW)
    assert not held.is_overdue(date(2027, 6, 30))
    assert held.is_overdue(date(2027, 7, 1))
    assert not VACANT.is_overdue(date(2027, 7, 1))
    assert not replace(held, facts=replace(FACTS, term=None)).is_overdue(date(2030, 1, 1))


@pytest.mark.parametrize(
    ("left", "told", "due"),
    [
        (31, (), None),
        (30, (), 30),
        (29, (30,), None),
        (8, (), 30),
        (7, (30,), 7),
        (3, (), 7),
        (3, (7,), None),
        (0, (30,), 7),
        (-1, (), None),
    ],
)
def test_a_holder_is_reminded_thirty_and_seven_days_before(
    left: int, told: tuple[int, ...], due: int | None
) -> None:
    assert reminder_due(left, frozenset(told)) == due


def test_codes_are_easy_to_read_out_and_hard_to_guess() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(looks_like_code(code) for code in codes)
    assert not set("01OIL") & set("".join(codes))
    assert not looks_like_code("ABCDEFGH")
    assert not looks_like_code("k7qm2xp3")


def test_a_code_is_stored_as_a_digest_whatever_its_case() -> None:
    assert code_digest("k7qm2xp3") == code_digest("K7QM2XP3")
    assert "K7QM2XP3" not in code_digest("K7QM2XP3").upper()


def test_an_open_invitation_lapses_by_itself_and_a_closed_one_says_why() -> None:
    S = InvitationState
    open_one = Invitation(1, 1, S.OPEN, "admin", NOW)
    assert open_one.state_at(NOW - timedelta(seconds=1)) is S.OPEN
    assert open_one.state_at(NOW) is S.LAPSED
    assert replace(open_one, state=S.ACCEPTED).state_at(NOW) is S.ACCEPTED
    assert set(CLOSED) == set(S) - {S.OPEN}

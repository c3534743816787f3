from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.errors import NotAllowed, WrongMove
from api.domain.history import chain_is_whole
from api.domain.staff_chat import ACTS, LABELS, MOVES, OF_HOLDER, ChatAct, ChatState, StaffChat

NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)
BY_STAFF = st.tuples(st.sampled_from(sorted(MOVES)), st.sampled_from(["li", "wang"]))


def a_talk() -> StaffChat:
    return StaffChat(1, "p", NOON).begun()


def test_every_state_and_every_act_has_a_label_and_every_act_a_row() -> None:
    assert set(LABELS) == set(ChatState)
    assert set(ACTS) == set(ChatAct)
    assert set(MOVES) == set(ChatAct) - {ChatAct.OPENED}


@given(st.lists(BY_STAFF, max_size=12))
def test_only_acts_of_the_table_happen_and_only_the_holder_ends_or_answers(
    wished: list[tuple[ChatAct, str]],
) -> None:
    talk = a_talk()
    for step, (act, who) in enumerate(wished):
        at, before = NOON + timedelta(minutes=step), talk
        try:
            takes = act in (ChatAct.TAKEN, ChatAct.TAKEN_OVER)
            talk = talk.taken(who, at) if takes else talk.done(act, actor=who, at=at)
        except WrongMove:
            assert talk is before
        except NotAllowed:
            assert act in OF_HOLDER
            assert talk.holder != who
        else:
            changed = talk.events != before.events
            assert not changed or before.state in MOVES[talk.events[-1].act][0]
            assert act not in OF_HOLDER or before.holder == who
    assert chain_is_whole(talk.events)


def test_who_holds_a_talk_keeps_it_until_a_colleague_takes_over_visibly() -> None:
    talk = a_talk().taken("li", NOON)
    assert talk.taken("li", NOON) is talk
    with pytest.raises(NotAllowed, match="由 li 接待"):
        talk.done(ChatAct.ANSWERED, actor="wang", at=NOON)
    over = talk.taken("wang", NOON)
    assert (over.holder, over.events[-1].act, over.events[-1].actor) == (
        "wang",
        ChatAct.TAKEN_OVER,
        "wang",
    )
    with pytest.raises(NotAllowed):
        over.done(ChatAct.CLOSED, actor="li", at=NOON)


def test_nobody_answers_before_taking_it() -> None:
    with pytest.raises(NotAllowed, match="还没有人接手"):
        a_talk().done(ChatAct.ANSWERED, actor="li", at=NOON)


def test_what_is_over_stays_over() -> None:
    over = a_talk().done(ChatAct.ENDED, actor="p", at=NOON)
    assert not over.is_open
    with pytest.raises(WrongMove, match="对方已结束"):
        over.done(ChatAct.ANSWERED, actor="li", at=NOON)
    with pytest.raises(WrongMove):
        over.taken("li", NOON)


def test_reading_is_noted_up_to_a_line() -> None:
    talk = a_talk().done(ChatAct.READ, actor="li", at=NOON, line=3)
    assert talk.has_read("li", 3)
    assert not talk.has_read("li", 4)
    assert not talk.has_read("wang", 3)

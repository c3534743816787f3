"""A session and a turn survive being stored."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.session import Frame, Offered, Provenance, Session, Slot
from bot.dialogue.session_json import session_from_json, session_json
from bot.dialogue.turn import Card, CardRow, Choice, Message, Turn
from bot.dialogue.turn_json import turn_from_json, turn_json

words = st.text(max_size=8)
plain = st.one_of(st.none(), words, st.integers(), st.dictionaries(words, words, max_size=2))
slots = st.dictionaries(words, st.builds(Slot, plain, st.sampled_from(Provenance)), max_size=4)
few = st.lists(words, max_size=3).map(tuple)
frames = st.builds(
    Frame,
    flow=words,
    version=st.integers(),
    step=words,
    nonce=words,
    slots=slots,
    history=few,
    only=few,
    ticket=st.none() | st.integers(),
    offered=st.lists(st.builds(Offered, words, plain), max_size=2).map(tuple),
    doubt=st.none() | words,
    editing=st.booleans(),
    reason=words,
)
sessions = st.builds(
    Session,
    stack=st.lists(frames, max_size=2).map(tuple),
    consented=st.booleans(),
    recent=few,
    pending_question=st.none() | words,
    held=st.none() | words,
    finished=st.lists(st.tuples(words, st.integers()), max_size=2).map(tuple),
    told_masking=st.booleans(),
    wants_facts=st.booleans(),
)
rows = st.lists(st.builds(CardRow, words, words, words, words), max_size=2).map(tuple)
messages = st.builds(
    Message,
    text=words,
    card=st.none() | st.builds(Card, words, rows, words),
    citations=st.lists(st.dictionaries(words, words, max_size=2), max_size=2).map(tuple),
)
turns = st.builds(
    Turn,
    messages=st.lists(messages, max_size=2).map(tuple),
    choices=st.lists(st.builds(Choice, words, words), max_size=2).map(tuple),
    asks=st.none() | words,
    flow=st.none() | words,
    draft=st.none() | st.dictionaries(words, words, max_size=2),
    ticket=st.none() | st.integers(),
    wants_file=st.booleans(),
)


@given(sessions)
def test_a_session_comes_back_as_it_was(session: Session) -> None:
    assert session_from_json(json.loads(json.dumps(session_json(session)))) == session


@given(turns)
def test_a_turn_comes_back_as_it_was(turn: Turn) -> None:
    assert turn_from_json(json.loads(json.dumps(turn_json(turn)))) == turn


def test_a_session_stored_before_a_field_existed_takes_its_default() -> None:
    assert session_from_json({"stack": [], "consented": True}) == Session(consented=True)

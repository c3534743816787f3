"""The engine: every flow, every step, and whatever may happen to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.engine import Effect, Outcome, advance
from bot.dialogue.events import (
    Ambiguous,
    Answered,
    Attached,
    Changing,
    Doubted,
    Event,
    Kept,
    Recognised,
    Resolved,
    Skipped,
    Submitted,
    WentBack,
)
from bot.dialogue.flow import CONFIRM, FIELD, Flow, Step
from bot.dialogue.flows import FLOWS
from bot.dialogue.flows.consent import CONSENT
from bot.dialogue.flows.organisation import ORGANISATION
from bot.dialogue.flows.report import REPORT
from bot.dialogue.progress import begin, next_step, open_slots, resumed
from bot.dialogue.prompt import prompt
from bot.dialogue.session import Frame, Offered, Provenance, Slot

VALUES = {
    "place": {"county": "澜沧拉祜族自治县", "code": "530828"},
    "items": [{"name": "冬衣", "quantity": 200, "unit": "套"}],
    "category": "education",
    "beneficiaries": {"count": 120, "households": None, "kind": "小学生"},
    "budget_yuan": 50_000,
    "gap_yuan": 30_000,
    "fiscal_cover": "none",
    "deadline": {"deadline": "11月底前", "deadline_date": "2026-11-30"},
    "urgency": "urgent",
    "description": "冬天教室没有取暖",
    "evidence": ["file1"],
    "contact": "李老师",
    "consent": "agree",
    "file": "stop",
    "rows": "submit",
    "credit_code": "533100005017745272",
    "name": "上海市儿童基金会",
    "focus": ["education"],
    "areas": [{"province": "云南省"}],
    "served": "山区小学生",
    "capacity_yuan": 500_000,
    "review": {"code": "passed", "year": 2025},
    "rating": "4a",
    "kind": "goods",
    "what": ["冬衣"],
    "quantity": {"text": "每年200套", "yuan": None},
    "until": {"deadline": "年底前", "deadline_date": "2026-12-31"},
    "conditions": "只给乡镇小学",
    "claimant": "fund",
    "part": "money",
    "sure": "yes",
    "claim_reason": "预算有变",
    "partner": "上海市儿童基金会",
    "applicant": {"key": "org1", "name": "上海市儿童基金会"},
    "programme": {"key": "shanghai-special-fund", "name": "专项资金"},
    "project": "乡村助学",
    "lines": [["图书", 1_200_000, 300_000]],
}
STEPS = [(flow, step) for flow in FLOWS.values() for step in flow.steps]
each_step = pytest.mark.parametrize(
    ("flow", "step"), STEPS, ids=[f"{flow.name}-{step.slot}" for flow, step in STEPS]
)


def at(flow: Flow, slot: str) -> Frame:
    """A run that was answered up to ``slot``."""
    frame = begin(flow, "0123456789")
    while frame.step != slot:
        frame = advance(flow, frame, Answered(frame.step, VALUES[frame.step])).frame
    return frame


def after(flow: Flow, frame: Frame, *events: Event) -> Outcome:
    outcome = Outcome(frame)
    for event in events:
        outcome = advance(flow, outcome.frame, event)
    return outcome


@each_step
def test_every_step_takes_its_answer_and_goes_on(flow: Flow, step: Step) -> None:
    outcome = after(flow, at(flow, step.slot), Answered(step.slot, VALUES[step.slot]))
    assert outcome.frame.slots[step.slot] == Slot(VALUES[step.slot], Provenance.SAID)
    assert outcome.frame.step != step.slot


@each_step
def test_every_step_is_skipped_or_says_why_not(flow: Flow, step: Step) -> None:
    frame = at(flow, step.slot)
    outcome = after(flow, frame, Skipped())
    if step.required:
        assert (outcome.frame, outcome.notes) == (frame, (step.required,))
    else:
        assert outcome.frame.slots[step.slot] == Slot(None, Provenance.SKIPPED)
        assert outcome.frame.step == next_step(flow, outcome.frame) != step.slot


@each_step
def test_every_step_can_be_gone_back_from_with_nothing_lost(flow: Flow, step: Step) -> None:
    frame = at(flow, step.slot)
    outcome = after(flow, frame, WentBack())
    assert outcome.frame.slots == frame.slots
    if step is flow.steps[0]:
        assert outcome.frame.step == step.slot
        assert outcome.notes
    else:
        assert outcome.frame.step == frame.history[-1]


@each_step
def test_every_step_asks_once_before_it_is_cancelled(flow: Flow, step: Step) -> None:
    frame = at(flow, step.slot)
    asked = after(flow, frame, Doubted("cancel"))
    assert asked.effect is None
    assert asked.frame.slots == frame.slots
    assert after(flow, asked.frame, Resolved(False)).frame == frame
    assert after(flow, asked.frame, Resolved(True)).effect is Effect.CANCEL


@each_step
def test_every_step_shows_a_question_and_buttons_that_fit_telegram(flow: Flow, step: Step) -> None:
    turn = prompt(flow, at(flow, step.slot))
    assert turn.asks == step.slot
    assert step.question in turn.messages[-1].text
    assert all(len(choice.code.encode()) <= 64 for choice in turn.choices)
    assert step.example


def test_answers_kept_while_going_back_are_not_asked_again() -> None:
    frame = after(REPORT, at(REPORT, "budget_yuan"), WentBack(), WentBack(), WentBack()).frame
    assert frame.step == "items"
    frame = after(REPORT, frame, Answered("items", [{"name": "棉被"}])).frame
    assert frame.step == "budget_yuan"
    assert frame.history[-1] == "items"


def test_an_answer_changed_out_of_turn_leaves_the_pending_question() -> None:
    outcome = after(REPORT, at(REPORT, "deadline"), Answered("beneficiaries", {"count": 130}))
    assert outcome.frame.step == "deadline"
    assert outcome.frame.slots["beneficiaries"].value["kind"] == "小学生"
    assert outcome.notes == ("好的，受益对象改为：130人，小学生。",)


def test_many_are_gathered_tap_by_tap_until_done() -> None:
    frame = at(ORGANISATION, "focus")
    one = after(ORGANISATION, frame, Answered("focus", "health"), Answered("focus", "elderly"))
    assert (one.frame.step, one.frame.slots["focus"].value) == ("focus", ["health", "elderly"])
    less = after(ORGANISATION, one.frame, Answered("focus", "health"))
    assert less.frame.slots["focus"].value == ["elderly"]
    assert after(ORGANISATION, less.frame, Kept()).frame.step == "areas"


def test_a_field_edited_from_the_card_returns_to_the_card() -> None:
    frame = at(REPORT, CONFIRM)
    asked = after(REPORT, frame, Changing(None), Changing("urgency"))
    assert after(REPORT, frame, Changing(None)).frame.step == FIELD
    assert asked.frame.step == "urgency"
    assert after(REPORT, asked.frame, Answered("urgency", "sudden")).frame.step == CONFIRM
    assert after(REPORT, asked.frame, WentBack()).frame == frame


def test_recognised_values_fill_only_what_is_open_and_are_not_asked() -> None:
    frame = at(REPORT, "category")
    outcome = after(REPORT, frame, Recognised({"category": "health", "place": {"county": "别处"}}))
    assert outcome.frame.slots["place"].value == VALUES["place"]
    assert outcome.frame.slots["category"].provenance is Provenance.RECOGNISED
    assert "category" not in open_slots(REPORT, outcome.frame)


def test_a_recognised_value_that_is_kept_when_asked_counts_as_confirmed() -> None:
    frame = after(REPORT, at(REPORT, "items"), Recognised({"category": "education"})).frame
    frame = after(REPORT, frame, Changing("category"), Kept()).frame
    assert frame.slots["category"].provenance is Provenance.CONFIRMED
    assert frame.step == "items"


def test_an_unclear_place_offers_its_candidates() -> None:
    offered = (
        Offered("河北省新华区", {"code": "130105"}),
        Offered("河南省新华区", {"code": "410402"}),
    )
    frame = after(REPORT, begin(REPORT, "0123456789"), Ambiguous("place", offered)).frame
    turn = prompt(REPORT, frame)
    assert [choice.label for choice in turn.choices[:2]] == ["河北省新华区", "河南省新华区"]
    assert after(REPORT, frame, Answered("place", offered[1].value)).frame.offered == ()


def test_files_are_collected_until_the_person_is_done() -> None:
    frame = at(REPORT, "evidence")
    outcome = after(REPORT, frame, Attached("a"), Attached("b"), Attached("a"))
    assert outcome.frame.step == "evidence"
    assert outcome.frame.slots["evidence"].value == ["a", "b"]
    assert "2 份" in outcome.notes[0]
    assert after(REPORT, outcome.frame, Kept()).frame.step == "contact"
    assert after(REPORT, outcome.frame, Skipped()).frame.slots["evidence"].value == ["a", "b"]


def test_a_returned_ticket_asks_only_the_named_fields() -> None:
    slots = {name: Slot(VALUES[name], Provenance.SAID) for name in ("place", "items", "category")}
    slots["items"] = Slot(VALUES["items"], Provenance.OPEN)
    frame = begin(REPORT, "0123456789", slots=slots, only=("items", "evidence"), ticket=7)
    assert open_slots(REPORT, frame) == ("items", "evidence")
    assert after(REPORT, frame, Skipped()).frame.step == "items"
    assert (
        after(REPORT, frame, Changing("place")).notes
        == after(REPORT, frame, Answered("place", {"county": "别处"})).notes
    )
    done = after(REPORT, frame, Kept(), Skipped())
    assert done.frame.step == CONFIRM
    assert done.frame.slots["items"] == Slot(VALUES["items"], Provenance.SAID)


def test_files_and_candidates_for_other_fields_leave_a_returned_ticket_alone() -> None:
    frame = begin(REPORT, "0123456789", only=("items",), ticket=7)
    assert after(REPORT, frame, Attached("a")).frame == frame
    assert after(REPORT, frame, Ambiguous("place", (Offered("甲", 1),))).frame == frame


def test_nothing_is_submitted_while_something_is_open() -> None:
    outcome = after(REPORT, at(REPORT, "urgency"), Submitted())
    assert outcome.effect is None
    assert "紧急程度" in outcome.notes[0]
    assert after(REPORT, at(REPORT, CONFIRM), Submitted()).effect is Effect.SUBMIT


def test_a_flow_without_a_card_ends_with_its_last_answer() -> None:
    outcome = after(CONSENT, begin(CONSENT, "0123456789"), Answered("consent", "agree"))
    assert outcome.effect is Effect.FINISHED


def test_a_session_left_at_an_older_version_goes_on_at_the_first_open_question() -> None:
    shorter = Flow("report", 0, REPORT.steps[:3], confirm="？")
    frame = at(shorter, CONFIRM)
    renewed = resumed(REPORT, frame)
    assert renewed.step == "beneficiaries"
    assert renewed.slots == frame.slots
    assert resumed(REPORT, renewed) is renewed


def test_the_card_can_neither_be_skipped_nor_gone_back_from_when_nothing_was_asked() -> None:
    slots = {step.slot: Slot(VALUES[step.slot], Provenance.RECOGNISED) for step in REPORT.steps}
    frame = begin(REPORT, "0123456789", slots=slots)
    assert frame.step == CONFIRM
    assert after(REPORT, frame, Skipped()).notes
    assert after(REPORT, frame, WentBack()).notes
    assert after(REPORT, frame, Kept()).frame == frame


slots_named = st.sampled_from([step.slot for step in REPORT.steps])
events = st.one_of(
    slots_named.map(lambda slot: Answered(slot, VALUES[slot])),
    slots_named.map(lambda slot: Recognised({slot: VALUES[slot]})),
    slots_named.map(lambda slot: Ambiguous(slot, (Offered("甲", VALUES[slot]),))),
    st.one_of(st.none(), slots_named).map(Changing),
    st.sampled_from(["file1", "file2"]).map(Attached),
    st.sampled_from(["cancel", "restart"]).map(Doubted),
    st.booleans().map(Resolved),
    st.sampled_from([Skipped(), Kept(), WentBack(), Submitted()]),
)


@given(st.lists(events, max_size=60), st.lists(slots_named, max_size=3, unique=True))
def test_whatever_happens_no_answer_is_lost_and_there_is_always_a_question(
    happened: list[Event], only: list[str]
) -> None:
    frame = begin(REPORT, "0123456789", only=tuple(only))
    for event in happened:
        before = {name for name, slot in frame.slots.items() if slot.value is not None}
        outcome = advance(REPORT, frame, event)
        frame = outcome.frame
        assert before <= {name for name, slot in frame.slots.items() if slot.value is not None}
        assert prompt(REPORT, frame).messages
        if outcome.effect is Effect.SUBMIT:
            assert not open_slots(REPORT, frame)

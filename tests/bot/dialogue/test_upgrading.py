"""A run left at an older version of its flow: renamed, kept, dropped and added steps."""

from dataclasses import replace

from bot.dialogue.flow import CONFIRM, Flow, Step, Upgrade
from bot.dialogue.progress import begin, open_slots, resumed
from bot.dialogue.session import Frame, Offered, Provenance, Slot


def step(slot: str) -> Step:
    return Step(slot, f"{slot}？", reader="description")


NEW = Flow(
    "report",
    3,
    (step("place"), step("contact"), step("urgency"), step("description")),
    confirm="？",
    upgrades=(
        Upgrade(2, renamed={"person": "liaison"}, dropped=("fax",)),
        Upgrade(3, renamed={"liaison": "contact"}, kept={"weather": "description"}),
    ),
)
SAID = Provenance.SAID


def old(step: str, version: int = 1, **slots: str) -> Frame:
    answered = {name: Slot(value, SAID) for name, value in slots.items()}
    return Frame("report", version, step, "0123456789", answered, history=tuple(slots))


def test_a_renamed_slot_keeps_its_answer_over_several_versions() -> None:
    frame = resumed(NEW, old("fax", place="澜沧县", person="李老师"))
    assert frame.slots["contact"] == Slot("李老师", SAID)
    assert "person" not in frame.slots
    assert frame.history == ("place", "contact")
    assert (frame.step, frame.version) == ("urgency", 3)


def test_an_upgrade_the_run_has_already_seen_is_not_made_again() -> None:
    frame = resumed(NEW, old("urgency", version=2, liaison="李老师", person="x"))
    assert frame.slots["contact"].value == "李老师"
    assert frame.slots["person"].value == "x"
    assert resumed(NEW, frame) is frame


def test_the_answer_of_a_dropped_step_is_gone() -> None:
    frame = resumed(NEW, old("place", fax="0879"))
    assert "fax" not in frame.slots
    assert frame.history == ()


def test_the_answer_of_a_removed_step_is_kept_among_the_words_which_are_still_asked_for() -> None:
    frame = resumed(NEW, old("place", weather="零下"))
    assert frame.slots["description"] == Slot("weather：零下", Provenance.OPEN)
    assert "description" in open_slots(NEW, frame)


def test_words_there_are_stay_before_what_is_kept_behind_them() -> None:
    frame = resumed(NEW, old("place", description="没有取暖", weather="零下"))
    assert frame.slots["description"] == Slot("没有取暖\nweather：零下", SAID)


def test_an_empty_answer_of_a_removed_step_leaves_nothing() -> None:
    frame = old("place")
    frame.slots["weather"] = Slot(None, Provenance.SKIPPED)
    assert "description" not in resumed(NEW, frame).slots


def test_an_added_step_is_asked_also_of_whoever_stood_at_the_card() -> None:
    frame = old(CONFIRM, place="澜沧县", person="李老师", description="冷")
    assert resumed(NEW, frame).step == "urgency"


def test_a_returned_field_is_asked_under_its_new_name_and_no_other() -> None:
    frame = Frame(
        "report",
        1,
        "person",
        "0123456789",
        {"person": Slot(None, Provenance.OPEN), "place": Slot("澜沧县", SAID)},
        only=("person",),
        ticket=1001,
    )
    renewed = resumed(NEW, frame)
    assert (renewed.only, renewed.step) == (("contact",), "contact")


def test_a_returned_field_that_is_asked_no_more_leads_to_the_card_and_not_to_all_fields() -> None:
    frame = Frame("report", 1, "fax", "0123456789", only=("fax",), ticket=1001)
    assert resumed(NEW, frame).step == CONFIRM


def test_what_was_offered_by_the_old_version_is_offered_no_more() -> None:
    frame = replace(old("place"), offered=(Offered("甲", "甲"),), walk="cn_0")
    renewed = resumed(NEW, frame)
    assert (renewed.offered, renewed.walk) == ((), None)


def test_the_question_that_stands_open_stays_so_that_its_answer_is_taken_for_it() -> None:
    frame = replace(old("description", person="李老师"), editing=True)
    renewed = resumed(NEW, frame)  # 地点 and 紧急程度 are open before it
    assert (renewed.step, renewed.editing) == ("description", True)
    assert resumed(NEW, replace(frame, step="fax")).editing is False


def test_a_run_of_a_later_version_is_taken_back_to_the_present_one() -> None:
    """The deployment was undone."""
    frame = old("beauty", version=9, place="澜沧县", beauty="很美")
    renewed = resumed(NEW, frame)
    assert (renewed.version, renewed.step, renewed.history) == (3, "contact", ("place",))
    assert begin(NEW, "0123456789").version == NEW.version

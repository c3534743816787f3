"""Turns about work on a claim that nobody asked for: to its claimant, and to the Post's holder."""

from api.domain.agreement import Agreement
from api.domain.milestone import Milestone
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.work_ports import WorkSeen

SCORES = (5, 4, 3, 2, 1)


def work_button(verb: str, number: int | str, label: str) -> Choice:
    """A button about claim ``number``."""
    return Choice(DeskButton(verb, str(number)).code, label)


def sent_turn(seen: WorkSeen, agreement: Agreement) -> Turn:
    """An agreement waits for the claimant's word."""
    sentence = texts.AGREEMENT_SENT.format(
        code=agreement.code, claim=seen.code, number=seen.ticket, title=seen.title
    )
    choices = (
        work_button("agreement", seen.claim, texts.SEE_AGREEMENT),
        work_button("agree", seen.claim, texts.AGREE),
        work_button("objection", seen.claim, texts.ASK_FOR_CHANGES),
    )
    return Turn((Message(sentence),), choices)


def in_force_turn(seen: WorkSeen) -> Turn:
    """The agreement is in force; what the claimant does from now on."""
    return Turn((Message(_said(texts.AGREEMENT_IN_FORCE, seen)),), working_buttons(seen))


def ended_turn(seen: WorkSeen, agreement: Agreement, reason: str) -> Turn:
    """An agreement was ended by staff."""
    sentence = texts.AGREEMENT_ENDED.format(code=agreement.code, claim=seen.code, reason=reason)
    return Turn((Message(sentence),), (work_button("work", seen.claim, texts.SEE_WORK),))


def closed_turn(seen: WorkSeen) -> Turn:
    """The reporter confirmed; the claimant is asked how it was."""
    return Turn((Message(_said(texts.WORK_CLOSED, seen)),), score_buttons(f"{seen.claim}"))


def reopened_turn(seen: WorkSeen) -> Turn:
    """The reporter said that it is not solved."""
    return Turn((Message(_said(texts.WORK_REOPENED, seen)),), working_buttons(seen))


def near_turn(seen: WorkSeen, one: Milestone) -> Turn:
    """A milestone is near."""
    sentence = texts.MILESTONE_NEAR.format(claim=seen.code, what=one.what, due=one.due.isoformat())
    return Turn((Message(sentence),), milestone_buttons(seen, one))


def late_turn(seen: WorkSeen, one: Milestone, days: int) -> Turn:
    """A milestone was not reported by its day; for the claimant."""
    sentence = texts.MILESTONE_LATE.format(
        claim=seen.code, what=one.what, due=one.due.isoformat(), days=days
    )
    return Turn((Message(sentence),), milestone_buttons(seen, one))


def late_staff_turn(seen: WorkSeen, one: Milestone, days: int) -> Turn:
    """The same for staff."""
    sentence = texts.MILESTONE_LATE_STAFF.format(
        claim=seen.code, name=seen.name, what=one.what, due=one.due.isoformat(), days=days
    )
    return Turn((Message(sentence),))


def begun_turn(seen: WorkSeen) -> Turn:
    """The work begins; for whoever answers for the need."""
    return _to_owner(texts.WORK_BEGUN_OWNER, seen)


def progress_turn(seen: WorkSeen, text: str) -> Turn:
    """What the claimant reported; for whoever answers for the need."""
    sentence = texts.PROGRESS_OWNER.format(number=seen.ticket, name=seen.name, text=text)
    return Turn((Message(sentence),), (_see_ticket(seen),))


def part_delivered_turn(seen: WorkSeen) -> Turn:
    """One of several claims was delivered; for whoever answers for the need."""
    return _to_owner(texts.PART_DELIVERED_OWNER, seen)


def working_buttons(seen: WorkSeen) -> tuple[Choice, ...]:
    """What a claimant does while the work goes on."""
    return (
        work_button("progress", seen.claim, texts.REPORT_PROGRESS),
        work_button("plan", seen.claim, texts.SEE_PLAN),
        work_button("sent", seen.claim, texts.ALL_DELIVERED),
        work_button("agreement", seen.claim, texts.SEE_AGREEMENT),
    )


def milestone_buttons(seen: WorkSeen, one: Milestone) -> tuple[Choice, ...]:
    """Done, or what happened."""
    return (
        work_button("reached", f"{seen.claim}x{one.ordinal}", texts.MILESTONE_DONE),
        work_button("progress", seen.claim, texts.REPORT_PROGRESS),
    )


def score_buttons(of: str, verb: str = "score") -> tuple[Choice, ...]:
    """Five marks; ``of`` is the number of a claim, or of a ticket where ``verb`` says so."""
    return tuple(
        work_button(verb, f"{of}x{score}", texts.SCORE.format(score=score)) for score in SCORES
    )


def _to_owner(sentence: str, seen: WorkSeen) -> Turn:
    return Turn((Message(_said(sentence, seen)),), (_see_ticket(seen),))


def _see_ticket(seen: WorkSeen) -> Choice:
    return Choice(DeskButton("ticket", str(seen.ticket)).code, texts.SEE_TICKET)


def _said(sentence: str, seen: WorkSeen) -> str:
    return sentence.format(claim=seen.code, number=seen.ticket, title=seen.title, name=seen.name)

"""A chart: nodes in one column, in the order in which they are usually passed, and moves."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from api.domain.ticket import MOVES, TicketStatus
from bot import texts
from bot.dialogue.flow import CONFIRM, FIELD, OVERLAP, Flow, Step
from bot.dialogue.values import label

_FILLED = re.compile(r"\{\w+\}")  # what is filled into a question when it is asked
START, END = "start", "end"


class Kind(StrEnum):
    """What a node is, which decides how it looks."""

    EDGE = "edge"  # where it begins and ends
    STEP = "step"
    CARD = "card"  # waits for a decision
    OVER = "over"  # nothing follows
    HERE = "here"  # where something stands now


@dataclass(frozen=True, slots=True)
class Node:
    """One box: ``title``, a line of ``text`` below it, and ``marks`` that say what it allows."""

    key: str
    title: str
    text: str = ""
    marks: tuple[str, ...] = ()
    kind: Kind = Kind.STEP


@dataclass(frozen=True, slots=True)
class Move:
    """From one node to another, by what."""

    source: str
    target: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """``nodes`` from top to bottom; ``note`` is what holds at every one of them."""

    name: str
    title: str
    nodes: tuple[Node, ...]
    moves: tuple[Move, ...]
    note: str = ""


def chart_of_flow(flow: Flow) -> Chart:
    """The questions of ``flow`` in order, and the card at its end, if it has one."""
    steps = tuple(_node(step) for step in flow.steps)
    compared = Node(OVERLAP, texts.OVERLAP_TITLE, texts.OVERLAP_CHOOSE, kind=Kind.CARD)
    card = (
        Node(CONFIRM, texts.CARD_TITLE, flow.confirm, kind=Kind.CARD),
        Node(FIELD, texts.EDIT, texts.WHICH_FIELD, kind=Kind.CARD),
        *((compared,) if flow.compares else ()),
    )
    end = Node(END, texts.SUBMIT if flow.confirm else texts.FLOW_ENDS, kind=Kind.EDGE)
    start = Node(START, texts.FLOW_NAMES.get(flow.name, flow.name), kind=Kind.EDGE)
    nodes = (start, *steps, *(card if flow.confirm else ()), end)
    line = (start, *steps, card[0] if flow.confirm else end)
    moves = [Move(one.key, next_.key) for one, next_ in pairwise(line)]
    if flow.confirm:
        moves += [
            Move(CONFIRM, FIELD, texts.EDIT),
            Move(FIELD, CONFIRM, texts.BACK_TO_CARD),
            Move(CONFIRM, END, texts.SUBMIT),
        ]
    if flow.compares:
        moves += [
            Move(CONFIRM, OVERLAP),
            Move(OVERLAP, CONFIRM, texts.BACK_TO_CARD),
            Move(OVERLAP, END, texts.OVERLAP_WAYS),
        ]
    title = texts.FLOW_TITLE.format(name=start.title, code=flow.name, version=flow.version)
    note = texts.FLOW_NOTE if flow.confirm else texts.FLOW_NOTE_SHORT
    return Chart(flow.name, title, nodes, tuple(moves), note)


def _node(step: Step) -> Node:
    marks = (
        "" if step.required else texts.MARK_SKIP,
        texts.MARK_CHOICES.format(count=len(step.choices)) if step.choices else "",
        texts.MARK_FILE if step.wants_file else "",
        texts.PICK_DIVISION if step.divisions else "",
    )
    first = _FILLED.sub("…", step.question.splitlines()[0])
    return Node(
        step.slot,
        texts.STEP_TITLES.get(step.slot, label(step.slot)),
        first,
        tuple(mark for mark in marks if mark),
    )


def chart_of_ticket(
    moves: Mapping[TicketStatus, Set[TicketStatus]] = MOVES,
) -> Chart:
    """The states of a ticket and the moves its table allows."""
    nodes = tuple(
        Node(
            status.value,
            status.label,
            texts.TICKET_NEXT[status],
            kind=Kind.STEP if moves[status] else Kind.OVER,
        )
        for status in TicketStatus
    )
    order = list(TicketStatus)
    allowed = tuple(
        Move(source.value, target.value)
        for source in order
        for target in sorted(moves[source], key=order.index)
    )
    return Chart("ticket", texts.TICKET_CHART, nodes, allowed)

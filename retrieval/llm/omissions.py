"""Whether what a claim leaves out of its sentences turns what is left."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from retrieval import tokens
from retrieval.llm.repetition import Repeated
from retrieval.llm.rules import Rules

_KEPT = 0.5  # share of a condition or an exception that must be told
_NAMED = 0.3  # share of the clause that says who is spoken of
_LISTS = re.compile("下列|以下")  # met by the item that is told
_EDGES = "，：；、 　\n"


def turned(text: str, repeats: Sequence[Repeated], rules: Rules) -> bool:
    """Whether ``text`` leaves out a condition, an exception, a word that turns the sense (拒绝,
    鼓励, 申请), or who is meant (登记满一年的慈善组织)."""
    told = tokens.pairs(text)
    return any(_moved(before, one, rules) for before, one in pairwise(repeats)) or any(
        _turns(one, rules)
        or any(_untold(limit, told, rules) for limit in one.part.exceptions)
        or any(_unsaid(one, clause, repeats, _KEPT) for clause in _limits(one, rules))
        or any(_unsaid(one, clause, repeats, _NAMED) for clause in _subjects(one))
        for one in repeats
    )


def _moved(before: Repeated, one: Repeated, rules: Rules) -> bool:
    """Whether a clause follows another that it does not follow in its sentence, and so is told of
    somebody else, or under another condition."""
    elsewhere = one.part is not before.part
    if rules.conditions(before.clause) and not one.part.listed:
        return elsewhere or one.alignment.kept[0] < before.alignment.kept[0]
    return elsewhere and (one.begin > 0 or one.alignment.kept[0] > one.part.first)


def _turns(one: Repeated, rules: Rules) -> bool:
    return (
        any(rules.turns(text) for text in one.left_out())
        or _splits(one, rules)
        or any(
            rules.qualifies(text) and text[:-1] not in one.around for text in _before_the_verb(one)
        )
    )


def _splits(one: Repeated, rules: Rules) -> bool:
    """Whether a word is left in pieces: of 不动产, 动产."""
    kept = set(one.alignment.kept)
    return any(
        0 < len(kept.intersection(range(start, end))) < end - start
        for start, end in rules.whole_words(one.part.body.text)
    )


def _before_the_verb(one: Repeated) -> Iterable[str]:
    """What is left out where it is said who must, may or must not: before 应当, 可以, 不得, or in
    the first clause where none of them stands."""
    part = one.part
    first = part.clause_of(one.alignment.kept[0])
    bearing = (part.bearing(clause) for clause in range(first, len(part.clauses)))
    end = next((at for at in bearing if at is not None), part.clauses[first][1])
    return [part.body.text[start:stop].strip(_EDGES) for start, stop in one.gaps() if stop <= end]


def _limits(one: Repeated, rules: Rules) -> set[int]:
    """The clauses of the part that limit those drawn on: the nearest conditions before each, and
    exceptions."""
    part = one.part
    wanted = {n for n in range(len(part.clauses)) if rules.excepts(part.words(n))}
    for drawn in one.clauses:
        before = drawn - 1
        while before >= 0 and not rules.conditions(part.words(before)):
            before -= 1
        while before >= 0 and rules.conditions(part.words(before)):
            if not (part.listed and _LISTS.search(part.words(before))):
                wanted.add(before)
            before -= 1
    return wanted


def _subjects(one: Repeated) -> set[int]:
    """The clauses that say who is spoken of, where one drawn on begins with 应当 or 可以."""
    part = one.part
    found: set[int] = set()
    for drawn in one.clauses:
        if not drawn or part.bearing(drawn) != part.clauses[drawn][0]:
            continue
        before = drawn - 1
        while before and part.bearing(before) in {None, part.clauses[before][0]}:
            before -= 1
        if part.bearing(before) is None:
            found.add(before)
    return found


def _unsaid(one: Repeated, clause: int, repeats: Sequence[Repeated], share: float) -> bool:
    """Whether less than ``share`` of ``clause`` is told by the claim's clauses of that part."""
    start, end = one.part.clauses[clause]
    counting = {place for place in one.part.body.places if start <= place < end}
    kept = {place for r in repeats if r.part is one.part for place in r.alignment.kept}
    return len(counting & kept) < share * len(counting)


def _untold(words: str, told: set[str], rules: Rules) -> bool:
    wanted = tokens.pairs(rules.content(words))
    return len(wanted & told) < _KEPT * len(wanted)

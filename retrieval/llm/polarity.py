"""Whether a claim commands, permits, forbids or denies where its sentences do, clause by clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval import tokens
from retrieval.llm.rules import Manner, Rules, Saying
from retrieval.llm.sentences import Numbered

_ALIKE = 0.85  # of the best likeness: places in the source that a clause may have been made from
_RUN = 3  # clauses of a sentence that a claim may draw into one
_SENTENCE_END = re.compile(r"[。；\n]")
_CLAUSE_END = re.compile(r"[，：]|(?<![合兼吞一])(?=并(?![非列购]))|(?=但)")

_AGREEING = {
    Saying.EXEMPT: {Saying.EXEMPT},
    Saying.FORBID: {Saying.FORBID},
    Saying.REQUIRE: {Saying.REQUIRE},
    Saying.PERMIT: {Saying.PERMIT},
    # A rule may be told as a fact (由民政部门备案), a prohibition only as a fact denied.
    Saying.STATE: {Saying.STATE, Saying.REQUIRE, Saying.PERMIT},
}


@dataclass(frozen=True, slots=True)
class _Clause:
    pairs: frozenset[str]
    manner: Manner
    own_noes: int

    def agrees(self, original: "_Clause") -> bool:
        """Whether it says ``original`` in the same manner."""
        if self.manner.noes != original.manner.noes:
            return False
        denied_as_fact = self.manner.saying is Saying.STATE and self.manner.noes > 0
        return denied_as_fact or original.manner.saying in _AGREEING[self.manner.saying]


def says_the_same(text: str, sentences: Sequence[Numbered], rules: Rules) -> bool:
    """Whether each clause of ``text`` says, in the same manner, what a clause of ``sentences``
    most like it says."""
    originals = list(_originals(sentences, rules))
    return all(
        any(clause.agrees(original) for original in _nearest(clause, originals))
        for clause in _clauses(text, rules)
        if clause.pairs
    )


def _nearest(clause: _Clause, originals: Sequence[_Clause]) -> list[_Clause]:
    likeness = [len(clause.pairs & original.pairs) for original in originals]
    best = max(likeness, default=0)
    if not best:
        return []
    return [
        original
        for original, alike in zip(originals, likeness, strict=True)
        if alike >= _ALIKE * best
    ]


def _originals(sentences: Sequence[Numbered], rules: Rules) -> Iterator[_Clause]:
    """All clauses of ``sentences`` and all runs of neighbours, since a claim may draw a condition
    and what follows from it together; an item of a list says it as its introduction does."""
    last: dict[int, Manner] = {}
    for sentence in sentences:
        before = last.get(sentence.introduced_by or 0)
        for part in _SENTENCE_END.split(sentence.text):
            clauses = _in_part(part, rules, before)
            if clauses:
                last[sentence.number] = clauses[-1].manner
            for first, clause in enumerate(clauses):
                yield clause
                for end in range(first + 2, min(first + _RUN, len(clauses)) + 1):
                    yield _drawn_together(clauses[first:end])


def _drawn_together(clauses: Sequence[_Clause]) -> _Clause:
    pairs = frozenset[str]().union(*(clause.pairs for clause in clauses))
    noes = sum(clause.own_noes for clause in clauses)
    return _Clause(pairs, Manner(clauses[-1].manner.saying, noes), noes)


def _clauses(text: str, rules: Rules) -> list[_Clause]:
    return [c for part in _SENTENCE_END.split(text) for c in _in_part(part, rules, None)]


def _in_part(text: str, rules: Rules, before: Manner | None) -> list[_Clause]:
    """The clauses with their manner; 应当 and 不得 reach over the commas of their sentence."""
    reaching = before or Manner(Saying.STATE, 0)
    found: list[_Clause] = []
    for clause in filter(None, _CLAUSE_END.split(text)):
        manner = own = rules.manner(clause)
        if own.saying is not Saying.STATE:
            reaching = own
        elif reaching.saying is not Saying.STATE:
            forbidding = reaching.saying in {Saying.FORBID, Saying.EXEMPT}
            manner = Manner(reaching.saying, own.noes + forbidding)
        found.append(_Clause(frozenset(tokens.pairs(rules.content(clause))), manner, own.noes))
    return found

"""Where in its sentences each clause of a claim stands, and whether it says it as they do."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.llm.alignment import Alignment, aligned, without
from retrieval.llm.parts import Part
from retrieval.llm.rules import DENY, Rules, Saying, Sign

_CLAUSE = re.compile(r"[^，。；：]+")
_NUMBERING = re.compile(
    r"^(?:第[^ 　]{1,8}[编章节条]|[（(]?[一二三四五六七八九十0-9]+[、.．）)])[ 　]*"
)
_KIND = re.compile(r"(?:管理|实施|暂行)*(?:办法|规定|细则|指南)$")
_NAME = 3  # characters from which a name says what it names
_EDGES = "，：；、 　\n"
_REACHING = {Saying.FORBID.value, Saying.EXEMPT.value}  # over commas: 不得泄露，向他人提供


@dataclass(frozen=True, slots=True)
class Repeated:
    """One clause of a claim, and where it was read. ``around`` are titles and headings."""

    clause: str
    part: Part
    alignment: Alignment
    around: str

    @property
    def begin(self) -> int:
        """Where the first clause of the part that it draws on begins."""
        return self.part.clauses[self.part.clause_of(self.alignment.kept[0])][0]

    @property
    def clauses(self) -> set[int]:
        """The clauses of the part it draws on."""
        return {self.part.clause_of(place) for place in self.alignment.kept}

    def gaps(self) -> list[tuple[int, int]]:
        """What of the part is left out before and between what it repeats, as (start, end)."""
        first = self.alignment.kept[0]
        return [(self.begin, first), *self.alignment.gaps(self.part.body)]

    def left_out(self) -> list[str]:
        """The texts of ``gaps`` that are not empty."""
        texts = (self.part.body.text[start:end].strip(_EDGES) for start, end in self.gaps())
        return [text for text in texts if text]


def clauses(text: str, rules: Rules) -> list[str]:
    """The clauses of a claim that say something; 其中 and 此外 do not."""
    return [one for one in _CLAUSE.findall(text) if rules.glue.sub("", one)]


def is_bare(clause: str, rules: Rules) -> bool:
    """Whether ``clause`` is nothing but 可以 or 不需要: an answer to a question of yes or no."""
    return not without(clause, rules.signs(clause)).places


def leads_rightly(text: str, rules: Rules) -> bool:
    """Whether a bare clause is at the beginning and says what the first sign after it says."""
    first, *rest = clauses(text, rules) or [""]
    if any(is_bare(clause, rules) for clause in rest):
        return False
    if not is_bare(first, rules):
        return True
    kinds = [sign.kind for sign in rules.signs("，".join(rest)) if sign.kind != DENY]
    return [sign.kind for sign in rules.signs(first)] == kinds[:1]


def places(text: str, parts: Sequence[Part], around: str, rules: Rules) -> list[list[Repeated]]:
    """For each clause of ``text`` where it stands in ``parts``. A clause may begin with words out
    of ``around``, which say what it is about."""
    return [
        [
            Repeated(rest, part, alignment, around)
            for part in parts
            if (alignment := _read(rest, part, rules))
        ]
        for clause in clauses(text, rules)
        if not is_bare(clause, rules) and (rest := _without_beginning(clause, around))
    ]


def agreeing(found: Sequence[Sequence[Repeated]], rules: Rules) -> list[Repeated] | None:
    """Of the places of each clause the one to hold it to, among those that say it in the same
    manner; ``None`` when a clause has none."""
    agreed: list[list[Repeated]] = []
    reaching = ""
    for options in found:
        agreed.append([one for one in options if _same_manner(one, reaching, rules)])
        signs = rules.signs(options[0].clause) if options else []
        reaching = next((s.kind for s in reversed(signs) if s.kind != DENY), reaching)
    if not all(agreed):
        return None
    shared = Counter(part for options in agreed for part in {id(one.part) for one in options})
    return [
        min(options, key=lambda one: (-shared[id(one.part)], len(one.left_out())))
        for options in agreed
    ]


def _read(clause: str, part: Part, rules: Rules) -> Alignment | None:
    return aligned(without(clause, rules.signs(clause)), rules.glue_in(clause), part.body)


def _without_beginning(clause: str, around: str) -> str:
    """``clause`` without a title or heading that it begins with."""
    for line in around.split("\n"):
        name = _KIND.sub("", _NUMBERING.sub("", line))
        if len(name) >= _NAME and clause.startswith(name):
            return clause[len(name) :].removeprefix("的")
    return clause


def _same_manner(one: Repeated, reaching: str, rules: Rules) -> bool:
    """Whether 应当, 可以, 不得, 未 … stand between the same words on both sides. ``reaching`` is
    the sign that the clauses before it hand on."""
    kept, said = one.alignment.kept, one.alignment.said
    signs = rules.signs(one.clause)
    inner = zip(pairwise(kept), pairwise(said), strict=True)
    if not all(
        _agree(_between(signs, begin, end), _weighed(one.part, start, stop))
        for (start, stop), (begin, end) in inner
    ):
        return False
    mine = _between(signs, 0, said[0])
    theirs = _weighed(one.part, one.begin - 1, kept[0])
    if theirs:
        return _agree(mine, theirs)
    before = [sign.kind for sign in one.part.signs if sign.start < one.begin]
    handed = next((kind for kind in reversed(before) if kind != DENY), "")
    if mine or handed in _REACHING:
        return (mine or [reaching]) == [handed]
    return True


def _agree(mine: list[str], theirs: list[str]) -> bool:
    """The same signs; a duty may be told as a fact (由民政部门备案)."""
    return mine in (theirs, [kind for kind in theirs if kind != Saying.REQUIRE])


def _between(signs: Sequence[Sign], start: int, end: int) -> list[str]:
    return [sign.kind for sign in signs if start <= sign.start < end]


def _weighed(part: Part, start: int, end: int) -> list[str]:
    """The signs between two places kept, but for those in the midst of what is left out there."""
    out = [place for place in part.body.places if start < place < end]
    signs = [sign for sign in part.signs if start < sign.start < end]
    if not out:
        return [sign.kind for sign in signs]
    return [sign.kind for sign in signs if sign.start < out[0] or sign.start > out[-1]]

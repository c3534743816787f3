"""Finds where a text names administrative divisions, before deciding which ones are meant."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from knowledge.places.gazetteer import Fit, Gazetteer, Match

_SUFFIX = re.compile(
    "特别行政区|民族苏木|自治区|自治州|自治县|自治旗|地区|特区|林区|街道|苏木|[省州盟县旗镇乡市区]"
)
# Where a name without suffix (云南, 宜阳) may begin.
_OPENING = re.compile(
    r"(?:^|[\s,。;:!?、(“\"'《]|位于|地处|来自|坐落在|坐落于|我们|[在是为至往处])"
)
# Who gives is not where it lacks: 上海某基金会, 深圳企业, 浙江援建, 东西部协作.
_GIVER = re.compile(
    r"\S{0,8}?(?:基金会|公司|集团|企业|大学|银行|商会)|[对援捐帮支协籍路至]|大道|志愿|爱心"
)
# Real names of divisions that are common words as well: they need a division beside them.
_COMMON = frozenset(
    ("城区", "郊区", "矿区", "新区", "农场", "林场", "街道", "城镇", "集镇", "乡镇", "村镇")
)


@dataclass(frozen=True, slots=True)
class Mention:
    """``text[start:end]`` may name any of ``matches``, surest first."""

    start: int
    end: int
    matches: tuple[Match, ...]
    written: str

    @property
    def township_only(self) -> bool:
        """Whether it can only be a township."""
        return all(len(match.division.code) == 9 for match in self.matches)


_Filter = Callable[[str, Mention, Gazetteer], Mention]


def find_mentions(text: str, gazetteer: Gazetteer, *, bare: bool = False) -> tuple[Mention, ...]:
    """All mentions in order, none overlapping.

    With ``bare`` the text is an answer to the question for a place, and a short name alone
    (马关, 木戛) is taken for one; in running text it needs a division beside it.
    """
    full = _without_overlap(_suffixed(text, gazetteer))
    return _with_short(text, gazetteer, full, bare)


def _suffixed(text: str, gazetteer: Gazetteer) -> Iterator[Mention]:
    for found in _SUFFIX.finditer(text):
        if text[found.end() : found.end() + 1] == "镇" and found[0] == "乡":
            continue  # 乡镇
        first = max(0, found.end() - gazetteer.longest_name)
        for start in range(first, found.start()):
            if mention := _mention(text, start, found.end(), gazetteer):
                yield mention
                break


def _mention(text: str, start: int, end: int, gazetteer: Gazetteer) -> Mention | None:
    written = text[start:end]
    matches = gazetteer.match(written)
    if written in _COMMON or len(written) < 3:
        # 忠县, 乌镇: two characters name a division only when that is its very name.
        matches = tuple(match for match in matches if match.fit is Fit.EXACT)
        if written in _COMMON or not (matches and _OPENING.search(text[max(0, start - 3) : start])):
            return None
    best = min((match.fit for match in matches), default=None)
    if best is None:
        return None
    # 吉林市 is not 吉林县: a changed suffix is thought of only when nothing bears the name.
    kept = tuple(match for match in matches if match.fit <= max(best, Fit.ALIAS))
    return Mention(start, end, kept, written)


def _without_overlap(mentions: Iterator[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.start <= kept[-1].start:
            kept[-1] = mention
    return kept


def _with_short(
    text: str, gazetteer: Gazetteer, full: list[Mention], bare: bool
) -> tuple[Mention, ...]:
    by_start = {mention.start: mention for mention in full}
    starts = [*sorted(by_start), len(text)]
    openings = {found.end() for found in _OPENING.finditer(text)}
    found: list[Mention] = []
    at = 0
    while at < len(text):
        before = found[-1] if found and found[-1].end == at else None
        mention = by_start.get(at)
        if mention is None and (before or at in openings):
            limit = starts[bisect_right(starts, at)]
            allowed = partial(_inside, before=before) if before else (_any if bare else _opening)
            mention = _short(text, (at, min(limit, at + 8)), gazetteer, allowed)
        if mention is None:
            at += 1
            continue
        found.append(mention)
        at = mention.end
    return tuple(found)


def _short(
    text: str, reach: tuple[int, int], gazetteer: Gazetteer, allowed: _Filter
) -> Mention | None:
    """The longest name without suffix that begins at ``reach[0]`` and ends by ``reach[1]``."""
    start, last = reach
    for end in range(last, start + 1, -1):
        if not gazetteer.is_root(text[start:end]):
            continue
        matches = gazetteer.match(text[start:end])
        mention = allowed(text, Mention(start, end, matches, text[start:end]), gazetteer)
        if mention.matches:
            return mention
    return None


def _any(text: str, mention: Mention, gazetteer: Gazetteer) -> Mention:
    return mention


def _inside(text: str, mention: Mention, gazetteer: Gazetteer, *, before: Mention) -> Mention:
    """Only the matches that lie in the division named just before: 宜阳韩城."""
    outer = {match.division.code for match in before.matches}
    kept = tuple(
        match
        for match in mention.matches
        if match.division.code not in outer
        and any(gazetteer.within(match.division.code, code) for code in outer)
    )
    return replace(mention, matches=kept)


def _opening(text: str, mention: Mention, gazetteer: Gazetteer) -> Mention:
    """Only provinces and prefectures stand alone; a county needs one of its own after it."""
    if _GIVER.match(text, mention.end):
        return replace(mention, matches=())
    kept = tuple(
        match
        for match in mention.matches
        if len(match.division.code) <= 4
        or (len(match.division.code) == 6 and _has_child_after(text, mention.end, match, gazetteer))
    )
    return replace(mention, matches=kept)


def _has_child_after(text: str, at: int, match: Match, gazetteer: Gazetteer) -> bool:
    parent = match.division.code
    return any(
        gazetteer.within(child.division.code, parent)
        for end in range(at + 2, min(len(text), at + 9) + 1)
        for child in gazetteer.match(text[at:end])
    )

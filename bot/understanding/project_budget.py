"""The lines of a project's budget in free text: 设备 12万，申请 8万；培训 3万."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.understanding.numbers import find_numbers
from knowledge.normalise import normalise

_CLAUSES = re.compile(r"[，,、;；\n。]+")
_GROUPED = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")  # 3,000
_UNIT = re.compile(r"\s*(?:元|块钱?|圆|yuan)", re.IGNORECASE)
# What follows an amount that has no 元: nothing, a bracket, or what of it is asked for.
_ENDS = re.compile(r"\s*(?:$|[（()）]|其中|申请|申报|资助|补助|自筹|由我们)")
_BEFORE = r"[\s(（]*(?:其中|其余|余下|拟|计划|想要?)*"
_BEHIND = r"(?:的?(?:资助|补助|资金|金额|部分))*[\s:：为是]*"
_ASKED = re.compile(rf"{_BEFORE}(?:申请|申报|请求|资助|补助|requested){_BEHIND}", re.IGNORECASE)
_OWN = re.compile(rf"{_BEFORE}(?:自筹|自己出|自有|自己承担|own){_BEHIND}", re.IGNORECASE)
_NO_NAME = re.compile(rf"(?:申请|申报|请求|自筹|自有|requested|own){_BEHIND}", re.IGNORECASE)
_ALL_ASKED = re.compile(r"(?:全部|全额|都|全)(?:由|是)?(?:申请|资助)|(?:申请|资助)全部")
_ALL_OWN = re.compile(r"(?:全部|全额|都|全)(?:由|是|为)?自筹|不申请|自筹$")
_AROUND = re.compile(
    r"^(?:\d{1,2}[.、)）]|[\s（()）:：·\-])+|[\s:：（()）=，,\-]+$|(?:一共|总共|合计|共|约|大约|预算|需要?)$"
)
_REMOVED = re.compile(r"(?:删掉?|删除|去掉|不要)[\s“\"]*(?P<name>[^”\"]+?)[”\"\s]*(?:这一?[行项])?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was written; yuan. ``requested`` is ``None`` where nothing is said of it."""

    name: str
    yuan: Decimal
    requested: Decimal | None = None


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines ``text`` states, in order; none when it names no amount. Of two of one name the
    later counts."""
    lines: list[Line] = []
    named: list[str] = []  # what was named and has no amount yet: 图书、书架 3万
    for clause in _CLAUSES.split(_GROUPED.sub("", normalise(text).text)):
        parts = tuple(_parts(clause))
        if not parts:
            lines = _of_whole(lines, clause, named)
        for before, yuan in parts:
            lines = _with_part(lines, before, yuan, named)
    return tuple({line.name: line for line in lines}.values())


def removed_name(text: str) -> str:
    """The name of the line that ``text`` takes away (删掉培训); empty when it takes none."""
    found = _REMOVED.fullmatch(text.strip())
    return found["name"] if found else ""


def _parts(clause: str) -> Iterator[tuple[str, Decimal]]:
    """Each sum of money in ``clause``, after the words before it."""
    start = 0
    for found in find_numbers(clause):
        rest = clause[found.end :]
        unit = _UNIT.match(rest)
        if unit or _ENDS.match(rest):
            yield clause[start : found.start], found.value.value
            start = found.end + (unit.end() if unit else 0)


def _of_whole(lines: list[Line], clause: str, named: list[str]) -> list[Line]:
    """A clause without an amount: all of the last line is asked for, none of it, or a name."""
    if lines and _ALL_ASKED.search(clause):
        return [*lines[:-1], replace(lines[-1], requested=lines[-1].yuan)]
    if lines and _ALL_OWN.search(clause):
        return [*lines[:-1], replace(lines[-1], requested=Decimal(0))]
    if word := _name((clause,)):
        named.append(word)
    return lines


def _with_part(lines: list[Line], before: str, yuan: Decimal, named: list[str]) -> list[Line]:
    if lines and not named and _OWN.fullmatch(before):
        return [*lines[:-1], replace(lines[-1], requested=lines[-1].yuan - yuan)]
    if lines and not named and _ASKED.fullmatch(before) and lines[-1].requested is None:
        return [*lines[:-1], replace(lines[-1], requested=yuan)]
    name = _name((*named, before))
    named.clear()
    return [*lines, Line(name, yuan)]


def _name(words: Iterable[str]) -> str:
    """What the words name; nothing where they only ask for a part: 申请 -3万 is no line."""
    plain = (_trimmed(word) for word in words)
    return "、".join(word for word in plain if word and not _NO_NAME.fullmatch(word))


def _trimmed(word: str) -> str:
    """``word`` without the numbering, punctuation and 一共 around it."""
    while (shorter := _AROUND.sub("", word)) != word:
        word = shorter
    return word

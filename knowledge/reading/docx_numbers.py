"""Automatic numbers in Word: 第一条 and 一、 that stand in no paragraph but are counted."""

import re
from dataclasses import dataclass, field
from typing import cast

from docx.document import Document as WordDocument
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

_PLACE = re.compile(r"%([1-9])")
_CHINESE = ("chineseCounting", "chineseCountingThousand", "ideographTraditional",
            "japaneseCounting", "taiwaneseCountingThousand")  # fmt: skip
_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is written: ``pattern`` holds %1 for the number of level 1."""

    pattern: str
    kind: str
    start: int
    suffix: str


@dataclass(slots=True)
class _List:
    """The levels of a list and how far it has been counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, document: WordDocument) -> None:
        """Read how the lists of ``document`` are numbered."""
        self._lists: dict[str, _List] = {}
        self._abstract: dict[str, str] = {}
        self._started: set[str] = set()
        self._starts: dict[str, dict[int, int]] = {}
        try:
            # The property of python-docx makes a part where there is none, and fails at that.
            part = document.part.part_related_by(_NUMBERING)
        except KeyError:
            return
        numbering = cast(XmlPart, part).element
        for each in numbering.iter(qn("w:abstractNum")):
            levels = {int(one.get(qn("w:ilvl"))): _level(one) for one in each.iter(qn("w:lvl"))}
            self._lists[each.get(qn("w:abstractNumId"))] = _List(levels)
        for each in numbering.iter(qn("w:num")):
            key = each.get(qn("w:numId"))
            self._abstract[key] = _value(each, "w:abstractNumId") or ""
            self._starts[key] = {
                int(one.get(qn("w:ilvl"))): int(_value(one, "w:startOverride") or 1)
                for one in each.iter(qn("w:lvlOverride"))
                if one.find(qn("w:startOverride")) is not None
            }

    def next(self, paragraph: Paragraph) -> str:
        """The number before ``paragraph`` with the space behind it; empty where it has none."""
        key, depth = _numbered(paragraph)
        found = self._lists.get(self._abstract.get(key or "", ""))
        if key is None or found is None or depth not in found.levels:
            return ""
        self._restart(key, found)
        level = found.levels[depth]
        found.counts[depth] = found.counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in found.counts if one > depth]:
            del found.counts[deeper]
        if level.kind in {"bullet", "none"}:
            return ""
        label = _PLACE.sub(lambda place: _shown(found, int(place[1]) - 1), level.pattern)
        is_apart = level.suffix != "nothing" and not label.endswith(("、", "）", ")"))
        return f"{label} " if is_apart else label

    def _restart(self, key: str, found: _List) -> None:
        """A list that begins anew where it is first used."""
        if key not in self._started:
            self._started.add(key)
            found.counts |= {depth: start - 1 for depth, start in self._starts[key].items()}


_NUMBERING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"


def _numbered(paragraph: Paragraph) -> tuple[str | None, int]:
    """The list and the level of a paragraph: its own, or those of its style and that one's."""
    own = paragraph._p.pPr
    style = paragraph.style
    key, depth = _reference(own)
    while style is not None and (key is None or depth is None):
        inherited, level = _reference(style.element.find(qn("w:pPr")))
        key, depth = key or inherited, level if depth is None else depth
        style = style.base_style
    return (None if key == "0" else key), depth or 0


def _reference(properties: BaseOxmlElement | None) -> tuple[str | None, int | None]:
    number = properties.find(qn("w:numPr")) if properties is not None else None
    if number is None:
        return None, None
    level = _value(number, "w:ilvl")
    return _value(number, "w:numId"), int(level) if level else None


def _level(element: BaseOxmlElement) -> _Level:
    return _Level(
        pattern=_value(element, "w:lvlText") or "",
        kind=_value(element, "w:numFmt") or "decimal",
        start=int(_value(element, "w:start") or 1),
        suffix=_value(element, "w:suff") or "tab",
    )


def _value(element: BaseOxmlElement, name: str) -> str | None:
    child = element.find(qn(name))
    value: str | None = None if child is None else child.get(qn("w:val"))
    return value


def _shown(found: _List, depth: int) -> str:
    level = found.levels.get(depth)
    if level is None:
        return ""
    number = found.counts.get(depth, level.start)
    if level.kind in _CHINESE:
        return chinese(number)
    if level.kind == "decimalEnclosedCircleChinese" and 1 <= number <= 20:
        return chr(0x245F + number)
    if level.kind in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if level.kind == "upperLetter" else letter
    return str(number)


def chinese(number: int) -> str:
    """1…9999 in Chinese numerals: 10 → 十, 22 → 二十二, 105 → 一百零五."""
    digits = str(number)
    if not 0 < number <= 9999:
        return digits
    text = "".join(
        _DIGITS[int(digit)] + (_UNITS[len(digits) - at - 1] if digit != "0" else "")
        for at, digit in enumerate(digits)
    )
    text = re.sub("零+", "零", text).rstrip("零")
    return text.removeprefix("一") if 10 <= number < 20 else text

"""Figures of a claim against those of its sentences: number, unit and the side they bound."""

import re
import unicodedata
from dataclasses import dataclass

from retrieval.llm.rules import Rules

_SIDES = (
    ("upper", "不得超过 不超过 不高于 不多于 不大于 最多 至多 最高 最长 上限为 上限是 限额为"),
    ("lower", "不得少于 不得低于 不少于 不低于 不小于 最少 至少 最低 起点为 满"),
    ("below", "低于 少于 不足 未满 不满 小于"),
    ("above", "高于 多于 大于 超过 超出 逾"),
    ("each", "每"),
    ("about", "大约 约 近"),
)
_AFTER = (
    ("upper", "以下 以内 之内 内"),
    ("lower", "以上"),
    ("before", "以前 之前 前 止"),
    ("after", "以后 之后 后 起"),
    ("about", "左右 上下 多"),
)
_BEFORE_WORDS = {word: side for side, words in _SIDES for word in words.split()}
_AFTER_WORDS = {word: side for side, words in _AFTER for word in words.split()}
_NUMERAL = "一二三四五六七八九十百千万亿两零〇"


def _longest_first(words: dict[str, str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_FIGURE = re.compile(
    rf"(?:(?P<before>{_longest_first(_BEFORE_WORDS)})(?:[^，。；：、]{{0,14}}?的)?)?"
    r"(?P<number>"
    r"[一-鿿]{0,2}[〔\[(][0-9]{4}[〕\])][0-9]+号"
    r"|[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?"
    rf"|第(?:[0-9]+|[{_NUMERAL}]+)[章节条款项]?(?:之[{_NUMERAL}]+)?"
    rf"|[{_NUMERAL}]+分之[{_NUMERAL}]+"
    rf"|[0-9]+(?:\.[0-9]+)?[%‰]?[{_NUMERAL}]*|[{_NUMERAL}]+)"
    r"(?P<unit>(?:个)?(?:工作日|自然日|月|年度)|年|日|天|周|小时|元|倍|成|户|人次|人|名|家|所|个|份"
    r"|次|项|条|款|公里|平方米|吨|套|件)?"
    rf"(?P<after>{_longest_first(_AFTER_WORDS)})?"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: 不超过三十万元 is (三十万, 元, upper)."""

    number: str
    unit: str
    side: str


def figures(text: str, rules: Rules) -> set[Figure]:
    """The figures ``text`` states, as they are written."""
    plain = rules.not_figures.sub("　", unicodedata.normalize("NFKC", text).replace(",", ""))
    return {
        Figure(match["number"], match["unit"] or "", _side(match))
        for match in _FIGURE.finditer(plain)
    }


def stated_elsewhere(claim: str, source: str, rules: Rules) -> bool:
    """Whether every figure of ``claim`` stands in ``source``, with its unit and its side.

    二十日内 is not 二十日, 最多三十万元 not 三十万元以上; figures are copied, not converted.
    """
    return figures(claim, rules) <= figures(source, rules)


def _side(match: re.Match[str]) -> str:
    before, after = match["before"], match["after"]
    return _BEFORE_WORDS.get(before or "") or _AFTER_WORDS.get(after or "", "")

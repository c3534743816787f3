"""Whether fiscal funds cover a need (财政资金是否覆盖), and how urgent it is (紧急程度)."""

import re

from api.domain.need import FiscalCover, Urgency
from bot.understanding.span import Found

_FISCAL = (
    "(?:财政|政府|上级|县里|乡里|镇里|镇政府|县政府|乡政府|专项)(?:的)?"
    "(?:资金|经费|预算|投入|拨款|补助|补贴)?"
)
_NOT_COVERED = re.compile(
    f"{_FISCAL}[^,。;]{{0,10}}?(?:未覆盖|没有覆盖|没覆盖|不覆盖|未纳入|没有纳入|没纳入|未列入|没有列入|没列入|"
    "没有安排|未安排|没安排|没有预算|无预算|没钱|没有钱|不足以|无力|没有资金|没有经费|困难)"
    "|(?:没有|未|没|不在)[^,。;]{0,6}?(?:财政|预算内|项目资金|项目及资金|专项资金)(?:覆盖|支持|安排|资金|预算)?"
    "|没有项目及资金|财政[^,。;]{0,4}?(?:空白|缺位|够不着)|不在财政|无财政"
)
_PARTLY = re.compile(
    f"{_FISCAL}[^,。;]{{0,8}}?(?:部分覆盖|覆盖了?一?部分|只够|仅够|不够|不足|部分)|部分覆盖|争取了?部分资金|"
    "(?:补助|补贴)[^。;]{0,14}?(?:远远不够|不够)|财政[^,。;]{0,6}?(?:一部分|部分)"
)
_COVERED = re.compile(
    f"{_FISCAL}[^,。;]{{0,6}}?(?:已覆盖|已经覆盖|全覆盖|已安排|已经安排|已纳入|已经纳入|已列入|已经列入|全额)"
    "|(?:已经?|都)(?:纳入|列入)(?:财政|预算|专项)|财政全额"
)
# 财政已安排1.5万元, and still something is lacking.
_REST = re.compile(
    "[尚还仍](?:需|缺|差)|缺口|其余|剩余|不足部分|没有着落|(?:已|已经)(?:安排|拨付|落实)[\\d.]+万?元"
)
_SUDDEN = re.compile(
    "突发|地震|洪水|洪涝|山洪|泥石流|台风|火灾|雪灾|旱情|旱灾|冰雹|滑坡|灾区|受灾|灾民|抢险|意外|车祸|爆炸|决堤"
)
_PRESSING = re.compile(
    "越快越好|急需|亟需|亟待|急缺|急盼|紧急|急迫|迫切|燃眉之急|刻不容缓|迫在眉睫|尽快|尽早|立即|马上|火速|十万火急|加急|急用|很急|特别急|非常急|(?<!不)(?<!不太)着急"
)
_UNHURRIED = re.compile("不太?着?急(?!功)|不是(?:很|太|特别)急|不算急|没那么急")
_CALM = re.compile(
    "不太?着?急|不紧急|一般|不是(?:很|太|特别)急|不算急|没那么急|可以等|长期|还好|还行"
)
# Short answers about fiscal cover, whole: a single 没 or 有 inside a sentence says nothing.
_SOFTLY = (
    "(?:嗯|哦|应该|好像|大概|可能|目前|暂时|现在|还|都|也|确实|完全|基本|财政|县里|政府|这[个块件]|钱|资金|是|"
    "[,\\s])*"
)
_END = "(?:覆盖|安排|纳入|预算|解决|到位|管|出|给|拨|有|到|过|上|的|了|钱|吧|啊|呢|呀|哦|嘛|,|\\s)*"
_SHORT_NONE = re.compile(f"{_SOFTLY}(?:没有?|未|无|不|否|空白|一分没)+{_END}")
_SHORT_FULL = re.compile(f"{_SOFTLY}(?:已经?|全部?|有|覆盖|对|是)+{_END}")


def find_cover(text: str) -> Found[FiscalCover] | None:
    """What ``text`` (normalised) says of fiscal cover; the doubtful reading comes first."""
    for pattern, cover in (
        (_PARTLY, FiscalCover.PARTIAL),
        (_NOT_COVERED, FiscalCover.NONE),
        (_COVERED, FiscalCover.FULL),
    ):
        if match := pattern.search(text):
            partly = cover is FiscalCover.FULL and _REST.search(text)
            return Found(FiscalCover.PARTIAL if partly else cover, match.start(), match.end())
    return None


def find_urgency(text: str) -> Found[Urgency] | None:
    """How urgent ``text`` (normalised) says the need is; a disaster makes it sudden."""
    for pattern, urgency in (
        (_SUDDEN, Urgency.SUDDEN),
        (_PRESSING, Urgency.URGENT),
        (_UNHURRIED, Urgency.NORMAL),
    ):
        if match := pattern.search(text):
            return Found(urgency, match.start(), match.end())
    return None


def read_cover(text: str) -> FiscalCover | None:
    """A short answer: 没有, 一部分, 已覆盖, or a sentence."""
    if found := find_cover(text):
        return found.value
    if re.search("部分|一些|一点|不够|不足|一半|少量|有限", text):
        return FiscalCover.PARTIAL
    if _SHORT_NONE.fullmatch(text):
        return FiscalCover.NONE
    return FiscalCover.FULL if _SHORT_FULL.fullmatch(text) else None


def read_urgency(text: str) -> Urgency | None:
    """A short answer: 不急, 很急, 突发, or a sentence."""
    if re.search("突发|灾|意外", text):
        return Urgency.SUDDEN
    if _CALM.search(text):
        return Urgency.NORMAL
    if found := find_urgency(text):
        return found.value
    if "急" in text:
        return Urgency.URGENT
    return Urgency.NORMAL if re.search("普通|正常|平常", text) else None

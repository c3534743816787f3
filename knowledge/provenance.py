"""What a policy text says of itself: its title, its issuer, its 文号, its region."""

import re

from knowledge.outline import Kind, outline
from knowledge.stated_dates import cut_at_date

_HEADING = re.compile(r"^#{1,2}\s+(?P<title>.+?)[\s#]*$", re.MULTILINE)
_ENUMERATED = re.compile(r"^[A-Z][.、．]\s*")
_TAIL = re.compile(r"\s+(?:—|——|--)\s.*$")
_BEFORE_NUMBER = re.compile(
    r"^(?P<title>.*?(?:法|条例|办法|细则|规定|通知|方案|意见|决定|公告|规则)(?:[（(]试行[)）])?)"
    r"\s+(?=\S*(?:〔|第\d+号))"
)
_FILE_NAME = re.compile(r"^(?:law|lrb)_|[_\s]*[（(]?\d{4}-\d{2}-\d{2}[)）]?$")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,10}[〔\[]\d{4}[〕\]]\d+号"
    r"|(?:国务院|[\u4e00-\u9fff]{2,8}(?:部|局|委员会))令第\d+号"
    r"|[\u4e00-\u9fff 、]{2,40}公告\s?\d{4}年第\d+号"
)
_OFFICE = r"[\u4e00-\u9fff]{2,16}(?:委员会|办公室|政府|部|局|院|委|办)"
_ISSUERS = (
    re.compile(r"issuing_body=(?P<issuer>[^;\n]+)"),
    re.compile(r"发文机关\s*[:：]\s*(?P<issuer>\S+)"),
    re.compile(rf"\s(?:—|--)\s+(?P<issuer>{_OFFICE})"),
    re.compile(r"(?P<issuer>[\u4e00-\u9fff]{2,20}人民代表大会(?:常务委员会)?)第"),
    re.compile(r"(?P<issuer>中共中央、国务院)(?:发布|印发)"),
    re.compile(r"(?:中华人民共和国)?(?P<issuer>国务院|[\u4e00-\u9fff]{2,8}(?:部|局|委员会))令第"),
    re.compile(
        rf"^#*\s*(?:[A-Z]\.\s*)?(?P<issuer>{_OFFICE}(?:[ 、]{_OFFICE})*)"
        r"(?=(?:公告|关于)[^\n]{0,80}(?:公告|通知|意见|方案|决定|办法|事项))",
    ),
)
_SESSION = re.compile(r"第[一二三四五六七八九十]+届")
_REGION = re.compile(r"(?P<region>[\u4e00-\u9fff]{2,3}(?:省|市)|[\u4e00-\u9fff]{2,5}自治区)")
_NOT_A_REGION = ("城市", "全省", "全市", "本省", "本市")
_NO_TITLE = frozenset(("编者按", "摘要", "摘 要", "导读", "前言", "目录"))
_LONGEST_TITLE = 80
_FRONT_LINES = 12


def front_of(text: str, title: str) -> str:
    """The lines above the first provision that speak about the document, not the prose."""
    first = next(
        (
            line.start
            for line in outline(text, title)
            if line.kind in {Kind.ARTICLE, Kind.NUMBERED} or line.level[0] == 1
        ),
        len(text),
    )
    lines = [line.strip() for line in text[:first].splitlines() if line.strip()]
    return "\n".join(line for line in lines[:_FRONT_LINES] if "。" not in line)


def title_of(text: str, name: str) -> str:
    """The title: the first heading, else a first line that looks like one, else the file name."""
    heading = _HEADING.search(text)
    if heading:
        return _tidy(heading["title"])
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    is_title = first not in _NO_TITLE and not re.search(r"[。；]", first)
    if first and is_title and len(first) <= _LONGEST_TITLE:
        return _tidy(first)
    return _FILE_NAME.sub("", _FILE_NAME.sub("", name))


def issuer_of(front: str) -> str | None:
    """The body that issued the text, where the front matter names it."""
    for pattern in _ISSUERS:
        found = pattern.search(front)
        if found:
            return _SESSION.sub("", found["issuer"]).strip()
    return None


def number_of(front: str) -> str | None:
    """The last 文号 in the front matter: that of the version at hand."""
    return next((found.strip() for found in reversed(_NUMBER.findall(front))), None)


def region_of(title: str, issuer: str | None) -> str | None:
    """The province or city whose rule this is; None for national ones."""
    for text in (title, issuer or ""):
        found = _REGION.match(text)
        if found and not found["region"].endswith(_NOT_A_REGION):
            return found["region"]
    return None


def _tidy(heading: str) -> str:
    plain = _TAIL.sub("", _ENUMERATED.sub("", heading))
    numbered = _BEFORE_NUMBER.match(plain)
    plain = numbered["title"] if numbered else plain
    return cut_at_date(plain).rstrip(" （([") or heading

"""Finds the site (学校、卫生院、村、社区 …) a report is about, as written."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_INSTITUTION = (
    "(?:中心小学|完全小学|小学|完小|中心校|完全中学|中学|学校|高中|职中|幼儿园|教学点|人民医院|医院|"
    "卫生院|卫生室|卫生所|敬老院|福利院|光荣院|养老院|养老服务中心|儿童之家|康复中心)"
    "(?![生长园])"
)
_SETTLEMENT = (
    "(?:行政村|自然村|村民委员会|村委会|居委会|牧委会|村民小组|新型农村(?:住宅)?社区|社区|嘎查|安置点|"
    "(?<!村)[寨屯](?=[\\s,。;:!?、()的有共]|$)|"
    "(?<![通进入出环驻乡])村(?!村[委民级]|完小|完全小学|幼儿园|教学点|敬老院|养老|福利院)(?![民子里庄级办内小口组道中寨落校卫医集支镇委]))"
)
_NUMERAL = "[一二三四五六七八九十\\d]"
_GROUP = f"(?:第?{_NUMERAL}+(?:[、,]{_NUMERAL}+)*(?:村民小组|小组|组|社)(?![织会员]))"
_END = re.compile(
    f"(?P<institution>{_INSTITUTION})|(?P<settlement>{_SETTLEMENT})|(?P<group>{_GROUP})"
)
_EDGE = re.compile("[\\s,。;:!?、()\"'“”《》×*]")
# Words after which a name begins. 和 and 与 may also begin one (和平村) or stand in it (永和村).
_LEAD = re.compile(
    ".*(?:我[镇乡](?=..)|[的们在是由了向给从被把我该本全各每至到有]|[那这][个所间家里边儿]|上次|其中|位于|地处|解决|给予|建议|利用|来自|年来|联系|"
    "需要|请求|帮助|修建|建设|目前|附近|涉及|包括|关于|支持|对于|前往|组织|以及|\\d[^\\d\\s]|"
    "(?<=..)[和与对为])"
)
_NO_NAME = re.compile(
    "[的们在是由了向给从被把我该本全每至到有和与对为下所境内之等某及]|.?[的们在了有所]"
)
# What describes any school or village and names none.
_PLAIN = re.compile(
    "(?:乡村|村级|中小|农村|山村|义务教育|附近|邻|驻|贫困|偏远|高寒|边远|地区|希望|公办|民办|内地|当地|集镇|"
    "唯一|最大|全?寄宿制?|特殊教育|民族|中心|村|乡|镇|县|市|区|州|小|大|两|三|四|五|六|七|八|九|十|"
    "行政|自然|以上|以下|中|家|多|年|级|几|些|这|那|某|原|新|老|旧|同|外|一|二|个|所|\\d|其他|相邻|周边|整|出|进|回|入)*"
)
_LISTED = re.compile(
    "(?P<names>(?:[^\\s,。;:!?、()的]{2,10}、)+[^\\s,。;:!?、()的]{2,10}?)"
    "[两二三四五六七八九十\\d]+个(?P<kind>村|行政村|自然村|社区)"
)
_COUNTED = re.compile(
    "(?<![有共辖及县乡镇])\\d+所[^\\s,。;:!?、()的]{0,8}(?:学校|小学|幼儿园)(?![生校])|(?<=中有)\\d+个村"
)
# A generic institution that one may take for the only one of its township or county.
_OWN = re.compile(
    "(?:中心小学|中心校|完全小学|完小|小学|中学|教学点|特殊教育\\S*学校|医院|卫生院|[敬福光养]\\S院|幼儿园)$"
)


@dataclass(frozen=True, slots=True)
class Site:
    """``text[start:end]``; ``institution`` for a school, clinic or home, else a settlement.

    ``named`` is false for 中心小学 or 卫生院 without a name of their own. ``written`` differs
    from the text only where a list is completed (甲、乙两个村 → 甲村、乙村).
    """

    start: int
    end: int
    written: str
    institution: bool = True
    named: bool = True


def find_sites(text: str, cuts: tuple[int, ...] = ()) -> tuple[Site, ...]:
    """All sites in order. ``cuts`` are the ends of division names; no site reaches across one."""
    found = list(_listed(text))
    edges = sorted({0, *cuts, *(match.end() for match in _EDGE.finditer(text)), len(text)})
    at = 0
    for match in _END.finditer(text):
        if match.start() < at:
            continue
        start = max(at, edges[bisect_right(edges, match.start()) - 1])
        end, last = _chain(text, match)
        if 0 < at == start and text[start : start + 1] in {"和", "与", "及"}:
            start += 1
        at = end
        if site := _site(text, start, match, (end, last), after_division=start in cuts):
            found.append(site)
    return tuple(sorted(found, key=lambda site: site.start))


def counted_sites(text: str) -> Site | None:
    """Schools or villages given by their number only: 10所乡村学校."""
    match = _COUNTED.search(text)
    return Site(match.start(), match.end(), match[0], named=False) if match else None


def _listed(text: str) -> Iterator[Site]:
    for listed in _LISTED.finditer(text):
        kind = "社区" if listed["kind"] == "社区" else "村"
        joined = "、".join(f"{name}{kind}" for name in listed["names"].split("、"))
        yield Site(listed.start("names"), listed.end(), joined, institution=False)


def _chain(text: str, match: re.Match[str]) -> tuple[int, re.Match[str]]:
    """The end of 甲行政村乙村三组 or 甲村乙小学, and the last part of it."""
    end, last = match.end(), match
    for following in _END.finditer(text, end, min(len(text), end + 24)):
        between = text[end : following.start()]
        if len(between) > 8 or _EDGE.search(between) or _LEAD.match(between):
            break
        if following["institution"] is None and last["institution"]:
            break
        if between[:1] in {"和", "与", "及"} or (not between and not following["group"]):
            break
        end, last = following.end(), following
    return end, last


def _site(
    text: str,
    edge: int,
    match: re.Match[str],
    reach: tuple[int, re.Match[str]],
    *,
    after_division: bool,
) -> Site | None:
    end, last = reach
    start = max(edge, match.start() - 12)
    before = text[start : match.start()]
    lead = _LEAD.match(before)
    # 九阡镇水各小学: between a division and a school, two characters are its name.
    if lead and not (after_division and len(before) == 2 and not _NO_NAME.match(before)):
        start += lead.end()
    if match["group"] and match.end() == end:
        return None  # 三组 alone names nothing
    name = text[start : match.start()]
    written = text[start:end]
    institution = bool(last["institution"])
    if not _PLAIN.fullmatch(name) or match.end() != end:
        return Site(start, end, written, institution)
    if institution and _OWN.search(written) and not written.startswith(("中小", "乡村", "村级")):
        return Site(start, end, written, named=False)
    return None

"""Counts of people and households who would be helped, and what kind of people they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from api.domain.need import Beneficiaries
from bot.understanding.numbers import Number, find_numbers
from bot.understanding.span import Found

LARGEST = 10**8  # no report concerns more people than a large province has

_KINDS = (
    "残障儿童|残疾儿童|留守儿童|困境儿童|困境留守儿童|孤残儿童|孤儿|留守老人|五保老人|孤寡老人|失能老人|独居老人|"
    "高龄老人|空巢老人|残疾人|残疾军人|优抚对象|退役军人|寄宿生|住校生|住宿生|走读生|在校生|毕业生|男孩|女孩|男生|女生|大学新生|新生|学子|小学生|中学生|初中生|高中生|大学生|学生|师生|孩子|"
    "娃娃|娃儿|娃子|娃(?!哈)|幼儿|儿童|婴幼儿|老人|老年人|妇女|孕产妇|患者|病人|村民|群众|居民|灾民|牧民|农牧民|农民|受灾群众|"
    "护理员|护林员|传承人|青少年|小朋友|小孩|宝宝|学员|茶农|果农|菜农|粮农|药农|蜂农|棉农|瓜农|渔民|蚕农|烟农|绣娘|老党员|"
    "脱贫人口|低保户|监测户|养殖户|种植户|农户|牧户|贫困户|脱贫户|受灾户|工人|务工人员|民工|僧人|移民|搬迁群众"
)
_KIND = re.compile(_KINDS)
_MANY = "[多余来几]?"
_PERSON = re.compile(
    rf"{_MANY}(?:名|位|个)(?P<what>(?:\d+岁(?:以上|以下)?的?)?[^\s,。;:!?、()\d]{{0,8}}?(?:{_KINDS})(?!家庭|小组))"
    rf"|{_MANY}(?P<kind>{_KINDS})(?!家庭|小组|委员会|委|自治|大会|活动|之家)"
    rf"|{_MANY}(?:口人|人口|人次|口(?=$|[\s,。;!?、]))"
    rf"|{_MANY}(?:名(?=$|[\s,。;!?、()])|人(?![均民才类员家们力数道造群物]|大(?![都多部])|工(?!作)|事(?!部)|参(?![加与])|生(?![活病])))"
)
_HOUSEHOLD = re.compile(
    rf"{_MANY}(?:家)?(?:住|农)?户(?![均口型外籍主])|{_MANY}[个户家][^\s,。;:!?、()\d的村镇乡县校]{{0,8}}家庭"
)
# 老人一百二十多个: a measure alone, where the kind stands before the number.
_MEASURED = re.compile(rf"{_MANY}[个名位](?=$|[\s,。;:!?、())])")
# 学生1111人, 人口560余人: what stands before the number.
_BEFORE = re.compile(
    rf"(?P<what>{_KINDS}|人口|人数)(?:现有|[共有约为达是超过近计一总]|人数|总数|:)*$"
)
_STAFF = re.compile("老师|教师|教职|职工|医务|医生|护士|干部|编制|在编|在岗|工作人员|党员|志愿者")
_TOTAL = re.compile("共|总|全[村组校乡镇院县寨园]|涉及|惠及|受益|覆盖|现有|在校|受灾|只剩|容纳")
_PART = re.compile(
    "其中|寄宿|编制|[一二三]期|去年|前年|往年|每[年个间户]|每天(?!有)|人均|平均|外出|死亡"
)
# A crowd of a wider area than the school or village that reports.
_WIDER = re.compile(r"全[县市州区省]|\d+个?(?:乡镇|县|街道)|辖区")
# What may stand around a bare number that counts people.
_AROUND = re.compile(
    rf"(?:大概|大约|大致|约|估计|差不多|可能|应该|有|共|总共|一共|是|人|名|个|位|口|多|来|左右|上下|吧|呢|啊|的|"
    rf"{_KINDS}|老师|教师|[\\s,。;:!?、])*"
)
# In a list of those who benefit the staff count too.
_MEMBER = re.compile(
    rf"{_MANY}(?:名|位|个)?(?P<kind>{_KINDS}|男生|女生|老师|教师|教职工|职工|医生|护士|家长)|{_MANY}[名人口](?![均次])"
)
_LABEL = re.compile(r"(?:受益|惠及|服务)?(?:总?人数|人员|对象|人群)\s*:(?P<list>[^。;\n]+)")
_SIDE_BY_SIDE = re.compile("[,、\\s和与及]*(?:以及|还有|另有)?有?")
_NO_COUNT = re.compile("(?:一人|人手|每[人户家名位]|[初高大](?=[一二三四]?$))$")  # 一人一套, 初三
_OLD, _YOUNG = re.compile("老"), re.compile("[孩童幼娃生]")
_ONE = re.compile(
    rf"有(?P<one>一?[个位名](?:\d+岁的?)?[^,。;:\d]{{0,6}}?(?P<kind>{_KINDS}))(?![们家])"
)
# One count of several is of all the people, or the answer is about more than people.
_NOT_LISTED = re.compile("共|总|全[村校乡镇院县]|其中|合计|包括|含|涉及|平均|每|户")


@dataclass(frozen=True, slots=True)
class _Count:
    value: int
    ranged: bool
    start: int
    end: int
    score: float
    kind: str | None


def find_people(text: str, *, narrow: bool = False) -> Found[Beneficiaries] | None:
    """The people ``text`` (normalised) is for, or ``None``.

    ``narrow``: the report is about a school or village, so that counts of a whole county or of
    several townships are background.
    """
    numbers = find_numbers(text)
    counts = list(_counts(text, numbers, _PERSON, narrow))
    people = (
        _labelled(text, numbers) or _joined(text, counts) or _best(iter(counts)) or _single(text)
    )
    households = _best(_counts(text, numbers, _HOUSEHOLD, narrow))
    kind = (people.kind if people else None) or _main_kind(text)
    if people is None and households is None and kind is None:
        return None
    spans = [(one.start, one.end) for one in (people, households) if one]
    if not spans and kind:
        spans = [(text.index(kind), text.index(kind) + len(kind))]
    value = Beneficiaries(
        count=people.value if people else None,
        households=households.value if households else None,
        kind=kind,
    )
    return Found(value, min(start for start, _ in spans), max(end for _, end in spans))


def _labelled(text: str, numbers: tuple[Found[Number], ...]) -> _Count | None:
    """人数:学生156人,教师11人 on a form: all who are listed there."""
    label = _LABEL.search(text)
    if label is None or _NOT_LISTED.search(label["list"]):
        return None
    inside = tuple(one for one in numbers if label.start("list") <= one.start < label.end())
    counts = [one for one in _counts(text, inside, _MEMBER, False) if one.end <= label.end()]
    if len(counts) < 2:
        return None
    kinds = "、".join(dict.fromkeys(one.kind for one in counts if one.kind)) or None
    start, end = counts[0].start, counts[-1].end
    return _Count(sum(one.value for one in counts), False, start, end, 1.0, kinds)


def _joined(text: str, counts: Sequence[_Count]) -> _Count | None:
    """6名肢体残疾人,4名视力残疾人: groups side by side that have nobody in common."""
    named = [one for one in counts if one.score > 0 and one.kind]
    for first, second in pairwise(named):
        apart = _SIDE_BY_SIDE.fullmatch(text, first.end, second.start)
        kinds = (first.kind or "", second.kind or "")
        if apart and kinds[0] != kinds[1] and _disjoint(*kinds):
            total = first.value + second.value
            score = max(first.score, second.score)
            better = any(one.score > score or one.value > total for one in named)
            kind = "、".join(kinds)
            return None if better else _Count(total, False, first.start, second.end, score, kind)
    return None


def _disjoint(one: str, other: str) -> bool:
    """Whether nobody is both: 肢体残疾人 and 视力残疾人, 男孩 and 女孩, 老人 and 儿童."""
    return (
        one[-2:] == other[-2:]
        or {one[:1], other[:1]} == {"男", "女"}
        or (
            {bool(_OLD.search(one)), bool(_OLD.search(other))} == {True, False}
            and bool(_YOUNG.search(one + other))
        )
    )


def _single(text: str) -> _Count | None:
    """有个5岁男孩得了白血病: one person, though no number says so."""
    match = _ONE.search(text)
    if match is None:
        return None
    return _Count(1, False, match.start("one"), match.end(), 1.0, match["kind"])


def _counts(
    text: str, numbers: tuple[Found[Number], ...], pattern: re.Pattern[str], narrow: bool
) -> Iterator[_Count]:
    for found in numbers:
        number = found.value
        whole = number.value == number.value.to_integral_value()
        if not whole or not 1 <= number.value <= LARGEST or _NO_COUNT.search(text, 0, found.start):
            continue
        clause = text[
            max(text.rfind(mark, 0, found.start) for mark in ",。;!?\n") + 1 : found.start
        ]
        before = _BEFORE.search(clause)
        measured = _MEASURED if before and pattern is _PERSON else None
        match = pattern.match(text, found.end) or (measured and measured.match(text, found.end))
        if match is None or (narrow and _WIDER.search(clause)):
            continue
        groups = match.groupdict()
        kind = groups.get("what") or groups.get("kind") or (before["what"] if before else None)
        score = _score(clause + (kind or ""), bool(kind))
        yield _Count(
            int(number.value), number.ranged, found.start, match.end(), score, _own_kind(kind)
        )


def _score(context: str, kind: bool) -> float:
    near = context[-16:]
    score = 1.0 + kind
    score += 2 * bool(_TOTAL.search(near))
    score -= 2 * bool(_PART.search(context))
    score -= 4 * bool(_STAFF.search(near[-10:]))
    return score


def _own_kind(kind: str | None) -> str | None:
    """的留守儿童 → 留守儿童; 人口 is no kind of people."""
    if kind is None or kind in {"人口", "人数"}:
        return None
    return kind.rsplit("的", 1)[-1]


def _best(counts: Iterator[_Count]) -> _Count | None:
    """The likeliest count of all who benefit; of equals the larger."""
    likely = [count for count in counts if count.score >= 0]
    return max(likely, key=lambda count: (count.score, count.value), default=None)


def _main_kind(text: str) -> str | None:
    """The kind of people named first, when no count says it."""
    match = _KIND.search(text)
    return match[0] if match else None


def read_people(text: str) -> Beneficiaries:
    """The people a short answer states; a bare number counts people.

    Groups that are listed (男生60人，女生62人) are added up, unless one of the counts is of all.
    """
    found = find_people(text)
    people = found.value if found else Beneficiaries()
    if people.count is not None or people.households is not None:
        return _added(text, people)
    numbers = find_numbers(text)
    whole = [n.value.value for n in numbers if n.value.value == n.value.value.to_integral_value()]
    alone = len(numbers) == 1 and _AROUND.fullmatch(
        text[: numbers[0].start] + text[numbers[0].end :]
    )
    if len(whole) == 1 and alone and 1 <= whole[0] <= LARGEST:
        return Beneficiaries(int(whole[0]), None, people.kind)
    return people


def _added(text: str, people: Beneficiaries) -> Beneficiaries:
    counts = list(_counts(text, find_numbers(text), _MEMBER, False))
    if people.count is None or len(counts) < 2 or _NOT_LISTED.search(text):
        return people
    kinds = dict.fromkeys(one.kind for one in counts if one.kind)
    kind = "、".join(kinds) if kinds else people.kind
    return Beneficiaries(sum(one.value for one in counts), people.households, kind)

"""Finds what is lacking: items with quantity and unit, after need verbs, in lists, from states."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from api.domain.need import Item
from bot.understanding.numbers import find_numbers
from bot.understanding.span import Found
from bot.understanding.things import State, is_thing, thing, without_place, words
from bot.understanding.units import UNIT, counted_alone, metric

CLAUSE = re.compile("[^,。;!?\\n:]+")
JOINT = re.compile("、|\\s+|以及|和(?!平|睦)|及|与|或者?|还有")
_STRONG_ACT = re.compile(
    "购买|购置|采购|配备|新建|修建|安装|开办|建盖|募集|征集|(?:[打建修盖装换买要](?=[一二两三四五六七八九十几\\d]))|"
    "要(?=[^,。;\\d的]{1,8}\\d+[套件张盏台个本册支把床顶双副盒辆])"
)
_PEOPLE = re.compile(
    "学生|儿童|老人|群众|村民|居民|师生|孩子|教职工|人口|班级|民族|灾民|住户|微心愿|^户|^人|年级|"
    "^(?:教学班|班|行政村|自然村|村|乡|镇|县|省|月|家庭|心愿|国家|小时|合作社|村庄|项目|问题)$"
)
_LENGTH = re.compile("^(?:全长|总长|长度?|里程)$")
_FLOOR = re.compile("建筑面积$")
_OTHER_MEASURE = re.compile("(?:宽|厚|高|深|面积|占地|海拔|距离?|直径|人均|年龄)[度约]?$")
# 所需物资: … and 现需以下物品: … open a list.
_LABEL = re.compile(
    "[\\d.、]*(?:现|所|急|目前|我们|我校)*(?:需求?要?|缺少?)(?:的|以下|如下)*(?:物资|物品|东西|清单|内容|设备|什么)*"
    "(?:清单|明细|如下|包括|有)*|(?:物资|物品|需求)(?:清单|明细|如下)?"
)
_EACH_ONE = re.compile("有的|没有一|[每各](?:[人户名个间班所校村组]|位)")
_PERSONS_NEED = re.compile(r"\d+[多余]?名[^,。\d中半]{0,8}?(?:急需|需要|缺少?|没有)")
_WORN = re.compile("(?:衣|服|裤|鞋|帽|袜|手套|书包|被|水杯)$")
# Common to unlike things: 医疗设备 and 康复设备 are two.
_LOOSE = frozenset(
    ("设备", "设施", "用品", "物资", "器材", "系统", "维修", "中心", "老师", "教师", "医生", "人员")
)


def find_items(text: str) -> tuple[Found[Item], ...]:
    """What ``text`` (normalised) says is lacking, in order, each thing once."""
    kept: list[Found[Item]] = []
    for found in _stated(text):
        merge(kept, found)
    for state in words().states:
        if match := state.pattern.search(text):
            _imply(kept, state, match)
    return tuple(sorted(kept, key=lambda found: found.start))


def _imply(kept: list[Found[Item]], state: State, match: re.Match[str]) -> None:
    """Add what a state means, unless it is stated; a vaguer statement takes the state's name."""
    for at, one in enumerate(kept):
        if state.renames and state.renames.search(one.value.name):
            kept[at] = _named(one, state.item)
            return
        if state.covered and state.covered.search(one.value.name):
            return
    if not (state.alone and kept):
        what = without_place(match.groupdict().get("thing") or "").lstrip("人户名个")
        name = state.item.replace("{}", what)
        merge(kept, Found(Item(name), match.start(), match.end()))


def _named(found: Found[Item], name: str) -> Found[Item]:
    return replace(found, value=replace(found.value, name=name))


def merge(kept: list[Found[Item]], new: Found[Item]) -> None:
    """Add ``new`` unless it is there; a quantity completes the same thing named without one."""
    for at, old in enumerate(kept):
        if not _same(old.value.name, new.value.name):
            continue
        if old.value.quantity not in {None, 1} and new.value.quantity is not None:
            if old.value.name != new.value.name:
                continue
            return
        if new.value.quantity is not None:
            # 学习书桌 … 小书桌400张: the fuller name, with the quantity.
            kept[at] = _named(new, max(old.value.name, new.value.name, key=len))
        return
    kept.append(new)


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) > 1 and (longer.endswith(shorter) or longer.startswith(shorter)):
        return True
    return one[-2:] == other[-2:] and one[-2:] not in _LOOSE


def _stated(text: str) -> Iterator[Found[Item]]:
    """Things after a need verb, and the list that goes on in the clauses after it."""
    sale = bool(words().sale.search(text))
    last: Found[Item] | None = None
    listing = labelled = False
    for clause in CLAUSE.finditer(text):
        if last and (measured := _measured(clause[0])):
            last = replace(last, value=replace(last.value, quantity=measured[0], unit=measured[1]))
            yield last
            continue
        if last and (total := _in_all(clause[0], last.value)):
            last = replace(last, value=total)
            yield last
            continue
        listing = listing or (last is None and clause[0].startswith("包括"))
        if text[clause.end() : clause.end() + 1] == ":" and _LABEL.fullmatch(clause[0]):
            listing = labelled = True
            continue
        counted = False
        for at, piece in _pieces(clause[0], listing or sale):
            unquantified = labelled or not (listing or sale)
            for found in read_piece(piece, clause.start() + at, unquantified):
                counted = counted or found.value.quantity is not None
                if sale and found.value.unit == "亩":
                    continue  # what grows on the land is sold by weight
                last = _shared(found, clause[0])
                yield last
        listing, labelled = counted, False


def _shared(found: Found[Item], clause: str) -> Found[Item]:
    """80名学生需要棉衣 is 80 coats; 有的想要一本书 says nothing of how many there are."""
    item = found.value
    if item.quantity is not None and _is_for_each(clause):
        return replace(found, value=replace(item, quantity=None))
    persons = _PERSONS_NEED.search(clause)
    if item.quantity is None and persons and _WORN.search(item.name):
        count = find_numbers(persons[0])[0].value.value
        return replace(found, value=replace(item, quantity=count))
    return found


def _is_for_each(clause: str) -> bool:
    """Whether the last quantity of ``clause`` is that of one person: 每人一套, but not
    每人一套共需120套."""
    each = _EACH_ONE.search(clause)
    after = find_numbers(clause[each.end() :]) if each else ()
    return each is not None and len(after) < 2


def _in_all(clause: str, item: Item) -> Item | None:
    """共24台 after 每间需取暖器1台 counts all of them."""
    count = counted_alone(clause) if item.quantity is None and item.unit else None
    if count is None or count[2] or count[1] != item.unit:
        return None
    return replace(item, quantity=count[0])


def _measured(clause: str) -> tuple[Decimal, str] | None:
    """全长3500米 or 建筑面积200平方米 says how much of the thing named before."""
    for number in find_numbers(clause):
        unit = UNIT.match(clause, number.end)
        before = clause[: number.start].rstrip("约为是共")
        if unit and (_LENGTH.search(before) or _FLOOR.search(before)):
            return metric(number.value.value, unit[0])
    return None


def _pieces(clause: str, listing: bool) -> Iterator[tuple[int, str]]:
    """The pieces of a clause that may name things, with their offsets."""
    start = _start(clause, listing)
    if start is None or words().past.search(clause):
        return
    at = start
    for end, following in joints(clause, start):
        yield at, clause[at:end]
        at = following
    yield at, clause[at:]


def joints(clause: str, start: int = 0) -> list[tuple[int, int]]:
    """Where a list is cut, as (end of one thing, begin of the next): at 、 and 和, and between
    quantities that follow one another (篮球10个足球5个, 50床被子100个枕头)."""
    cuts = [joint.span() for joint in JOINT.finditer(clause, start)]
    counts = [
        (number.start, unit.end())
        for number in find_numbers(clause)
        if number.start >= start and (unit := UNIT.match(clause, number.end))
    ]
    for one, two in pairwise(counts):
        between = clause[one[1] : two[0]]
        if not JOINT.search(between) and is_thing(thing(between)):
            at = two[0] if _leads(clause[start : counts[0][0]]) else one[1]
            cuts.append((at, at))
    return sorted(cuts)


def _leads(before: str) -> bool:
    """Whether a list whose first quantity follows ``before`` names things after quantities."""
    return not is_thing(thing(before))


def _start(clause: str, listing: bool) -> int | None:
    """Where the things begin: behind the need verb and the verbs that follow it."""
    need = words().need.search(clause)
    if need is None:
        strong = [act.end() for act in _STRONG_ACT.finditer(clause)]
        return strong[-1] if strong else (0 if listing else None)
    at = need.end()
    for act in words().act.finditer(clause, at):
        near = act.start() - at <= 20 and "、" not in clause[at : act.start()]
        if near and (len(act[0]) > 1 or act.start() == at):
            at = act.end()
    return at


def read_piece(piece: str, offset: int, unquantified: bool) -> Iterator[Found[Item]]:
    """One piece of a list: 200套冬衣, 棉帐篷1000顶, 一水池 or 铅笔."""
    for number in find_numbers(piece):
        unit = UNIT.match(piece, number.end)
        before = thing(piece[: number.start])
        if _OTHER_MEASURE.search(before):
            return
        after = thing(piece[unit.end() if unit else number.end :])
        name = before if is_thing(before) and not is_thing(after) else after or before
        if (
            not name
            or _PEOPLE.search(name)
            or not (unit or (number.value.value == 1 and is_thing(after)))
        ):
            continue
        if not words().refused.search(name):
            quantity, measure = metric(number.value.value, unit[0]) if unit else (Decimal(1), None)
            yield Found(Item(name, quantity, measure), offset, offset + len(piece))
            return
    name = thing(piece)
    if unquantified and is_thing(name) and not any(char.isdigit() for char in name):
        start = offset + max(0, piece.find(name))
        yield Found(Item(name), start, start + len(name))

"""Finds what is lacking: items with quantity and unit, after need verbs, in lists, from states."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from api.domain.need import Item
from bot.understanding.apart import complete, lone_count, spoken_of
from bot.understanding.item_list import imply, merge, said_better, same
from bot.understanding.numbers import find_numbers
from bot.understanding.span import Found
from bot.understanding.things import is_thing, thing, words
from bot.understanding.units import UNIT, metric

CLAUSE = re.compile("[^,。;!?\\n:]+")
JOINT = re.compile("、|\\s+|以及|和(?!平|睦)|及|与|或者?|还有")
_STRONG_ACT = re.compile(
    "购买|购置|采购|配备|新建|修建|安装|开办|建盖|募集|征集|更换|添置|"
    "(?:[打建修盖装换买要添铺配补做拉订](?=[一二两三四五六七八九十几\\d]))|"
    "[要装换买添铺配补](?=[^,。;\\d的]{1,10}\\d+[套件张盏台个本册支把床顶双副盒辆组箱瓶袋桶])|"
    "(?:^|另|再|并)配(?![套合])|(?:^|另外?|再|想|要|能)[请派](?=[一两二三四五几\\d]+[位名])|"
    "(?:想|要|打算|准备)(?:再|新|给\\S{1,6}?)?(?:建设?|修|盖|办|添|买|装|配|换|铺|做)"
)
_MONEY = re.compile(r"\d.*[元块]")
# 冰柜、消毒柜各一台: the count is that of every thing listed.
# 讲解器20个就行: what is enough is asked for.
_ENOUGH = re.compile("(?:就行|即可|就可以|就够了?|够了)$")
# 1、学生棉服180套: numbered lines with quantities are a list, whatever was said before them.
_ORDINAL = re.compile(r"(?:^|[。;:\n])\s*[(]?\d{1,2}[、.)]\s*(?=[^\d\s])")
_TITLE = re.compile(r"关于[^。;:,\n]{2,60}?的(?:请示|报告|函|建议|议案|申请)")
_OF_EACH = re.compile("(?:各|均|分别)(?:需要?|要|有)?(?=[\\d一二两三四五六七八九十])")
# 50立方米的蓄水池1座: a measure before the name says how large it is, not how many there are.
_SIZE = re.compile("平方米|平米|立方米|米|公里|千米|斤|公斤|吨|亩")
_PEOPLE = re.compile(
    "学生|学员|徒弟|儿童|老人|群众|村民|居民|师生|孩子|教职工|人口|班级|民族|灾民|住户|微心愿|^户|^人|年级|"
    "^(?:教学班|班|行政村|自然村|村|乡|镇|县|省|月|家庭|心愿|国家|小时|合作社|村庄|项目|问题)$"
)
_OTHER_MEASURE = re.compile("(?:宽|厚|高|深|面积|占地|海拔|距离?|直径|人均|年龄)[度约]?$")
# 所需物资: … and 现需以下物品: … open a list.
_LABEL = re.compile(
    "[\\d.、]*(?:现|所|急|目前|我们|我校)*(?:需求?要?|缺少?)(?:的|以下|如下)*(?:物资|物品|东西|清单|内容|设备|什么)*"
    "(?:清单|明细|如下|包括|有)*|(?:物资|物品|需求)(?:清单|明细|如下)?"
)
_EACH_ONE = re.compile("有的|没有一|[每各](?:[人户名个间班所校村组]|位)")
_PERSONS_NEED = re.compile(r"\d+[多余]?名[^,。\d中半]{0,8}?(?:急需|需要|缺少?|没有)")
_WORN = re.compile("(?:衣|服|裤|鞋|帽|袜|手套|书包|被|水杯)$")


def find_items(text: str) -> tuple[Found[Item], ...]:
    """What ``text`` (normalised) says is lacking, in order, each thing once."""
    kept: list[Found[Item]] = []
    plain, numbered = _without_ordinals(text)
    for found in _stated(plain, numbered):
        merge(kept, found)
    if any(found.value.quantity is not None for found in kept):
        title = _TITLE.search(text)
        kept = [
            found
            for found in kept
            if not said_better(found.value, kept)
            and not (title and found.end <= title.end() and found.value.quantity is None)
        ]
    for state in words().states:
        if match := state.pattern.search(text):
            imply(kept, state, match)
    return tuple(sorted(kept, key=lambda found: found.start))


def _without_ordinals(text: str) -> tuple[str, frozenset[int]]:
    """``text`` with blanks for the numbers of a list, and where its lines begin."""
    starts = []
    for match in _ORDINAL.finditer(text):
        first = match.start() + (0 if text[match.start()].isdigit() else 1)
        text = text[:first] + " " * (match.end() - first) + text[match.end() :]
        starts.append(first)
    return text, frozenset(starts)


def _stated(text: str, numbered: frozenset[int]) -> Iterator[Found[Item]]:
    """Things after a need verb, and the list that goes on in the clauses after it."""
    sale = bool(words().sale.search(text))
    last: Found[Item] | None = None
    spoken: Item | None = None
    listing = labelled = False
    for clause in CLAUSE.finditer(text):
        if completed := complete(clause[0], spoken, last.value if last else None):
            start = last.start if last and not spoken else clause.start()
            last, spoken = Found(completed, start, clause.end()), None
            yield last
            continue
        listing = listing or clause.start() in numbered or bool(_ENOUGH.search(clause[0]))
        listing = listing or clause[0].startswith("其中" if last else "包括")
        if text[clause.end() : clause.end() + 1] == ":" and _LABEL.fullmatch(clause[0]):
            listing = labelled = True
            continue
        found = list(_read_clause(clause, listing, labelled, sale))
        for one in found:
            last = _with_quantity_of(spoken, one)
            yield last
        counted = any(one.value.quantity is not None for one in found)
        listing, labelled = counted, False
        spoken = spoken_of(clause[0]) or (None if found else spoken)


def _read_clause(
    clause: re.Match[str], listing: bool, labelled: bool, sale: bool
) -> Iterator[Found[Item]]:
    """The things one clause names as lacking."""
    each = _OF_EACH.search(clause[0])
    count = lone_count(clause[0][each.end() :]) if each else None
    stated = bool(words().need.search(clause[0]) or _STRONG_ACT.search(clause[0]))
    unquantified = labelled or (not sale and (stated or not listing))
    written = clause[0][: each.start()] if each and count else clause[0]
    for at, piece in _pieces(written, listing or sale or bool(each and count)):
        found_here = list(read_piece(piece, clause.start() + at, unquantified))
        if not found_here and count and 1 < len(name := thing(piece)) <= 6 and name.isalpha():
            found_here = [Found(Item(name), clause.start() + at, clause.start() + at + len(piece))]
        for found in found_here:
            if sale and found.value.unit == "亩":
                continue  # what grows on the land is sold by weight
            shared = _shared(found, clause[0])
            if count and shared.value.quantity is None:
                item = replace(shared.value, quantity=count.quantity, unit=count.unit)
                shared = replace(shared, value=item)
            yield shared


def _with_quantity_of(spoken: Item | None, found: Found[Item]) -> Found[Item]:
    """河堤垮了200米,想修河堤: the quantity that was broken is the one to be mended."""
    item = found.value
    if spoken is None or item.quantity is not None or not same(spoken.name, item.name):
        return found
    return replace(found, value=replace(item, quantity=spoken.quantity, unit=spoken.unit))


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


def _counted_after(piece: str, at: int) -> bool:
    """Whether a quantity in pieces follows, as in 50立方米蓄水池1座 or 800米长的护栏2条."""
    return any(
        number.start > at and (unit := UNIT.match(piece, number.end)) and not _SIZE.match(unit[0])
        for number in find_numbers(piece)
    )


def read_piece(piece: str, offset: int, unquantified: bool) -> Iterator[Found[Item]]:
    """One piece of a list: 200套冬衣, 棉帐篷1000顶, 一水池 or 铅笔."""
    for number in find_numbers(piece):
        unit = UNIT.match(piece, number.end)
        before = thing(piece[: number.start])
        if _OTHER_MEASURE.search(before):
            return
        if unit and _SIZE.fullmatch(unit[0]) and _counted_after(piece, unit.end()):
            continue
        after = thing(piece[unit.end() if unit else number.end :])
        name = before if is_thing(before) and not is_thing(after) else after or before
        if (
            not name
            or _MONEY.search(name)
            or (_PEOPLE.search(name) and not is_thing(name))
            or not (unit or (number.value.value == 1 and is_thing(after)))
        ):
            continue
        if not words().refused.search(name):
            quantity, measure = metric(number.value.value, unit[0]) if unit else (Decimal(1), None)
            some = measure == "批"  # 一批书 says nothing of how many
            item = Item(name) if some else Item(name, quantity, measure)
            yield Found(item, offset, offset + len(piece))
            return
    name = thing(piece)
    if unquantified and is_thing(name) and not any(char.isdigit() for char in name):
        start = offset + max(0, piece.find(name))
        yield Found(Item(name), start, start + len(name))

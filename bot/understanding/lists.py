"""Lists of things as people answer 需要什么: in fewer and looser words than a report has."""

import re
from dataclasses import replace

from api.domain.need import Item
from bot.understanding.item_list import merge
from bot.understanding.numbers import find_numbers
from bot.understanding.quantity import CLAUSE, find_items, joints, read_piece
from bot.understanding.span import Found
from bot.understanding.things import LONGEST, is_thing, thing, words
from bot.understanding.units import UNIT, counted_alone

_CLAUSE_MARK = re.compile("[,。;!?\n:\\d]")
_ASIDE = re.compile("\\([^()]*\\)")
_ORDINAL = re.compile(r"(?:^|(?<=[\s,。;]))\d{1,2}[.、)]\s*(?=[^\d\s])")
# 每人一套 counts one person's share, not the things.
_SHARE = re.compile(
    r"(?:每个?[人户名位孩间班]|人均|一?人手?)(?:子|学生|老人|级)?(?:要|需要?|得|有|想要)*"
    r"(?:[一两二三四五六七八九十]|\d+)[套件个双床本份张副袋箱]"
)
_EACH = re.compile(r"(?P<list>.+?)[,、\s]*(?:各|每样|每种)(?:要|需要?)?\s*(?P<count>[^,。;]+)")
# 把桥修一下, 电脑坏了要换20台: what is to be done stands behind the thing.
_TO_MEND = re.compile(
    r"(?:我们)?(?:想|要|希望|请|得|能)*(?:把|将)(?P<thing>[^,。;]{1,12}?)(?:都|再|重新)?"
    r"(?P<act>修|维修|修缮|修理|翻修|加固|硬化|改造|重建|粉刷|扩建)(?:一下|一修|好|起来)?(?:了|吧)?"
)
_TO_REPLACE = re.compile(
    r"(?P<thing>[^,。;\d]{1,12}?)(?:都|全|已经)*(?:[坏旧破烂]|老化|没法用|不能用)(?:了|掉|完)*[,\s]*"
    r"(?:想|需要?|要|得|急需)*(?:更?换|买|添|配)(?:成|新的)?(?=\d|[一两二三四五六七八九十])"
)
_MENDING = frozenset(("修", "维修", "修理"))
_SENTENCE = re.compile("[没不很了是去来太都就会在我你他谁什吗呢]")
_SERVICE = re.compile(
    "(?:服务|辅导|培训|课程|课|讲座|义诊|体检|支教|陪伴|护理|维修|改造|硬化|翻修|午餐)$"
)


def read_items(text: str) -> tuple[Item, ...]:
    """The things a short answer (normalised) lists; neither quantity nor need verb is needed.

    A quantity may stand apart from what it counts: 冬衣,身高120到150厘米,200套.
    """
    text = _prepared(text)
    if each := _EACH.fullmatch(text):
        return _of_each(each["list"], each["count"])
    counts = [count for clause in CLAUSE.finditer(text) if (count := counted_alone(clause[0]))]
    if len(counts) != 1:
        return _listed(text) or _bare(text)
    rest = ",".join(one[0] for one in CLAUSE.finditer(text) if not counted_alone(one[0]))
    quantity, unit, each_one = counts[0]
    items = _listed(rest)
    return tuple(
        replace(item, quantity=quantity, unit=unit)
        if item.quantity is None and (each_one or item is items[-1])
        else item
        for item in items
    )


def _prepared(text: str) -> str:
    """``text`` without remarks, numbering and shares, its verbs before their things."""
    text = _SHARE.sub("", _ORDINAL.sub("", _ASIDE.sub("", text)))
    if mend := _TO_MEND.fullmatch(text):
        act = "维修" if mend["act"] in _MENDING else mend["act"]
        return f"{mend['thing']}{act}"
    if replaced := _TO_REPLACE.match(text):
        name = replaced["thing"].rsplit("的", 1)[-1]
        return f"{name}{text[replaced.end() :]}"
    return text


def _of_each(listed: str, count: str) -> tuple[Item, ...]:
    """棉衣 棉鞋 手套 各120: the count is that of every thing."""
    numbers = find_numbers(count)
    if not numbers:
        return _listed(listed)
    unit = UNIT.match(count, numbers[0].end)
    quantity = numbers[0].value.value
    return tuple(
        replace(item, quantity=quantity, unit=unit[0] if unit else item.unit)
        for item in _listed(listed)
    )


def _bare(text: str) -> tuple[Item, ...]:
    """冬衣200: the unit was left out."""
    for number in find_numbers(text):
        name = thing(text[: number.start])
        if number.end == len(text) and is_thing(name):
            return (Item(name, number.value.value, None),)
    return ()


def _listed(text: str) -> tuple[Item, ...]:
    """What is stated as lacking, or the pieces of the list where they say more."""
    stated = tuple(found.value for found in find_items(text))
    pieces = _pieces(text)
    if stated and len(stated) >= len(pieces):
        return stated
    return pieces or _whole(text)


def _pieces(text: str) -> tuple[Item, ...]:
    kept: list[Found[Item]] = []
    enumerated = len(re.split("[、,]", text)) > 1 and not _SENTENCE.search(text)
    for clause in CLAUSE.finditer(text):
        at = 0
        for end, following in (*joints(clause[0]), (len(clause[0]), len(clause[0]))):
            piece = clause[0][at:end]
            for found in _piece(piece, clause.start() + at, enumerated):
                merge(kept, found)
            at = following
    return tuple(found.value for found in kept)


def _piece(piece: str, at: int, enumerated: bool) -> tuple[Found[Item], ...]:
    """One thing; in an enumeration also one of no known kind (枕头)."""
    found = tuple(read_piece(piece, at, True))
    name = thing(piece)
    if found or not enumerated or not 1 < len(name) <= 6 or not name.isalpha():
        return found
    if find_numbers(name):
        return ()
    return (Found(Item(name), at, at + len(piece)),)


def _whole(text: str) -> tuple[Item, ...]:
    """The whole answer as the name of one thing; of a longer one its first clause."""
    name = thing(text)
    if not 1 < len(name) <= LONGEST or _CLAUSE_MARK.search(name):
        first = thing(next((clause[0] for clause in CLAUSE.finditer(text)), ""))
        name = first if _SERVICE.search(first) else ""
    return (Item(name),) if name and not words().refused.search(name) else ()

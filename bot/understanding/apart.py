"""Quantities that stand apart from what they count: 护理床不够,缺20张; 每人两套, 一共137人."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from api.domain.need import Beneficiaries, Item
from bot.understanding.numbers import find_numbers
from bot.understanding.things import is_thing, thing, without_place
from bot.understanding.units import UNIT, metric

# What stands before a lone quantity of something named earlier.
_ASKED = re.compile(
    r"(?:现在?|目前|还|另外?|再|急|至少|一?共|总共|总计|共计|合计|大[概约]|约|想|希望|请求?|申请|打算|得|就|"
    r"缺少?|差|需要?|要|更?换成?|更新|补充?|添置?|增加?|购[买置]|买|装|安装|修|数量|是|[:\s])*"
)
_ROUGHLY = re.compile(r"(?:左右|上下|以上|吧|才?够|就行|没卖掉|卖不掉|待售|积压)*\s*")
# 太阳能路灯坏了30多盏, 护理床不够, 河堤垮了200米: what is spoken of before it is asked for.
_SPOKEN = re.compile(
    r"(?P<thing>[^\s,。;:!?、()\d]{1,30}?)(?:都|也|已经?|早就?|全部?|大多|大部分|现在|严重|远远|有些|又|就|还|被|显得)*"
    r"(?:不够用?|不足|太少|太旧|偏少|坏|垮|塌|破旧?|老化|报废|损坏|损毁|冲毁|冲垮|紧张|不全|滞销|卖不动|没人[收要买]|"
    r"卖不出去|卖不掉|没了销路)(?=$|[了掉\d一二两三四五六七八九十])"
)
# 床要100张: a short name again, with its quantity behind the verb.
_AGAIN = re.compile(
    r"(?:现在|其中|另外)?(?P<thing>[^\s,。;:!?、()\d]{1,6}?)(?:大[概约]|一?共|总共|还)*"
    r"(?:需要|缺少|要|需|缺|差)(?:大[概约]|约|一?共|总共)*"
)
_SHARE = re.compile(
    r"(?:每个?(?P<who>[人名位户家])(?:孩子|学生|老人|子|家|发|配|都|要|需|得)*|人手|一人(?=一))"
)
# 被褥太旧,想换新的 asks for what was spoken of.
_RENEW = re.compile(
    r"(?:都|全|想|要|需要?|请求?|希望|急需|打算)+(?:全部|都)?"
    r"(?:更?换|补充?|添|增加?|购?买|购置)(?:成|一?批|一些|些)?(?:新的?)?"
)
_HELD_BACK = re.compile("压着|积压|剩|没卖|卖不|待售|库存|堆着|没人")
_PRESSED = re.compile(r"[斤吨只头箱枚羽]|公斤")  # units of what is sold
_LENGTH = re.compile("^(?:全长|总长|长度?|里程)$")
_FLOOR = re.compile("建筑面积$")
_HOME = frozenset("户家")


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity in a unit; ``name`` is what it counts where the clause says it again."""

    quantity: Decimal
    unit: str
    name: str = ""


def lone_count(clause: str) -> Count | None:
    """The quantity of a clause that asks for more of what was named before: 缺20张, 更换40盏."""
    for number in find_numbers(clause):
        unit = UNIT.match(clause, number.end)
        if unit is None or not _ROUGHLY.fullmatch(clause, unit.end()):
            continue
        quantity, measure = metric(number.value.value, unit[0])
        if _ASKED.fullmatch(clause, 0, number.start):
            return Count(quantity, measure)
        again = _AGAIN.fullmatch(clause, 0, number.start)
        if again and is_thing(again["thing"]):
            return Count(quantity, measure, again["thing"])
    return None


def complete(clause: str, spoken: Item | None, last: Item | None) -> Item | None:
    """What was named before, with the quantity ``clause`` gives it, or ``None``.

    ``spoken`` is what was last said to be broken or too few, ``last`` what was last asked for.
    """
    if last and (measured := _measured(clause)):
        return replace(last, quantity=measured[0], unit=measured[1])
    if spoken and _RENEW.fullmatch(clause):
        return spoken
    count = lone_count(clause) or _unsold(clause, spoken)
    item = spoken if spoken and count and not count.name else last
    if count is None or item is None or (item is last and not _may_count(count, item)):
        return None
    return replace(item, quantity=count.quantity, unit=count.unit)


def _may_count(count: Count, item: Item) -> bool:
    """Whether ``count`` may be the missing quantity of ``item``."""
    fits = not item.unit or item.unit == count.unit
    return item.quantity is None and fits and item.name.endswith(count.name)


def _unsold(clause: str, spoken: Item | None) -> Count | None:
    """板栗卖不动,冷库还压着90吨: the quantity of what finds no buyer, wherever it stands."""
    if spoken is None or spoken.quantity is not None or not _HELD_BACK.search(clause):
        return None
    for number in find_numbers(clause):
        unit = UNIT.match(clause, number.end)
        if unit and _PRESSED.fullmatch(unit[0]):
            return Count(*metric(number.value.value, unit[0]))
    return None


def _measured(clause: str) -> tuple[Decimal, str] | None:
    """全长3500米 or 建筑面积200平方米 says how much of the thing named before."""
    for number in find_numbers(clause):
        unit = UNIT.match(clause, number.end)
        before = clause[: number.start].rstrip("约为是共")
        if unit and (_LENGTH.search(before) or _FLOOR.search(before)):
            return metric(number.value.value, unit[0])
    return None


def spoken_of(clause: str) -> Item | None:
    """The thing a clause says is broken, too few or unsold, with how many of it if that is said."""
    match = _SPOKEN.match(clause)
    name = thing(without_place(match["thing"])) if match else ""
    if match is None or not name:
        return None
    for number in find_numbers(clause):
        unit = UNIT.match(clause, number.end)
        if number.start >= match.end() and unit:
            return Item(name, *metric(number.value.value, unit[0]))
    return Item(name)


def shared_out(text: str, items: Sequence[Item], people: Beneficiaries) -> tuple[Item, ...]:
    """``items`` with what each person gets (每人两套) taken times the people there are.

    Only a thing without a quantity of its own is counted so, and only when it is the only one.
    """
    uncounted = [item for item in items if item.quantity is None]
    share = _share(text) if len(uncounted) == 1 else None
    if share is None:
        return tuple(items)
    each, unit, home = share
    heads = people.households if home else people.count
    if heads is None:
        return tuple(items)
    counted = replace(uncounted[0], quantity=each * heads, unit=unit)
    return tuple(counted if item is uncounted[0] else item for item in items)


def _share(text: str) -> tuple[Decimal, str, bool] | None:
    for match in _SHARE.finditer(text):
        for number in find_numbers(text):
            unit = UNIT.match(text, number.end) if number.start == match.end() else None
            if unit:
                return number.value.value, unit[0], (match["who"] or "") in _HOME
    return None

"""How much somebody wants to claim, read out of their words against what is open."""

import re
from decimal import Decimal

from api.domain.claimable import Claimable, Parts, Thing
from bot.understanding.money import find_amounts
from bot.understanding.numbers import find_numbers
from bot.understanding.span import Found
from knowledge.normalise import normalise

_MINUS = re.compile(r"(?:负|(?<![\d年月日])-)\s*$")
_ALL = re.compile(r"全部|全都|所有|整个|整件|全包|都要|都认|all of it|everything", re.IGNORECASE)
_MONEY = re.compile("钱|资金|款|元|money|fund", re.IGNORECASE)
_THINGS = re.compile("物资|东西|实物|物品|things|goods", re.IGNORECASE)
_SUM = re.compile(r"[万亿]\s*$")  # how a number ends that may be a sum without 元
_ENDS = re.compile(r"\s*(?:$|[,，、。;；和跟及加])")
_NEAR = 12  # characters between a number and the name of what it counts


def read_parts(text: str, still_open: Claimable) -> Parts | None:
    """What ``text`` asks for; ``None`` when it names no amount. More than is open stays as said,
    so that it can be refused with what is open."""
    plain = normalise(text).text
    money = [(_signed(plain, one), one.start, one.end) for one in _amounts(plain)]
    counted = [
        (thing, _sign(plain, one.start) * one.value.value)
        for one in find_numbers(plain)
        if not any(start <= one.start < end for _, start, end in money)
        and (thing := _counted(plain, one.start, one.end, still_open.things)) is not None
    ]
    if counted and not money and still_open.money:
        money = _sums_without_unit(plain)
    if money or counted:
        quantities: dict[int, Decimal] = {}
        for thing, amount in counted:
            quantities[thing.position] = quantities.get(thing.position, Decimal(0)) + amount
        return Parts(sum((one[0] for one in money), Decimal(0)), quantities)
    return _bare(plain, still_open) or _whole(plain, still_open)


def whole_of(still_open: Claimable, *, money: bool) -> Parts:
    """All the money that is open, or all the things."""
    if money:
        return Parts(still_open.money)
    return Parts(quantities={one.position: one.quantity for one in still_open.things})


def read_money(text: str) -> Decimal | None:
    """An amount in yuan, with or without 元; ``None`` when ``text`` is none."""
    found = read_parts(text, Claimable(Decimal(1), ()))
    return found.money if found else None


def _amounts(plain: str) -> list[Found[Decimal]]:
    return [Found(one.value.yuan, one.start, one.end) for one in find_amounts(plain)]


def _sums_without_unit(plain: str) -> list[tuple[Decimal, int, int]]:
    """The 3万 of 20套冬衣和3万: a round number beside things, which counts nothing."""
    return [
        (_sign(plain, one.start) * one.value.value, one.start, one.end)
        for one in find_numbers(plain)
        if _SUM.search(plain[one.start : one.end]) and _ENDS.match(plain[one.end :])
    ]


def _signed(plain: str, found: Found[Decimal]) -> Decimal:
    return _sign(plain, found.start) * found.value


def _sign(plain: str, start: int) -> int:
    return -1 if _MINUS.search(plain[:start]) else 1


def _counted(plain: str, start: int, end: int, things: tuple[Thing, ...]) -> Thing | None:
    """What a number counts: named right after it or before it, else told by its unit alone."""
    after, before = plain[end : end + _NEAR].lstrip(), plain[max(0, start - _NEAR) : start].rstrip()
    for thing in things:
        if after.removeprefix(thing.unit).lstrip("的 ").startswith(thing.name):
            return thing
    for thing in things:
        if before.rstrip(":,，、 要认领x×").endswith(thing.name):
            return thing
    of_unit = [thing for thing in things if after.startswith(thing.unit)]
    return of_unit[0] if len(of_unit) == 1 else None


def _bare(plain: str, still_open: Claimable) -> Parts | None:
    """A number and nothing else, where only one kind of amount can be meant."""
    numbers = find_numbers(plain)
    match = re.fullmatch(r"\s*(-?)[^\w]*\S+\s*", plain)
    if len(numbers) != 1 or match is None or plain[numbers[0].end :].strip():
        return None
    amount = _sign(plain, numbers[0].start) * numbers[0].value.value
    if still_open.money and not still_open.things:
        return Parts(amount)
    if len(still_open.things) == 1 and not still_open.money:
        return Parts(quantities={still_open.things[0].position: amount})
    return None


def _whole(plain: str, still_open: Claimable) -> Parts | None:
    if not _ALL.search(plain):
        return None
    if _THINGS.search(plain) and still_open.things:
        return whole_of(still_open, money=False)
    if _MONEY.search(plain) and still_open.money:
        return whole_of(still_open, money=True)
    if bool(still_open.money) is not bool(still_open.things):
        return whole_of(still_open, money=bool(still_open.money))
    return None

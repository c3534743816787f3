"""Decides which of the amounts in a report are its budget (预算) and its gap (资金缺口)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from api.domain.need import Item
from bot.understanding.money import LARGEST, Amount, Role, counts_things, find_amounts
from bot.understanding.numbers import DIGITS, find_numbers
from bot.understanding.span import Found

SMALLEST_BARE = 100  # yuan; who writes 5 means 5万, which must not be guessed
_CURRENCY = re.compile("[元块圆￥¥]")
# What may stand around a bare number in an answer about money.
_AROUND = re.compile(
    r"(?:大概|大约|大致|约|估计|预计|差不多|可能|应该|左右|上下|吧|呢|啊|总共|一共|共|还|需要?|要|得|是|有|就|预算|"
    r"资金|缺口|经费|差|缺|元|块|钱|多|来|以内|不到|至少|最多|够了?|的样子|[\s,。;:!])*"
)
RANGE_WARNING = "金额写的是一个范围，按上限登记，请核对。"
# The reporter asks for the money itself, so that the budget is what is lacking.
_PERIODS = frozenset("年月天日餐顿")  # 每天1800元 is a cost that goes on, no price of things
_ONE_SHARE = re.compile("(?:每个?[人名位户家]\\S{0,3}|人手)$")
_LACKING_SHARE = re.compile(
    r"(?:剩下|剩余|其余|余下|[还尚]差|[还尚]缺|缺口)的?(?:约|大概|有|是|部分)*"
    r"(?:一半|半数|(?P<tenths>[一二三四五六七八九])成|(?P<percent>\d{1,2})%)"
)
_SENTENCE_END = re.compile("[。;\n]")
_REQUEST = re.compile(
    r"(?:申请|[请恳]\S{0,4}(?:给予|予以|帮助))[^,。;表人书]{0,8}(?:资金|经费|拨款|补助|支持|资助|帮扶|援助)|申请(?:$|[,。;!])|(?:解决|拨付|拨给|拨款|批准|给予)\S{0,6}(?:资金|经费)|(?:资金|经费)\S{0,4}"
    r"(?:有限|不足|短缺|困难|紧张)|没有?着落|没有来源|缺[少乏]?\S{0,4}(?:资金|经费)|无力(?:承担|解决)|请\S{0,4}拨"
)


@dataclass(frozen=True, slots=True)
class Funding:
    """Budget and gap in yuan with their spans, and what a person should look at."""

    budget: Found[Decimal] | None = None
    gap: Found[Decimal] | None = None
    warnings: tuple[str, ...] = ()


def find_funding(text: str, items: Sequence[Item] = ()) -> Funding:
    """Budget and gap stated in ``text`` (normalised), a report that needs ``items``.

    A loss, a debt, a standard, an income or money already raised is neither. A price for each
    times the number of pieces is a budget. When the reporter asks for the money and none has
    been raised, the gap is the budget.
    """
    amounts = find_amounts(text)
    budget = _budget(text, amounts, items)
    gap = _first(amounts, Role.GAP)
    raised = any(found.value.role is Role.RAISED for found in amounts)
    if gap is None and budget:
        gap = _share(text, budget) or (
            _rest(text, amounts, budget) if raised else budget if _REQUEST.search(text) else None
        )
    used = {found.start for found in (budget, gap) if found}
    ranged = any(found.value.number.ranged for found in amounts if found.start in used)
    return Funding(budget, gap, (RANGE_WARNING,) if ranged else ())


def _budget(
    text: str, amounts: tuple[Found[Amount], ...], items: Sequence[Item]
) -> Found[Decimal] | None:
    own = [found for found in amounts if found.value.role is Role.BUDGET]
    whole = [found for found in own if not found.value.part] or own
    if totals := [found for found in whole if found.value.total]:
        largest = max(totals, key=lambda found: found.value.yuan)
        return Found(largest.value.yuan, largest.start, largest.end)
    if whole:
        total = sum((found.value.yuan for found in whole), Decimal(0))
        return Found(total, whole[0].start, whole[-1].end)
    return _only(text, amounts) or _product(text, amounts, items)


def _share(text: str, budget: Found[Decimal]) -> Found[Decimal] | None:
    """剩下一半没着落: a share of the budget that is lacking."""
    match = _LACKING_SHARE.search(text, budget.end)
    if match is None:
        return None
    if match["percent"]:
        share = Decimal(match["percent"]) / 100
    elif match["tenths"]:
        share = Decimal(DIGITS[match["tenths"]]) / 10
    else:
        share = Decimal("0.5")
    whole = (budget.value * share).quantize(Decimal(1)) if 0 < share < 1 else None
    return None if whole is None else Found(whole, budget.start, match.end())


def _rest(
    text: str, amounts: tuple[Found[Amount], ...], budget: Found[Decimal]
) -> Found[Decimal] | None:
    """约28万,已有企业捐10万: what the budget lacks when part of it is there already. What was
    raised before the budget is spoken of may have been for something else."""
    raised = [
        found
        for found in amounts
        if found.value.role is Role.RAISED
        and found.start >= budget.end
        and len(_SENTENCE_END.findall(text[budget.end : found.start])) < 2
    ]
    there = sum((found.value.yuan for found in raised), Decimal(0))
    if not raised or there >= budget.value:
        return None
    return Found(budget.value - there, budget.start, raised[-1].end)


def _product(
    text: str, amounts: tuple[Found[Amount], ...], items: Sequence[Item]
) -> Found[Decimal] | None:
    """每套226元共118套: the price times the number of pieces of the same measure."""
    for price in amounts:
        if price.value.role is not Role.UNIT_PRICE or price.value.measure in _PERIODS:
            continue
        if price.value.measure is None:
            counted = [item for item in items if item.quantity is not None]
            product = price.value.yuan * (counted[0].quantity or 0) if counted else None
            return Found(product, price.start, price.end) if product else None
        for number in find_numbers(text):
            apart = number.end <= price.start or number.start >= price.end
            apart = apart and number.start != price.end  # 1100元一台
            apart = apart and not _ONE_SHARE.search(text, 0, number.start)
            if apart and text.startswith(price.value.measure, number.end):
                product = price.value.yuan * number.value.value
                start, end = min(price.start, number.start), max(price.end, number.end + 1)
                return Found(product, start, end) if product <= LARGEST else None
        for item in items:
            if item.unit == price.value.measure and item.quantity is not None:
                product = price.value.yuan * item.quantity
                return Found(product, price.start, price.end) if product <= LARGEST else None
    return None


def _only(text: str, amounts: tuple[Found[Amount], ...]) -> Found[Decimal] | None:
    """A single amount that is a clause of its own (…，5万元左右。) is the budget, whatever is
    said of amounts that play another part."""
    others = [found for found in amounts if found.value.role is Role.OTHER]
    apart = not any(one.value.role in {Role.BUDGET, Role.LOSS, Role.DEBT} for one in amounts)
    if len(others) != 1 or not apart:
        return None
    found = others[0]
    before = re.search(
        r"(?:^|[,。;!?\s])(?:大概|大约|约|共|要|花|人民币|预计|最多|不超过|[¥￥])*$",
        text[: found.start],
    )
    after = re.match(
        r"(?:左右|上下|以内|之内|就|足|够了?|即可|行|封顶|的样子|吧)*(?:$|[,。;!?\s])",
        text[found.end :],
    )
    return Found(found.value.yuan, found.start, found.end) if before and after else None


def _first(amounts: tuple[Found[Amount], ...], role: Role) -> Found[Decimal] | None:
    for found in amounts:
        if found.value.role is role:
            return Found(found.value.yuan, found.start, found.end)
    return None


def read_amount(text: str) -> Decimal | None:
    """The yuan a short answer states; a number without a unit is yuan (三十万左右, 50000).

    A price for each is no amount, nor is a number that stands among other words (返回上一步),
    nor a bare one so small that its unit must have been left out (5).
    """
    funding = find_funding(text)
    for found in (funding.budget, funding.gap, *_all(text)):
        if found and (found.value >= SMALLEST_BARE or _CURRENCY.search(text)):
            return found.value
    return None


def is_unit_price(text: str) -> bool:
    """Whether the amount ``text`` states is a price for each."""
    return any(found.value.role is Role.UNIT_PRICE for found in find_amounts(text))


def _all(text: str) -> Iterator[Found[Decimal]]:
    amounts = find_amounts(text)
    for amount in amounts:
        if amount.value.role is not Role.UNIT_PRICE:
            yield Found(amount.value.yuan, amount.start, amount.end)
    numbers = find_numbers(text)
    if amounts or len(numbers) != 1:
        return
    number = numbers[0]
    around = text[: number.start] + text[number.end :]
    large = re.search("[万千亿w]", text[number.start : number.end], re.IGNORECASE)
    sure = _AROUND.fullmatch(around) or (large and not counts_things(text, number.end))
    if SMALLEST_BARE <= number.value.value <= LARGEST and sure:
        yield Found(number.value.value, number.start, number.end)

"""Decides which of the amounts in a report are its budget (预算) and its gap (资金缺口)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.money import LARGEST, Amount, Role, counts_things, find_amounts
from bot.understanding.numbers import find_numbers
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
_REQUEST = re.compile(
    r"申请|(?:解决|拨付|拨给|拨款|批准|给予)\S{0,6}(?:资金|经费)|(?:资金|经费)\S{0,4}"
    r"(?:有限|不足|短缺|困难|紧张|没有着落)|缺[少乏]?\S{0,4}(?:资金|经费)|无力承担|请\S{0,4}拨"
)


@dataclass(frozen=True, slots=True)
class Funding:
    """Budget and gap in yuan with their spans, and what a person should look at."""

    budget: Found[Decimal] | None = None
    gap: Found[Decimal] | None = None
    warnings: tuple[str, ...] = ()


def find_funding(text: str) -> Funding:
    """Budget and gap stated in ``text`` (normalised).

    A loss, a debt, a standard, an income or money already raised is neither. A price for each
    times the number of pieces is a budget. When the reporter asks for the money and none has
    been raised, the gap is the budget.
    """
    amounts = find_amounts(text)
    budget = _budget(text, amounts)
    gap = _first(amounts, Role.GAP)
    raised = any(found.value.role is Role.RAISED for found in amounts)
    if gap is None and budget and not raised and _REQUEST.search(text):
        gap = budget
    used = {found.start for found in (budget, gap) if found}
    ranged = any(found.value.number.ranged for found in amounts if found.start in used)
    return Funding(budget, gap, (RANGE_WARNING,) if ranged else ())


def _budget(text: str, amounts: tuple[Found[Amount], ...]) -> Found[Decimal] | None:
    own = [found for found in amounts if found.value.role is Role.BUDGET]
    whole = [found for found in own if not found.value.part] or own
    if totals := [found for found in whole if found.value.total]:
        largest = max(totals, key=lambda found: found.value.yuan)
        return Found(largest.value.yuan, largest.start, largest.end)
    if whole:
        total = sum((found.value.yuan for found in whole), Decimal(0))
        return Found(total, whole[0].start, whole[-1].end)
    return _product(text, amounts) or _only(text, amounts)


def _product(text: str, amounts: tuple[Found[Amount], ...]) -> Found[Decimal] | None:
    """每套226元共118套: the price times the number of pieces of the same measure."""
    for price in amounts:
        if price.value.role is not Role.UNIT_PRICE or not price.value.measure:
            continue
        for number in find_numbers(text):
            apart = number.end <= price.start or number.start >= price.end
            if apart and text.startswith(price.value.measure, number.end):
                product = price.value.yuan * number.value.value
                start, end = min(price.start, number.start), max(price.end, number.end + 1)
                return Found(product, start, end) if product <= LARGEST else None
    return None


def _only(text: str, amounts: tuple[Found[Amount], ...]) -> Found[Decimal] | None:
    """A single amount that is a clause of its own (…，5万元左右。) is the budget."""
    if len(amounts) != 1 or amounts[0].value.role is not Role.OTHER:
        return None
    found = amounts[0]
    before = re.search(
        r"(?:^|[,。;!?\s])(?:大概|大约|约|共|要|花|人民币|[¥￥])*$", text[: found.start]
    )
    after = re.match(r"(?:左右|上下|就够了?|足够)?(?:$|[,。;!?\s])", text[found.end :])
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

"""What somebody looks for among published needs: filters, each a chip that can be taken away."""

import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from api.domain.category import Category
from api.domain.errors import Invalid
from api.domain.need import Urgency
from api.domain.need_filters import Chip, Order, Standing, Within
from api.domain.need_groups import people_groups, site_groups

MOST_VALUES = 8  # of one filter
LONGEST_WORD = 30  # characters
LARGEST = Decimal(10) ** 11  # yuan


@dataclass(frozen=True, slots=True)
class NeedQuery:
    """Filters on published needs. Values of one filter are alternatives; filters all hold.

    ``least_yuan`` and ``most_yuan`` bound what is still open. ``people`` and ``sites`` are codes
    of ``need_groups``. ``urgency`` is the least there must be, ``before`` the day by which the
    need must be met. ``words`` are searched for in the text.

    Raises:
        Invalid: a value that no need can have, or too many of them.
    """

    categories: tuple[Category, ...] = ()
    places: tuple[Within, ...] = ()
    least_yuan: Decimal | None = None
    most_yuan: Decimal | None = None
    people: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    urgency: Urgency | None = None
    before: date | None = None
    standing: Standing = Standing.OPEN
    order: Order = Order.BEST

    def __post_init__(self) -> None:
        """Hold no nonsense."""
        for field, amount in (("least", self.least_yuan), ("most", self.most_yuan)):
            if amount is not None and not 0 < amount <= LARGEST:
                raise Invalid(field, "金额要大于 0 元、不超过一千亿元。请改一下金额再找。")
        both = self.least_yuan is not None and self.most_yuan is not None
        if both and (self.least_yuan or 0) > (self.most_yuan or 0):
            raise Invalid("least", "金额的下限比上限还大。请改一下金额再找。")
        for values in (self.categories, self.places, self.people, self.sites, self.words):
            if len(values) > MOST_VALUES:
                raise Invalid("q", f"同一种条件最多 {MOST_VALUES} 个。请去掉几个再找。")
        if any(not word.strip() or len(word) > LONGEST_WORD for word in self.words):
            raise Invalid("word", f"要找的词不超过 {LONGEST_WORD} 个字。请写短一点再找。")
        _known("people", self.people, people_groups())
        _known("site", self.sites, site_groups())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is filtered by."""
        return self == NeedQuery(order=self.order)

    def chips(self) -> tuple[Chip, ...]:
        """The filters in force, in the order they are shown."""
        return tuple(chip for chip, _ in self._parts())

    def without(self, key: str) -> "NeedQuery":
        """This query without the filter of that key; an unknown key changes nothing.

        ``standing`` of a query with the usual standing looks at needs whatever their standing.
        """
        if key == "standing" and self.standing is Standing.OPEN:
            return replace(self, standing=Standing.ANY)
        return next((query for chip, query in self._parts() if chip.key == key), self)

    def refined(self, by: "NeedQuery") -> "NeedQuery":
        """This query with every filter that ``by`` states in place of its own.

        Raises:
            Invalid: together they make no sense (more than 10万, then 5万以内).
        """
        usual = NeedQuery()
        said = {one.name: getattr(by, one.name) for one in fields(by)}
        return replace(self, **{k: v for k, v in said.items() if v != getattr(usual, k)})

    def _parts(self) -> Iterable[tuple[Chip, "NeedQuery"]]:
        for place in self.places:
            rest = tuple(one for one in self.places if one != place)
            yield Chip(f"p{place.code}", place.name), replace(self, places=rest)
        for category in self.categories:
            left = tuple(one for one in self.categories if one != category)
            yield Chip(f"c{category}", category.label), replace(self, categories=left)
        for code in self.people:
            yield (
                Chip(f"g{code}", people_groups()[code].label),
                replace(self, people=_but(self.people, code)),
            )
        for code in self.sites:
            yield (
                Chip(f"s{code}", site_groups()[code].label),
                replace(self, sites=_but(self.sites, code)),
            )
        for word in self.words:
            yield Chip(word_key(word), f"“{word}”"), replace(self, words=_but(self.words, word))
        yield from self._single_parts()

    def _single_parts(self) -> Iterable[tuple[Chip, "NeedQuery"]]:
        if self.least_yuan is not None:
            yield Chip("least", f"{yuan(self.least_yuan)}以上"), replace(self, least_yuan=None)
        if self.most_yuan is not None:
            yield Chip("most", f"{yuan(self.most_yuan)}以内"), replace(self, most_yuan=None)
        if self.urgency is not None:
            yield Chip("urgency", self.urgency.label), replace(self, urgency=None)
        if self.before is not None:
            day = f"{self.before.year}年{self.before.month}月{self.before.day}日前要"
            yield Chip("before", day), replace(self, before=None)
        if self.standing is not Standing.OPEN:
            yield Chip("standing", self.standing.label), replace(self, standing=Standing.OPEN)
        if self.order is not Order.BEST:
            yield Chip("order", self.order.label), replace(self, order=Order.BEST)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The query as the parameters of an address, in one order; ``from_pairs`` reads them."""
        found = [("category", str(one)) for one in self.categories]
        found += [("place", place.code) for place in self.places]
        found += [("people", code) for code in self.people]
        found += [("site", code) for code in self.sites]
        found += [("word", word) for word in self.words]
        single = (
            ("least", None if self.least_yuan is None else f"{self.least_yuan.normalize():f}"),
            ("most", None if self.most_yuan is None else f"{self.most_yuan.normalize():f}"),
            ("urgency", self.urgency),
            ("before", self.before and self.before.isoformat()),
            ("standing", None if self.standing is Standing.OPEN else self.standing),
            ("order", None if self.order is Order.BEST else self.order),
        )
        return (*found, *((name, str(value)) for name, value in single if value is not None))

    def query_string(self) -> str:
        """The parameters of an address (``category=education&place=5326&most=50000``)."""
        return urlencode(self.pairs())


def word_key(word: str) -> str:
    """The key of the chip of a word: the same word has the same key in every query."""
    return f"w{zlib.crc32(word.encode()):08x}"


def yuan(amount: Decimal) -> str:
    """An amount as people say it: 5万元, 3200元."""
    if amount >= 10_000:
        return f"{(amount / 10_000).normalize():f}万元"
    return f"{amount.normalize():f}元"


def _but(values: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(value for value in values if value != one)


def _known(field: str, codes: Collection[str], groups: Collection[str]) -> None:
    if not set(codes) <= set(groups):
        raise Invalid(field, f"没有这一类人群或场所。可以用：{'、'.join(groups)}。")

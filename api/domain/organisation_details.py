"""What an Organisation states of itself: focus, areas, capacity, annual review, rating."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from api.domain.category import Category
from api.domain.errors import Invalid
from api.domain.organisation import Area

LONGEST_NAME = 60  # characters; the longest registered names have about 40
LONGEST_TEXT = 120
MOST_AREAS = 40
MOST_A_YEAR = Decimal(10_000_000_000)  # yuan; more than any foundation gives in a year
EARLIEST_YEAR = 2000  # of an annual review or a rating


class Review(StrEnum):
    """The outcome of an annual review (年检结论) or annual report."""

    PASSED = "passed"
    BASIC = "basic"
    FAILED = "failed"
    NONE = "none"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return REVIEW_LABELS[self]


REVIEW_LABELS = {
    Review.PASSED: "合格",
    Review.BASIC: "基本合格",
    Review.FAILED: "不合格",
    Review.NONE: "还没有年检",
}
RATINGS = ("5A", "4A", "3A", "2A", "1A")  # 社会组织评估等级


@dataclass(frozen=True, slots=True)
class Details:
    """What an organisation states of itself beside its name and code.

    No ``focus`` means any category, no ``areas`` anywhere. ``capacity_yuan`` is how much it can
    give in a year; ``review_year`` and ``rating_year`` are the years those outcomes stand for.
    """

    focus: tuple[Category, ...] = ()
    areas: tuple[Area, ...] = ()
    beneficiaries: str = ""
    capacity_yuan: Decimal | None = None
    review: Review | None = None
    review_year: int | None = None
    rating: str = ""
    rating_year: int | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises:
            Invalid: ``field`` names what is too long, absurd, or no rating.
        """
        if len(self.areas) > MOST_AREAS:
            raise Invalid(
                "areas", f"服务地区最多写 {MOST_AREAS} 个。可以写到省或州市，不必逐县写。"
            )
        if len(self.beneficiaries) > LONGEST_TEXT:
            raise Invalid("beneficiaries", f"服务对象最多 {LONGEST_TEXT} 字。请精简后再填。")
        check_capacity(self.capacity_yuan)
        if self.rating and self.rating not in RATINGS:
            raise Invalid("rating", "评估等级是 1A 到 5A。没有参加评估可以跳过。")


def check_capacity(yuan: Decimal | None) -> None:
    """Refuse an amount nobody gives in a year.

    Raises:
        Invalid: it is not positive, or above ``MOST_A_YEAR``.
    """
    if yuan is None:
        return
    if yuan <= 0:
        raise Invalid("capacity_yuan", "每年能投入的金额要大于零。还没有打算可以跳过。")
    if yuan > MOST_A_YEAR:
        raise Invalid(
            "capacity_yuan", "这个金额超过每年 100 亿元，请核对单位是不是写错了，比如“50万元”。"
        )


def check_year(year: int, today: date, name: str) -> None:
    """Refuse a year that has not come or is long past.

    Raises:
        Invalid: ``field`` is ``name``.
    """
    if not EARLIEST_YEAR <= year <= today.year:
        raise Invalid(name, f"年份要在 {EARLIEST_YEAR} 到 {today.year} 之间。请核对后再填。")


_BLANKS = re.compile(r"(?<![A-Za-z0-9.,&)]) | (?![A-Za-z0-9&(])")


def clean_name(text: str) -> str:
    """A name as it is kept: without blanks, but for those between words in Latin letters.

    Raises:
        Invalid: empty or too long.
    """
    name = _BLANKS.sub("", " ".join(text.split()))
    if len(name) < 4:
        raise Invalid("name", "请写登记证书上的全称，比如“上海市慈善基金会”。")
    if len(name) > LONGEST_NAME:
        raise Invalid("name", f"机构名称最多 {LONGEST_NAME} 字。请照登记证书写全称，不加说明。")
    return name

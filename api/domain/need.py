"""A Need (需求): what a place lacks, for whom, how much, by when."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from api.domain.category import Category
from api.domain.place import Place


class Urgency(StrEnum):
    """How pressing a need is (紧急程度)."""

    NORMAL = "normal"
    URGENT = "urgent"
    SUDDEN = "sudden"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return {"normal": "一般", "urgent": "急需", "sudden": "突发困难"}[self.value]


class FiscalCover(StrEnum):
    """Whether fiscal funds already cover the need (财政资金是否覆盖)."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return {"none": "财政资金未覆盖", "partial": "部分覆盖", "full": "已覆盖"}[self.value]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is lacking: 200 套 冬衣. A quantity not stated is ``None``."""

    name: str
    quantity: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Beneficiaries:
    """Who would be helped: people, households, and the kind of people (受益对象)."""

    count: int | None = None
    households: int | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What a reporter submits. Money is Decimal yuan; unknown values are ``None``.

    ``deadline`` is the phrase as written, ``deadline_date`` what it resolves to in
    Asia/Shanghai. ``evidence`` holds ids of stored files. ``contact`` names a person and unit;
    telephone numbers never reach it.
    """

    title: str
    category: Category | None = None
    secondary_category: Category | None = None
    place: Place = field(default_factory=Place)
    items: tuple[Item, ...] = ()
    description: str = ""
    beneficiaries: Beneficiaries = field(default_factory=Beneficiaries)
    budget_yuan: Decimal | None = None
    gap_yuan: Decimal | None = None
    fiscal_cover: FiscalCover | None = None
    urgency: Urgency | None = None
    deadline: str | None = None
    deadline_date: date | None = None
    evidence: tuple[str, ...] = ()
    contact: str | None = None


# Every field a dialogue asks for, a return may name and a ticket shows, in the order shown.
# The keys are the attributes of Need, the slots of the report flow and the JSON names.
FIELDS: dict[str, str] = {
    "place": "地点",
    "category": "类别",
    "items": "需要什么",
    "beneficiaries": "受益对象",
    "budget_yuan": "预算",
    "gap_yuan": "资金缺口",
    "fiscal_cover": "财政覆盖",
    "urgency": "紧急程度",
    "deadline": "期限",
    "description": "情况说明",
    "evidence": "佐证材料",
    "contact": "联系人",
}

# What is read off a field and changes with it.
DERIVED = {"deadline": ("deadline_date",), "category": ("secondary_category",)}

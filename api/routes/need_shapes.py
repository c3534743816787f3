"""Published needs and searches for them as JSON."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.domain.need_found import Facet, Found, FoundNeed, Relaxation
from api.domain.need_query import NeedQuery
from api.domain.public_need_json import public_need_json

EXAMPLE_NEED: dict[str, Any] = {
    "number": 1001,
    "title": "澜沧拉祜族自治县：冬衣",
    "description": "高寒山区，学生冬天缺少厚衣服。",
    "category": "education",
    "category_label": "教育",
    "place": {
        "province": "云南省",
        "prefecture": "普洱市",
        "county": "澜沧拉祜族自治县",
        "township": "木戛乡",
        "code": "530828205",
    },
    "items": [{"name": "冬衣", "quantity": 200, "unit": "套"}],
    "people": "200 人，小学生",
    "wanted_yuan": 50000,
    "open_yuan": 50000,
    "open_items": [{"name": "冬衣", "quantity": 200, "unit": "套"}],
    "claimed": 0,
    "urgency": "urgent",
    "urgency_label": "急需",
    "deadline": "",
    "deadline_date": "2026-12-20",
    "status": "published",
    "status_label": "已发布",
    "month": "2026-11",
    "page": "/needs/1001",
}
EXAMPLE_FOUND: dict[str, Any] = {
    "query": "category=education&place=53&most=50000",
    "total": 1,
    "page": 1,
    "pages": 1,
    "chips": [
        {"key": "p53", "label": "云南省", "without": "category=education&most=50000"},
        {"key": "ceducation", "label": "教育", "without": "place=53&most=50000"},
        {"key": "most", "label": "5万元以内", "without": "category=education&place=53"},
    ],
    "needs": [{**EXAMPLE_NEED, "reasons": ["类别是教育", "在澜沧拉祜族自治县"], "score": 0.12}],
    "near": [],
    "categories": [{"code": "education", "label": "教育", "count": 1}],
    "provinces": [{"code": "53", "label": "云南省", "count": 1}],
    "relaxations": [],
}


class PlaceOut(BaseModel):
    """Divisions by official name, and the GB/T 2260 code of the lowest; a site is never told."""

    province: str | None
    prefecture: str | None
    county: str | None
    township: str | None
    code: str | None


class ItemOut(BaseModel):
    """One thing that is lacking; a quantity nobody stated is null."""

    name: str
    quantity: float | int | None
    unit: str | None


class NeedOut(BaseModel):
    """A published need as everybody sees it. Money is in yuan; ``claimed`` is the share that was
    taken on (0…1), null when some of it is and nobody knows how much; ``month`` is YYYY-MM."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_NEED]})

    number: int
    title: str
    description: str
    category: str | None
    category_label: str | None
    place: PlaceOut
    items: list[ItemOut]
    people: str
    wanted_yuan: float | int | None
    open_yuan: float | int | None
    open_items: list[ItemOut]
    claimed: float | int | None
    urgency: Literal["normal", "urgent", "sudden"] | None
    urgency_label: str | None
    deadline: str
    deadline_date: date | None
    status: str
    status_label: str
    month: str | None
    page: str = Field(description="where its page is, on this host")

    @classmethod
    def of(cls, found: FoundNeed) -> "NeedOut":
        """The shape of a need."""
        return cls.model_validate(public_need_json(found.need))


class FoundNeedOut(NeedOut):
    """A need that was found: in words why, and how well it answers (to order by, no more)."""

    reasons: list[str]
    score: float

    @classmethod
    def of_found(cls, found: FoundNeed) -> "FoundNeedOut":
        """The shape of a need with why it was found."""
        more = {"reasons": list(found.reasons), "score": found.score}
        return cls.model_validate(NeedOut.of(found).model_dump() | more)


class ChipOut(BaseModel):
    """A filter in force, and the query string without it."""

    key: str
    label: str
    without: str


class FacetOut(BaseModel):
    """A value one could filter by, and how many needs it would find beside the other filters."""

    code: str
    label: str
    count: int

    @classmethod
    def of(cls, facet: Facet) -> "FacetOut":
        """The shape of ``facet``."""
        return cls(code=facet.code, label=facet.label, count=facet.count)


class RelaxationOut(BaseModel):
    """What is found without one filter, when nothing is found with it."""

    key: str
    label: str
    count: int
    sentence: str
    without: str

    @classmethod
    def of(cls, relaxation: Relaxation, query: NeedQuery) -> "RelaxationOut":
        """The shape of ``relaxation`` of ``query``."""
        return cls(
            key=relaxation.key,
            label=relaxation.label,
            count=relaxation.count,
            sentence=relaxation.sentence,
            without=query.without(relaxation.key).query_string(),
        )


class SuggestedOut(BaseModel):
    """What is found; ``query`` is all that was understood, as a query string. ``near`` are needs
    beyond the total that keep to the filters and mean something like the words."""

    query: str
    total: int
    chips: list[ChipOut]
    needs: list[FoundNeedOut]
    near: list[FoundNeedOut]

    @classmethod
    def of(cls, found: Found) -> "SuggestedOut":
        """The shape of ``found``."""
        return cls(
            query=found.query.query_string(),
            total=found.total,
            chips=[
                ChipOut(
                    key=chip.key,
                    label=chip.label,
                    without=found.query.without(chip.key).query_string(),
                )
                for chip in found.chips
            ],
            needs=[FoundNeedOut.of_found(one) for one in found.needs],
            near=[FoundNeedOut.of_found(one) for one in found.near],
        )


class FoundOut(SuggestedOut):
    """One page of what was found."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_FOUND]})

    page: int
    pages: int
    categories: list[FacetOut]
    provinces: list[FacetOut]
    relaxations: list[RelaxationOut]

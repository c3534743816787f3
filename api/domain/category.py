"""The eleven categories of need (类别), code and Chinese label."""

from enum import StrEnum


class Category(StrEnum):
    """What a need is about; the value is the code used in JSON."""

    EDUCATION = "education"
    HEALTH = "health"
    ELDERLY = "elderly"
    DISABILITY = "disability"
    CHILDREN = "children"
    LIVELIHOOD = "livelihood"
    INFRASTRUCTURE = "infrastructure"
    HOUSING = "housing"
    EMERGENCY = "emergency"
    CULTURE = "culture"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return LABELS[self]


LABELS = {
    Category.EDUCATION: "教育",
    Category.HEALTH: "医疗卫生",
    Category.ELDERLY: "养老助老",
    Category.DISABILITY: "助残",
    Category.CHILDREN: "儿童关爱",
    Category.LIVELIHOOD: "产业就业",
    Category.INFRASTRUCTURE: "基础设施与饮水",
    Category.HOUSING: "住房",
    Category.EMERGENCY: "应急救灾",
    Category.CULTURE: "文化",
    Category.OTHER: "其他",
}

"""Composes the title of a need: where, and what is lacking (澜沧县木戛乡中心小学：200套冬衣)."""

from api.domain.category import Category
from api.domain.need import Item
from api.domain.need_json import number_json
from api.domain.place import Place
from knowledge.places.names import split

MOST_ITEMS = 3
LONGEST = 60
_SHORT_SUFFIX = {"自治县": "县", "自治旗": "旗", "自治州": "州", "自治区": "", "特别行政区": ""}


def short_name(official: str) -> str:
    """循化撒拉族自治县 → 循化县, 新疆维吾尔自治区 → 新疆; other names as they are."""
    root, suffix = split(official)
    return root + _SHORT_SUFFIX[suffix] if suffix in _SHORT_SUFFIX else official


def place_title(place: Place) -> str:
    """The county, the township and the site, each named once."""
    upper = place.county or place.prefecture or place.province
    names = [short_name(upper)] if upper else []
    site = place.site or ""
    root = split(place.township)[0] if place.township else ""
    if root and not site.startswith(root):
        names.append(place.township or "")
    if upper and site.startswith(split(upper)[0]):
        names = names[1:]
    return "".join([*names, site])


def item_title(item: Item) -> str:
    """200套冬衣; 冬衣（200） without a unit, and 冬衣 when no quantity is known."""
    if item.quantity is None:
        return item.name
    if item.unit is None:
        return f"{item.name}（{number_json(item.quantity)}）"
    return f"{number_json(item.quantity)}{item.unit}{item.name}"


def compose_title(place: Place, items: tuple[Item, ...], category: Category | None) -> str:
    """The title; without items the category stands for them, without both 需求."""
    what = "、".join(item_title(item) for item in items[:MOST_ITEMS])
    if len(items) > MOST_ITEMS:
        what += "等"
    what = what or (f"{category.label}需求" if category else "需求")
    where = place_title(place)
    return (f"{where}：{what}" if where else what)[:LONGEST]

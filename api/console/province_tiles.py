"""One square per province, laid out as they lie to each other; no borders are drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.domain.overview import shades

SHADES = 4
# Short name, official name, row and column from the upper left.
PLACES = (
    ("黑", "黑龙江省", 1, 8),
    ("新", "新疆维吾尔自治区", 2, 1),
    ("蒙", "内蒙古自治区", 2, 5),
    ("京", "北京市", 2, 6),
    ("辽", "辽宁省", 2, 7),
    ("吉", "吉林省", 2, 8),
    ("甘", "甘肃省", 3, 2),
    ("宁", "宁夏回族自治区", 3, 3),
    ("陕", "陕西省", 3, 4),
    ("晋", "山西省", 3, 5),
    ("冀", "河北省", 3, 6),
    ("津", "天津市", 3, 7),
    ("藏", "西藏自治区", 4, 1),
    ("青", "青海省", 4, 2),
    ("川", "四川省", 4, 3),
    ("渝", "重庆市", 4, 4),
    ("豫", "河南省", 4, 5),
    ("鲁", "山东省", 4, 6),
    ("鄂", "湖北省", 5, 4),
    ("皖", "安徽省", 5, 5),
    ("苏", "江苏省", 5, 6),
    ("沪", "上海市", 5, 7),
    ("云", "云南省", 6, 2),
    ("贵", "贵州省", 6, 3),
    ("湘", "湖南省", 6, 4),
    ("赣", "江西省", 6, 5),
    ("浙", "浙江省", 6, 6),
    ("桂", "广西壮族自治区", 7, 3),
    ("粤", "广东省", 7, 4),
    ("闽", "福建省", 7, 5),
    ("台", "台湾省", 7, 6),
    ("琼", "海南省", 8, 3),
    ("澳", "澳门特别行政区", 8, 4),
    ("港", "香港特别行政区", 8, 5),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A province with its count; ``shade`` is 0 (none) to ``SHADES`` (the most)."""

    short: str
    name: str
    row: int
    column: int
    count: int
    shade: int


def tiles(counts: Mapping[str, int]) -> tuple[Tile, ...]:
    """All provinces, row by row; ``counts`` by official name."""
    strength = shades({name: counts.get(name, 0) for _, name, _, _ in PLACES}, SHADES)
    return tuple(
        Tile(short, name, row, column, counts.get(name, 0), strength[name])
        for short, name, row, column in PLACES
    )

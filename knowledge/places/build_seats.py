"""Makes ``county_seats.csv`` from ``resources/adcodes.csv`` of the PyPI package cpca.

Run ``python -m knowledge.places.build_seats ADCODES_CSV`` after unpacking a new version.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from knowledge.places import names
from knowledge.places.gazetteer import Gazetteer
from knowledge.places.table import Division

TARGET = Path(__file__).with_name("county_seats.csv")
_DIGITS = 4  # of a degree: about ten metres, more than a seat needs
Point = tuple[float, float]  # longitude, latitude


def build(adcodes: Path, target: Path = TARGET) -> tuple[int, tuple[str, ...]]:
    """Write ``code,longitude,latitude`` of every county of our table that the source has, in code
    order; returns how many, and the names of those it does not have."""
    with adcodes.open(encoding="utf-8", newline="") as source:
        rows = {
            row["adcode"][:6]: (row["name"], (float(row["longitude"]), float(row["latitude"])))
            for row in csv.DictReader(source)
            if row["adcode"].endswith("000000") and row["longitude"]
        }
    gazetteer = Gazetteer.load()
    known = {division.code for division in lowest(gazetteer)}
    lines, missing = [], []
    for division in lowest(gazetteer):
        point = _point(division, rows, known)
        if point is None:
            missing.append(division.name)
            continue
        lines.append(f"{division.code},{point[0]:.{_DIGITS}f},{point[1]:.{_DIGITS}f}\n")
    target.write_text("code,longitude,latitude\n" + "".join(lines), encoding="utf-8")
    return len(lines), tuple(missing)


def lowest(gazetteer: Gazetteer) -> Iterator[Division]:
    """The counties, and the prefectures that have none (东莞市), in code order."""
    above = [
        child for province in gazetteer.children() for child in gazetteer.children(province.code)
    ]
    for division in sorted(above, key=lambda one: one.code):
        below = gazetteer.children(division.code) if len(division.code) == 4 else ()
        if below and len(below[0].code) == 6:
            yield from below
        else:
            yield division


def _point(division: Division, rows: dict[str, tuple[str, Point]], known: set[str]) -> Point | None:
    """By code; a county whose code changed, by the root of its name in the same province."""
    own = rows.get(division.code.ljust(6, "0"))
    if own is not None:
        return own[1]
    root = names.split(division.name)[0]
    alike = {
        point
        for code, (name, point) in rows.items()
        if code[:2] == division.code[:2]
        and code not in known
        and (names.split(name)[0] == root or name == division.name[:-1])  # 赣县 → 赣县区
    }
    return alike.pop() if len(alike) == 1 else None


if __name__ == "__main__":
    count, without = build(Path(sys.argv[1]))
    sys.stdout.write(f"{count} seats; without: {'、'.join(without)}\n")

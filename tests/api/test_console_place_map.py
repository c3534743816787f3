"""The drawing of where a need comes from: points and words, no borders."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from api.console.place_map import MARGIN, MOST_HEIGHT, PlaceMap, place_map
from api.domain.place import Place
from api.store.database import Database
from tests.api.desks import NEED, reported
from tests.desk_fakes import gazetteer, make_desk, staffed


def drawn(code: str) -> PlaceMap:
    found = place_map(gazetteer(), code)
    assert found is not None
    return found


def points(drawing: PlaceMap) -> list[tuple[float, float]]:
    found = re.findall(r"M([\d.]+) ([\d.]+)h0", drawing.dots)
    return [(float(x), float(y)) for x, y in found]


def test_the_page_shows_the_place_and_says_where_it_lies(
    sqlite_database: Database, tmp_path: Path
) -> None:
    desk = make_desk(sqlite_database, tmp_path)
    reported(desk.ledger, desk.database)
    reported(desk.ledger, desk.database, replace(NEED, place=Place()), key="o", update="o")
    browser = staffed(desk)

    page = browser.get("/desk/tickets/1001")
    assert "离昆明市区约 400 千米，西南方向。" in page
    assert "离普洱市区约 110 千米，正西方向。" in page
    assert '<svg viewBox="0 0 320' in page
    assert ">澜沧拉祜族自治县</text>" in page
    assert "map-title" not in browser.get("/desk/tickets/1002")


@pytest.mark.parametrize("code", ["530828", "650102", "540402", "310115", "469001", "4419"])
def test_everything_lies_on_the_sheet(code: str) -> None:
    drawing = drawn(code)
    assert drawing.height <= MOST_HEIGHT
    marks = [(mark.x, mark.y) for mark in drawing.marks]
    for x, y in (*points(drawing), *marks):
        assert MARGIN - 1 <= x <= drawing.width - MARGIN + 1
        assert MARGIN - 1 <= y <= drawing.height - MARGIN + 1
    assert 0 < drawing.scale <= drawing.width / 3
    assert marks[0] in points(drawing)


def test_names_do_not_cover_each_other() -> None:
    place, capital, city = drawn("530828").marks
    assert (place.name, capital.name, city.name) == ("澜沧拉祜族自治县", "昆明市区", "")
    assert (city.kind, city.anchor) == ("city", "start")


@pytest.mark.parametrize("code", [None, "", "53", "710000"])
def test_nothing_is_drawn_of_a_place_nobody_knows(code: str | None) -> None:
    assert place_map(gazetteer(), code) is None

"""Where a county lies, told by the cities and seats around it."""

import pytest

from knowledge.places.gazetteer import Gazetteer
from knowledge.places.position import DIRECTIONS, position_of

GAZETTEER = Gazetteer.load()


def cities(code: str) -> list[tuple[str, int, str]]:
    """The cities of the place: name, distance to the next ten km, and where the place lies."""
    found = position_of(GAZETTEER, code)
    assert found is not None
    return [(one.name, int(round(one.km, -1)), one.opposite) for one in found.cities]


def test_a_county_lies_so_far_from_the_capital_and_from_its_city() -> None:
    assert cities("530828") == [("昆明市区", 400, "西南"), ("普洱市区", 110, "西")]


def test_a_township_lies_where_the_seat_of_its_county_does() -> None:
    assert position_of(GAZETTEER, "530828205") == position_of(GAZETTEER, "530828")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("530102", []),  # a district of the capital, in the middle of it
        ("623001", [("兰州市区", 140, "西南")]),  # an autonomous prefecture has no districts
        ("500236", [("重庆市区", 320, "东北")]),
        ("4419", [("广州市区", 40, "东")]),  # a city without counties
        ("429004", [("武汉市区", 90, "西")]),  # directly below the province
    ],
)
def test_only_cities_there_are_and_not_the_own_one(
    code: str, expected: list[tuple[str, int, str]]
) -> None:
    assert cities(code) == expected


@pytest.mark.parametrize("code", ["53", "5308", "71", "810000", "999999", ""])
def test_nothing_is_said_of_a_place_without_a_seat(code: str) -> None:
    assert position_of(GAZETTEER, code) is None


def test_the_nearest_seats_of_the_province_come_first() -> None:
    found = position_of(GAZETTEER, "530828")
    assert found is not None
    assert [(one.name, one.direction) for one in found.around] == [
        ("西盟佤族自治县", "西"),
        ("孟连傣族拉祜族佤族自治县", "西南"),
        ("勐海县", "东南"),
        ("沧源佤族自治县", "西北"),
    ]
    assert {seat.code[:2] for seat in found.province} == {"53"}


def test_there_and_back_are_opposite_directions() -> None:
    for code in ("530828", "150221", "469001"):
        found = position_of(GAZETTEER, code)
        assert found is not None
        for one in (*found.cities, *found.around):
            apart = DIRECTIONS.index(one.direction) - DIRECTIONS.index(one.opposite)
            assert abs(apart) == 4

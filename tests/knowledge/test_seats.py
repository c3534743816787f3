"""Where the seats of counties lie: the shipped table, distances, and what is near a point."""

from pathlib import Path

import pytest

from knowledge.places.build_seats import build, lowest
from knowledge.places.gazetteer import Gazetteer
from knowledge.places.seats import Seats, distance_km

GAZETTEER = Gazetteer.load()


@pytest.fixture(scope="module")
def seats() -> Seats:
    return Seats.load()


def names(seats: Seats, latitude: float, longitude: float) -> list[str]:
    found = seats.nearest(latitude, longitude)
    return [division.name for code, _ in found if (division := GAZETTEER.get(code))]


def test_a_degree_along_the_equator_has_its_length() -> None:
    assert distance_km(0, 0, 0, 1) == pytest.approx(111.2, abs=0.1)
    assert distance_km(0, 179.5, 0, -179.5) == pytest.approx(111.2, abs=0.1)
    assert distance_km(90, 0, -90, 0) == pytest.approx(20_015, abs=5)


def test_the_table_has_nearly_all_counties_and_each_lies_in_china(seats: Seats) -> None:
    codes = {seat.code for seat in seats._seats}
    wanted = {division.code for division in lowest(GAZETTEER)}
    assert codes <= wanted
    assert len(codes) > 0.98 * len(wanted)
    for seat in seats._seats:
        assert 73 < seat.longitude < 136
        assert 3 < seat.latitude < 54


def test_counties_of_one_prefecture_lie_near_each_other(seats: Seats) -> None:
    """A seat in the wrong province would be seen: the farthest is 若羌, on the way through 巴州."""
    by_prefecture: dict[str, list[tuple[float, float]]] = {}
    for seat in seats._seats:
        by_prefecture.setdefault(seat.code[:4], []).append((seat.latitude, seat.longitude))
    for prefecture, points in by_prefecture.items():
        if prefecture[2:] != "90":  # counties directly below the province
            closest = [
                min(distance_km(*a, *b) for b in points if b != a) for a in points if points[1:]
            ]
            assert max(closest, default=0) < 400, prefecture


@pytest.mark.parametrize(
    ("latitude", "longitude", "county"),
    [
        (22.56, 99.93, "澜沧拉祜族自治县"),
        (31.23, 121.47, "黄浦区"),
        (29.65, 91.12, "城关区"),
        (23.02, 113.75, "东莞市"),
        (31.48, 92.05, "聂荣县"),
    ],
)
def test_the_nearest_seats_come_first(
    seats: Seats, latitude: float, longitude: float, county: str
) -> None:
    assert county in names(seats, latitude, longitude)[:3]


def test_far_from_every_seat_nothing_is_near(seats: Seats) -> None:
    assert seats.nearest(37.57, 126.98) == ()
    assert seats.nearest(18.0, -60.0) == ()


def test_the_table_is_made_of_counties_we_know_also_when_their_code_changed(tmp_path: Path) -> None:
    source, made = tmp_path / "adcodes.csv", tmp_path / "seats.csv"
    source.write_text(
        "adcode,name,longitude,latitude\n"
        "530828000000,澜沧拉祜族自治县,99.931975,22.555904\n"
        "530828210000,木戛乡,99.6,22.9\n"  # a township is none
        "610821000000,神木县,110.4989,38.8425\n"  # 610881 神木市 since 2017
        "360721000000,赣县,115.0,25.8\n"  # 360704 赣县区
        "320812000000,清江浦区,,\n"  # without a point
        "999999000000,无此县,100,30\n",
        encoding="utf-8",
    )
    count, missing = build(source, made)
    assert count == 3
    assert "清江浦区" in missing
    assert made.read_text(encoding="utf-8").splitlines() == [
        "code,longitude,latitude",
        "360704,115.0000,25.8000",
        "530828,99.9320,22.5559",
        "610881,110.4989,38.8425",
    ]

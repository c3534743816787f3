"""The gazetteer: names, short names, former names and codes of the real tables."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.domain.place import Place
from knowledge.places import build, names, table
from knowledge.places.gazetteer import Fit, Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def codes(gazetteer: Gazetteer, name: str) -> list[str]:
    return [match.division.code for match in gazetteer.match(name)]


@pytest.mark.parametrize(
    ("name", "official", "fit"),
    [
        ("澜沧拉祜族自治县", "澜沧拉祜族自治县", Fit.EXACT),
        ("澜沧县", "澜沧拉祜族自治县", Fit.ALIAS),
        ("文山州", "文山壮族苗族自治州", Fit.ALIAS),
        ("积石山县", "积石山保安族东乡族撒拉族自治县", Fit.ALIAS),
        ("东乡县", "东乡族自治县", Fit.ALIAS),
        ("鄂伦春旗", "鄂伦春自治旗", Fit.ALIAS),
        ("新疆", "新疆维吾尔自治区", Fit.SHORT),
        ("内蒙古", "内蒙古自治区", Fit.SHORT),
        ("云南", "云南省", Fit.SHORT),
        ("贵州", "贵州省", Fit.SHORT),
        ("杭州", "杭州市", Fit.SHORT),
        ("马关", "马关县", Fit.SHORT),
        ("淮阳县", "淮阳区", Fit.RENAMED),
        ("水城县", "水城区", Fit.RENAMED),
        ("果洛地区", "果洛藏族自治州", Fit.RENAMED),
        ("多鲁乡", "多鲁镇", Fit.RENAMED),
        ("岗察乡", "岗察藏族乡", Fit.ALIAS),
        ("思茅市", "普洱市", Fit.ALIAS),
        ("那曲县", "色尼区", Fit.ALIAS),
        ("克州", "克孜勒苏柯尔克孜自治州", Fit.ALIAS),
        ("和安县", "和安县", Fit.EXACT),
        ("白杨市", "白杨市", Fit.EXACT),
        ("六枝特区", "六枝特区", Fit.EXACT),
        ("石羔街道", "石羔街道", Fit.EXACT),
    ],
)
def test_a_name_leads_to_its_division(
    gazetteer: Gazetteer, name: str, official: str, fit: Fit
) -> None:
    first = gazetteer.match(name)[0]
    assert (first.division.name, first.fit) == (official, fit)


def test_a_name_borne_by_several_gives_all_of_them(gazetteer: Gazetteer) -> None:
    assert {"130203100", "410327103"} <= set(codes(gazetteer, "韩城镇"))
    assert codes(gazetteer, "喀什")[:2] == ["6531", "653101"]


def test_a_province_keeps_its_suffix(gazetteer: Gazetteer) -> None:
    assert codes(gazetteer, "吉林市") == ["2202"]


def test_what_names_nothing_gives_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.match("蓬莱仙乡") == ()
    assert gazetteer.match("") == ()
    assert gazetteer.get("999999999") is None
    assert gazetteer.get("99") is None


def test_a_township_carries_its_whole_chain(gazetteer: Gazetteer) -> None:
    assert gazetteer.place("530828208", site="中心小学") == Place(
        "云南省", "普洱市", "澜沧拉祜族自治县", "木戛乡", "中心小学", "530828208", 2025
    )


def test_chains_without_a_prefecture_or_county_leave_it_out(gazetteer: Gazetteer) -> None:
    assert gazetteer.place("469021106").prefecture is None
    dongguan = gazetteer.place(gazetteer.children("4419")[0].code)
    assert (dongguan.prefecture, dongguan.county) == ("东莞市", None)


def test_a_municipality_stands_for_its_own_prefecture(gazetteer: Gazetteer) -> None:
    place = gazetteer.place("310106")
    assert (place.province, place.prefecture, place.county) == ("上海市", "上海市", "静安区")
    assert str(place) == "上海市静安区"
    assert gazetteer.place("31").prefecture is None


def test_townships_of_a_merged_county_belong_to_its_successor(gazetteer: Gazetteer) -> None:
    township = next(d for d in gazetteer.children("500157"))
    assert township.code[:6] in {"500105", "500112", "500157"}
    assert gazetteer.place(township.code).county == "两江新区"


def test_an_unknown_code_has_no_place(gazetteer: Gazetteer) -> None:
    with pytest.raises(KeyError):
        gazetteer.place("530828999")


def test_children_go_down_one_level_at_a_time(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.children()) == 34
    assert "普洱市" in [one.name for one in gazetteer.children("53")]
    assert "澜沧拉祜族自治县" in [one.name for one in gazetteer.children("5308")]
    assert "木戛乡" in [one.name for one in gazetteer.children("530828")]
    assert "定安县" in [one.name for one in gazetteer.children("46")]
    assert gazetteer.children("530828208") == ()


def test_every_former_name_has_a_present_code(gazetteer: Gazetteer) -> None:
    assert [code for code in table.former_names().values() if gazetteer.get(code) is None] == []


def test_every_county_is_found_by_its_own_name(gazetteer: Gazetteer) -> None:
    lost = [
        division.name
        for division in table.upper().values()
        if division.code not in codes(gazetteer, division.name)
        and division.name not in table.former_names()
    ]
    assert lost == []


def test_within_follows_the_chain(gazetteer: Gazetteer) -> None:
    assert gazetteer.within("530828208", "53")
    assert not gazetteer.within("530828208", "52")


def test_the_township_file_is_made_from_the_package_and_always_alike(tmp_path: Path) -> None:
    source = tmp_path / "streets.csv"
    source.write_text(
        'code,name,areaCode,provinceCode,cityCode\n110101002,"景山街道",110101,11,1101\n'
        '110101001,"东华门街道",110101,11,1101\n',
        encoding="utf-8",
    )
    first, second = tmp_path / "a.gz", tmp_path / "b.gz"
    assert build.build(source, first) == 2
    build.build(source, second)
    assert first.read_bytes() == second.read_bytes()
    rows = list(table.townships(first))
    assert rows == [("110101001", "东华门街道"), ("110101002", "景山街道")]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("双江拉祜族佤族布朗族傣族自治县", ("双江", "自治县")),
        ("龙胜各族自治县", ("龙胜", "自治县")),
        ("内蒙古自治区", ("内蒙古", "自治区")),
        ("大理白族自治州", ("大理", "自治州")),
        ("包家垅", ("包家垅", "")),
        ("县", ("县", "")),
    ],
)
def test_names_come_apart_into_root_and_suffix(name: str, parts: tuple[str, str]) -> None:
    assert names.split(name) == parts


@given(st.text(max_size=20))
def test_no_name_breaks_the_splitting(name: str) -> None:
    root, suffix = names.split(name)
    assert name.endswith(suffix)
    assert root or not name

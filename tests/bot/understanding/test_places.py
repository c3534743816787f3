"""Places in running text and in short answers: divisions that agree, the site, and doubts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.domain.place import Place
from bot.understanding.mentions import find_mentions
from bot.understanding.places import PlaceFound, find_places, read_place
from bot.understanding.sites import find_sites
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer


def names(place: Place) -> tuple[str | None, ...]:
    return (place.prefecture or place.province, place.county, place.township, place.site)


def found(text: str, gazetteer: Gazetteer) -> PlaceFound:
    place = find_places(normalise(text).text, gazetteer)
    assert place is not None
    return place.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "云南省普洱市澜沧县木戛乡中心小学需要200套冬衣",
            ("普洱市", "澜沧拉祜族自治县", "木戛乡", "木戛乡中心小学"),
        ),
        ("宜阳韩城陡沟村水井坏了", ("洛阳市", "宜阳县", "韩城镇", "陡沟村")),
        (
            "云南普洱澜沧木戛乡卫生院",
            ("普洱市", "澜沧拉祜族自治县", "木戛乡", "木戛乡卫生院"),
        ),
        ("凉山州昭觉县支尔莫乡阿土列尔村", ("凉山彝族自治州", "昭觉县", "支尔莫乡", "阿土列尔村")),
        ("科右中旗巴彦呼舒镇的学校", ("兴安盟", "科尔沁右翼中旗", "巴彦呼舒镇", None)),
        ("重庆市城口县高观镇卫生院", ("重庆市", "城口县", "高观镇", "高观镇卫生院")),
        (
            "岗察乡是循化县唯一的牧业乡。中心小学破旧",
            ("海东市", "循化撒拉族自治县", "岗察藏族乡", "岗察乡中心小学"),
        ),
        (
            "龙山县石羔街道包家垅村四组",
            ("湘西土家族苗族自治州", "龙山县", "石羔街道", "包家垅村四组"),
        ),
        (
            "民权县双塔镇邓西行政村小井村没有路灯",
            ("商丘市", "民权县", "双塔镇", "邓西行政村小井村"),
        ),
        ("福田镇卫生院边处云南、四川两省交界", ("攀枝花市", "仁和区", "福田镇", "福田镇卫生院")),
        ("马关县某某镇有困难", ("文山壮族苗族自治州", "马关县", "某某镇", None)),
        ("西藏那曲平均海拔4450米", ("那曲市", None, None, None)),
        ("果洛州中小学校急需净水设备", ("果洛藏族自治州", None, None, None)),
        ("铜川市10所乡村学校", ("铜川市", None, None, "10所乡村学校")),
        ("甲坝、乙坪两个村缺水", (None, None, None, "甲坝村、乙坪村")),
        ("班搞小学和新寨小学都缺书", (None, None, None, "班搞小学、新寨小学")),
        ("我县光荣院建于1982年", (None, None, None, "县光荣院")),
        ("和平村和永和村", (None, None, None, "和平村")),
    ],
)
def test_the_place_of_a_report(
    gazetteer: Gazetteer, text: str, expected: tuple[str | None, ...]
) -> None:
    assert names(found(text, gazetteer).place) == expected


@pytest.mark.parametrize(
    "text",
    [
        "我们村没有路灯",
        "乡镇卫生院缺医生",
        "上海静闲基金会捐赠",
        "农牧民收入低，山区交通不便",
        "城区和郊区都有",
        "全县中小学生",
        "资源不足，公安部门，通道堵塞",
    ],
)
def test_a_text_that_names_no_place_gives_none(gazetteer: Gazetteer, text: str) -> None:
    place = find_places(normalise(text).text, gazetteer)
    assert place is None


def test_who_helps_is_not_where_help_is_needed(gazetteer: Gazetteer) -> None:
    text = "浙江省对口支援四川省广元市青川县，需要冷链车"
    assert found(text, gazetteer).place.county == "青川县"
    text = "上海市静安区援助的云南文山州麻栗坡县猛硐乡中心校"
    assert found(text, gazetteer).place.county == "麻栗坡县"


def test_a_township_of_which_there_is_one_implies_its_county_and_says_so(
    gazetteer: Gazetteer,
) -> None:
    place = found("都龙镇的村民", gazetteer)
    assert (place.place.county, place.inferred) == ("马关县", True)
    assert not found("马关县都龙镇的村民", gazetteer).inferred


def test_a_township_of_which_there_are_several_is_a_choice(gazetteer: Gazetteer) -> None:
    place = found("韩城镇陡沟村", gazetteer)
    assert (place.place.county, place.place.township) == (None, "韩城镇")
    assert {one.county for one in place.candidates} == {"路北区", "宜阳县"}
    assert {one.site for one in place.candidates} == {"陡沟村"}


def test_several_in_one_province_leave_the_province_certain(gazetteer: Gazetteer) -> None:
    place = found("云南省新街镇小学", gazetteer)
    assert place.place.province == "云南省"
    assert place.place.township == "新街镇"
    assert len(place.candidates) > 1


def test_an_unknown_township_is_kept_as_written(gazetteer: Gazetteer) -> None:
    place = found("王坡乡寺家庄村需要文化室", gazetteer)
    assert (place.place.township, place.place.county) == ("王坡乡", None)


@pytest.mark.parametrize(
    ("answer", "county"),
    [
        ("马关", "马关县"),
        ("马关县", "马关县"),
        ("木戛", "澜沧拉祜族自治县"),
        ("普兰店市", "普兰店区"),
    ],
)
def test_a_short_answer_needs_no_suffix(gazetteer: Gazetteer, answer: str, county: str) -> None:
    place = read_place(answer, gazetteer)
    assert place is not None
    assert place.place.county == county


def test_what_is_known_decides_between_places_of_one_name(gazetteer: Gazetteer) -> None:
    yiyang = gazetteer.place("410327")
    place = read_place("韩城镇", gazetteer, yiyang)
    assert place == PlaceFound(gazetteer.place("410327103"))
    henan = gazetteer.place("41")
    kept = read_place("新桥镇", gazetteer, henan)
    assert kept is not None
    assert {one.province for one in kept.candidates} == {"河南省"}


def test_a_site_alone_is_a_site_of_the_place_so_far(gazetteer: Gazetteer) -> None:
    known = gazetteer.place("530828208")
    place = read_place("南六小学", gazetteer, known)
    assert place is not None
    assert (place.place.township, place.place.site) == ("木戛乡", "南六小学")


def test_in_a_long_text_a_short_name_alone_is_chance(gazetteer: Gazetteer) -> None:
    text = "资源很少，" * 10
    assert read_place(text, gazetteer) is None


def test_spans_cover_the_names(gazetteer: Gazetteer) -> None:
    text = "我们是罗源县飞竹镇马洋村的"
    place = find_places(text, gazetteer)
    assert place is not None
    assert text[place.start : place.end] == "罗源县飞竹镇马洋村"


def test_groups_alone_are_no_site() -> None:
    assert find_sites("三组的路") == ()


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="云南省普洱市澜沧县木戛乡中心小学村镇区州和、，的三组个所0123韩城新桥", max_size=50
    )
)
def test_no_mixture_breaks_the_reading(gazetteer: Gazetteer, text: str) -> None:
    for bare in (False, True):
        last = 0
        for mention in find_mentions(text, gazetteer, bare=bare):
            assert last <= mention.start < mention.end <= len(text)
            assert mention.matches
            last = mention.end
        place = find_places(text, gazetteer, bare=bare)
        if place:
            assert 0 <= place.start < place.end <= len(text)


def test_a_stockade_village_is_a_site_only_at_the_end_of_a_name() -> None:
    assert [site.written for site in find_sites("曼撒村委会丁家寨,50户")] == ["曼撒村委会丁家寨"]
    assert [site.written for site in find_sites("新寨小学缺书")] == ["新寨小学"]

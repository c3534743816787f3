from datetime import date
from pathlib import Path

import pytest

from knowledge.documents import Document, Tier
from knowledge.importers import read_file, read_folder
from knowledge.provenance import issuer_of, number_of, region_of, title_of
from knowledge.reading.refusals import ImportRefused
from knowledge.stated_dates import stated_dates

OLD = """# 示例市救助条例

2018年11月22日 示例市第十五届人民代表大会常务委员会第七次会议通过

<!-- INFO END -->

## 第一章 总则

第一条 为了示例，制定本条例。

第二条 本条例自2019年5月1日起施行。
"""
NEW = OLD.replace(
    "<!-- INFO",
    "2024年12月31日 示例市第十六届人民代表大会常务委员会《关于修改〈甲条例〉的决定》修正\n\n"
    "<!-- INFO",
)


def one(folder: Path, name: str, text: str) -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    (document,) = read_file(path)
    return document


def test_a_regulation_gives_title_issuer_region_and_dates(tmp_path: Path) -> None:
    document = one(tmp_path, "lrb_示例市救助条例(2018-11-22).md", OLD)
    assert document.key == "示例市救助条例-20181122"
    assert (document.title, document.issuer) == ("示例市救助条例", "示例市人民代表大会常务委员会")
    assert (document.region, document.tier) == ("示例市", Tier.OFFICIAL)
    assert (document.published, document.effective_from) == (date(2018, 11, 22), date(2019, 5, 1))
    assert document.status_note == ""
    assert document.text == OLD


def test_an_amended_version_begins_with_its_amendment_and_says_it_is_assumed(
    tmp_path: Path,
) -> None:
    document = one(tmp_path, "条例.md", NEW)
    assert document.published == document.effective_from == date(2024, 12, 31)
    assert "推定" in document.status_note


def test_of_two_versions_in_a_folder_the_older_ends(tmp_path: Path) -> None:
    one(tmp_path, "b.md", NEW)
    one(tmp_path, "a.md", OLD)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    old, new = read_folder(tmp_path)
    assert (old.effective_to, old.replaced_by) == (date(2024, 12, 30), new.key)
    assert new.replaces == (old.key,)


def test_a_line_of_metadata_is_read_and_known_dates_correct_it(tmp_path: Path) -> None:
    text = (
        "# 中华人民共和国慈善法\n\n- level=法律; issuing_body=全国人民代表大会; "
        "publish_date=2023-12-29; effective_date=2016-09-01; version_date=2023-12-29\n\n"
        "第一条 为了示例。\n\n第二条 本法自2016年9月1日起施行。\n"
    )
    document = one(tmp_path, "law_慈善法_2023-12-29.md", text)
    assert (document.key, document.issuer) == ("慈善法-20231229", "全国人民代表大会")
    assert document.effective_from == date(2024, 9, 5)
    assert document.status_note == ""


def test_the_date_in_the_file_name_is_the_version(tmp_path: Path) -> None:
    text = OLD.replace("2018年11月22日", "2014年2月21日").replace("2019年5月1日", "2014年5月1日")
    document = one(tmp_path, "lrb_示例市救助条例(2019-03-02).md", text)
    assert document.published == document.effective_from == date(2019, 3, 2)


def test_each_member_of_a_collection_is_a_document_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "collection.md"
    path.write_text(
        "# 节录\n\n"
        "## A. 示例市专项资金实施细则(试行) — 示例市合作交流办公室 2020-06-18印发\n"
        "来源: 示例网 (只取得第一条)\n第一条 为了示例,依据《办法》(示组〔2014〕2号)。\n\n"
        "## B. 募捐管理办法 民政部令第74号 2024-07-26部务会议通过,2024-09-05施行\n第一条 甲。\n\n"
        "## C. 民政部关于示例工作的通知 民发〔2022〕11号(新华社2022-03-01报道)\n"
        "一、甲。[以下未取得]\n\n"
        "## D. 财政部 税务总局公告2019年第49号 关于示例的公告 2019-04-02(全文)\n"
        "一、自2019年1月1日至2022年12月31日,准予扣除。\n(期限延长至2025年12月31日)\n",
        encoding="utf-8",
    )
    a, b, c, d = read_file(path)
    assert [x.title for x in (a, b, c)] == [
        "示例市专项资金实施细则(试行)",
        "募捐管理办法",
        "民政部关于示例工作的通知",
    ]
    assert (a.issuer, a.number, a.published) == ("示例市合作交流办公室", None, date(2020, 6, 18))
    assert a.status_note.startswith("只见节录")
    assert a.source.startswith("示例网")
    assert (b.number, b.issuer, b.effective_from) == ("民政部令第74号", "民政部", date(2024, 9, 5))
    assert (c.number, c.issuer, c.published) == ("民发〔2022〕11号", "民政部", date(2022, 3, 1))
    assert d.number == "财政部 税务总局公告2019年第49号"
    assert (d.effective_from, d.effective_to) == (date(2019, 1, 1), date(2025, 12, 31))


def test_a_text_of_unknown_origin_counts_as_press(tmp_path: Path) -> None:
    document = one(tmp_path, "一篇报道.txt", "某地开展帮扶。\n反响很好。")
    assert (document.title, document.tier) == ("一篇报道", Tier.PRESS)
    assert (document.published, document.effective_from) == (None, None)
    assert document.source == "导入文件 一篇报道"


def test_a_file_with_front_matter_is_taken_at_its_word(tmp_path: Path) -> None:
    front = "---\ntitle: 甲\ntier: self_media\nsource: 乙\n---\n正文"
    assert one(tmp_path, "a.md", front).tier is Tier.SELF_MEDIA
    with pytest.raises(ImportRefused, match=r"b\.md: unknown key 'sorce'"):
        one(tmp_path, "b.md", front.replace("source", "sorce"))


def test_texts_in_gb18030_with_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("示例办法\r\n第一条 甲。\r\n".encode("gb18030"))
    (document,) = read_file(path)
    assert (document.title, document.text) == ("示例办法", "示例办法\n第一条 甲。\n")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.md", b""), ("a.txt", b"\xff\xfe\x00"), ("a.md", b"a\x00b"), ("a.exe", b"MZ\x90\x00")],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportRefused, match=name):
        read_file(tmp_path / name)


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="missing: not a folder"):
        read_folder(tmp_path / "missing")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("编者按\n正文", "文件"),
        ("\n\n示例办法\n正文", "示例办法"),
        ("# 2024-01-01\n", "2024-01-01"),
        ("", "文件"),
    ],
)
def test_titles_fall_back_from_heading_to_first_line_to_file_name(text: str, title: str) -> None:
    assert title_of(text, "law_文件_2024-01-01") == title


def test_issuer_number_and_region_are_none_where_nothing_says_them() -> None:
    assert issuer_of("示例") is number_of("示例") is region_of("救助条例", None) is None
    assert region_of("城市居民最低生活保障条例", None) is None
    assert region_of("办法", "宁夏回族自治区民政厅") == "宁夏回族自治区"


def test_a_text_that_begins_at_once_begins_when_published() -> None:
    dates = stated_dates(
        "1998年10月25日发布", "第一条 本条例自发布之日起施行。", None, has_articles=True
    )
    assert (dates.effective_from, dates.assumed) == (date(1998, 10, 25), False)


def test_an_impossible_date_and_a_stated_end_are_read_for_what_they_are() -> None:
    dates = stated_dates("2023年2月30日发布", "有效期至2027年12月31日。", None, has_articles=False)
    assert dates.published is dates.effective_from is None
    assert dates.effective_to == date(2027, 12, 31)
    assert not dates.assumed

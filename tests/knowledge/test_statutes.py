from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge import statute_file
from knowledge.articles import split
from knowledge.documents import Document, Tier
from knowledge.statute_facts import statute_facts
from knowledge.statute_file import StatutesMissing, law_rows, open_statutes, statutes_path
from knowledge.statutes import all_statutes, core_statutes, statute_titles


@pytest.fixture(scope="module")
def statutes() -> dict[str, Document]:
    return {document.key: document for document in all_statutes()}


def in_force(statutes: dict[str, Document], title: str, as_of: date) -> list[str]:
    return [d.key for d in statutes.values() if d.title.endswith(title) and d.in_force(as_of)]


def test_every_law_of_the_package_is_read_with_every_article(statutes: dict[str, Document]) -> None:
    connection = open_statutes()
    rows = law_rows(connection)
    assert len(statutes) == len(rows)
    counted = connection.execute(
        "SELECT COUNT(DISTINCT article_no) FROM articles WHERE law_name = '中华人民共和国民法典'"
    ).fetchone()[0]
    connection.close()
    articles = {p.article for p in split(statutes["民法典-20200528"]) if p.article}
    assert len(articles) == counted == 1260


def test_the_core_is_what_the_list_names_and_each_text_can_be_quoted() -> None:
    core = list(core_statutes())
    assert len(core) == len(statute_facts().core)
    assert all(d.tier is Tier.OFFICIAL and d.issuer and d.effective_from for d in core)
    assert all(d.text[p.start : p.end] == p.text for d in core for p in split(d))


def test_an_amended_law_begins_with_its_amendment_not_with_its_first_version(
    statutes: dict[str, Document],
) -> None:
    charity = statutes["慈善法-20231229"]
    assert charity.effective_from == date(2024, 9, 5)
    assert not charity.in_force(date(2024, 9, 4))
    assert statutes["网络安全法-20251028"].effective_from == date(2026, 1, 1)


def test_an_amendment_without_a_known_beginning_says_that_it_is_assumed(
    statutes: dict[str, Document],
) -> None:
    law = statutes["气象法-20161107"]
    assert law.effective_from == date(2016, 11, 7)
    assert "推定" in law.status_note


@pytest.mark.parametrize(
    ("as_of", "version"),
    [(date(2026, 12, 31), "农业法-20121228"), (date(2027, 1, 1), "农业法-20260828")],
)
def test_of_two_versions_the_date_decides_whatever_the_status_column_says(
    statutes: dict[str, Document], as_of: date, version: str
) -> None:
    assert in_force(statutes, "国农业法", as_of) == [version]


def test_versions_name_each_other(statutes: dict[str, Document]) -> None:
    assert statutes["仲裁法-20170901"].replaced_by == "仲裁法-20250912"
    assert statutes["仲裁法-20250912"].replaces == ("仲裁法-20170901",)


def test_a_repealed_law_ends_the_day_before_the_code_that_repeals_it(
    statutes: dict[str, Document],
) -> None:
    law = statutes["环境保护法-20140424"]
    assert law.effective_to == date(2026, 8, 14)
    assert law.replaced_by == "生态环境法典-20260312"


def test_a_law_marked_repealed_without_a_date_is_not_current_and_says_why(
    statutes: dict[str, Document],
) -> None:
    law = statutes["乡镇企业法-19961029"]
    assert law.effective_to is not None
    assert "已废止" in law.status_note


def test_a_law_is_not_repealed_by_its_own_new_version_of_another_day(
    statutes: dict[str, Document],
) -> None:
    assert in_force(statutes, "国工会法", date(2026, 1, 1)) == ["工会法-20211224"]
    assert len(in_force(statutes, "修正案（1988年）", date(2026, 1, 1))) == 1


def test_parts_missing_in_the_data_stand_above_their_articles(
    statutes: dict[str, Document],
) -> None:
    headings = {p.article_no: p.heading for p in split(statutes["民法典-20200528"])}
    assert headings[658] == ("第三编 合同", "第二分编 典型合同", "第十一章 赠与合同")
    assert headings[1164] == ("第七编 侵权责任", "第一章 一般规定")
    assert headings[1260] == ("附则",)


def test_tables_behind_the_last_article_are_not_part_of_it(statutes: dict[str, Document]) -> None:
    passages = split(statutes["个人所得税法-20180831"])
    last = next(p for p in passages if p.article == "第二十二条")
    assert last.text == "第二十二条 本法自公布之日起施行。"
    assert [p.article for p in passages[-2:]] == [None, None]


def test_points_of_a_decision_are_numbered_as_the_decision_does(
    statutes: dict[str, Document],
) -> None:
    text = next(d.text for d in statutes.values() if "修改《中华人民共和国网络安全法》" in d.title)
    assert "\n\n一、" in text
    assert "条目" not in text
    assert "全文 " not in next(
        d.text for d in statutes.values() if "修改《中华人民共和国环境保护税法》" in d.title
    )


def test_titles_are_listed_once_each() -> None:
    titles = statute_titles()
    assert len(titles) == len(set(titles))
    assert "中华人民共和国慈善法" in titles


@pytest.fixture
def empty_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "statutes_without_data").mkdir()
    (tmp_path / "statutes_without_data" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(statute_file, "PACKAGE", "statutes_without_data")


@pytest.mark.usefixtures("empty_package")
def test_a_package_without_its_data_is_named() -> None:
    with pytest.raises(StatutesMissing, match="statutes_without_data"):
        statutes_path()


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statute_file, "PACKAGE", "no_such_statutes")
    with pytest.raises(StatutesMissing, match="no_such_statutes"):
        statutes_path()


def test_a_text_that_a_newer_law_overrides_says_so_and_points_there() -> None:
    interim = Document(
        "i", "社会救助暂行办法", "", Tier.OFFICIAL, "", published=date(2019, 3, 2), status_note="注"
    )
    law = Document("l", "中华人民共和国社会救助法", "", Tier.OFFICIAL, "")
    digest = replace(law, key="d", tier=Tier.DIGEST)
    noted = statute_facts().annotate(interim)
    assert noted.status_note.startswith("注；社会救助法自2026年7月1日起施行")
    related = {d.key: d.replaced_by for d in statute_facts().relate([noted, law, digest])}
    assert related == {"i": "l", "l": None, "d": None}


def test_a_note_about_an_earlier_version_is_not_put_on_a_later_one() -> None:
    later = Document("s", "上海市慈善条例", "", Tier.OFFICIAL, "", published=date(2026, 1, 1))
    assert statute_facts().annotate(later).status_note == ""

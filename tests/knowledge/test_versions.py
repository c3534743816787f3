from dataclasses import replace
from datetime import date

import pytest

from knowledge.documents import Document, Tier
from knowledge.titles import document_key, short_title
from knowledge.versions import chain_versions


def version(key: str, begins: date | None) -> Document:
    return Document(key, "示例条例", "", Tier.OFFICIAL, "", effective_from=begins)


def test_each_version_ends_the_day_before_the_next_begins() -> None:
    chained = chain_versions(
        [
            version("c", date(2024, 9, 5)),
            version("a", date(2016, 9, 1)),
            version("b", date(2020, 1, 1)),
        ]
    )
    assert [(d.key, d.effective_to, d.replaces, d.replaced_by) for d in chained] == [
        ("c", None, ("b",), None),
        ("a", date(2019, 12, 31), (), "b"),
        ("b", date(2024, 9, 4), ("a",), "c"),
    ]


def test_an_end_known_to_be_earlier_stands() -> None:
    old = replace(version("a", date(2016, 9, 1)), effective_to=date(2018, 1, 1))
    assert chain_versions([old, version("b", date(2020, 1, 1))])[0].effective_to == date(2018, 1, 1)


def test_texts_without_a_beginning_and_digests_are_left_alone() -> None:
    given = (
        version("a", None),
        replace(version("b", date(2020, 1, 1)), tier=Tier.DIGEST),
        replace(version("c", date(2021, 1, 1)), title="示例条例（2021修正）"),
    )
    assert chain_versions(given) == given


def test_chaining_twice_changes_nothing() -> None:
    once = chain_versions([version("a", date(2016, 9, 1)), version("b", date(2020, 1, 1))])
    assert chain_versions(once) == once


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("《中华人民共和国慈善法》（2023修正）", "慈善法"),
        ("浙江省实施《中华人民共和国慈善法》办法", "浙江省实施慈善法办法"),
        ("示例实施细则(试行)", "示例实施细则(试行)"),
        ("慈善法（要点转述）", "慈善法"),
        ("中华人民共和国宪法修正案（1988年）", "宪法修正案(1988年)"),
        ("中华人民共和国", "中华人民共和国"),
    ],
)
def test_titles_are_shortened_to_what_people_write(title: str, short: str) -> None:
    assert short_title(title) == short


def test_the_same_text_gets_the_same_key_wherever_it_comes_from() -> None:
    day = date(2023, 12, 29)
    assert document_key("慈善法(2023修正)", day) == document_key("中华人民共和国慈善法", day)
    assert document_key("甲、乙 NGO办法（试行）", None) == "甲-乙ngo办法-试行"

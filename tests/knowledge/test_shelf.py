from dataclasses import replace
from datetime import date

import pytest

from knowledge.documents import Document, Tier
from knowledge.shelf import Shelf, Standing

HELD = Document(
    "救助办法-20200101",
    "示例市救助办法",
    "第一条 甲。\n第二条 乙。",
    Tier.OFFICIAL,
    "示例网",
    published=date(2020, 1, 1),
    effective_from=date(2020, 3, 1),
)


def version(year: int) -> Document:
    return replace(
        HELD,
        key=f"救助办法-{year}0101",
        text=f"第一条 {year}。",
        published=date(year, 1, 1),
        effective_from=date(year, 3, 1),
    )


@pytest.mark.parametrize(
    ("document", "standing", "is_stored"),
    [
        (replace(HELD, key="别的", title="别的办法", text="第一条 丙。"), Standing.NEW, True),
        (replace(HELD, source="另一处", status_note="注"), Standing.SAME, False),
        (replace(HELD, text="第一条 丙。"), Standing.CHANGED, True),
        (replace(HELD, issuer="示例市民政局"), Standing.CHANGED, True),
        (
            replace(HELD, key="副本", text="第一条 甲。\n\n 第二条 乙。\n"),
            Standing.SAME_TEXT,
            False,
        ),
        (version(2024), Standing.NEWER, True),
        (version(2016), Standing.OLDER, True),
        (replace(version(2024), effective_from=None), Standing.NEW, True),
        (replace(version(2024), tier=Tier.PRESS), Standing.NEW, True),
    ],
)
def test_each_document_is_told_by_how_it_stands(
    document: Document, standing: Standing, is_stored: bool
) -> None:
    found = Shelf([HELD]).compare(document)
    assert (found.standing, found.is_to_be_stored) == (standing, is_stored)
    assert found.other == (None if standing is Standing.NEW else HELD)
    if found.other:
        assert "示例市救助办法" in found.user
        assert found.user.endswith("。")
        assert found.english


def test_a_new_version_follows_the_one_before_it() -> None:
    shelf = Shelf([version(2016), HELD, version(2024)])
    assert shelf.compare(version(2022)).other == HELD
    assert shelf.compare(version(2012)).other == version(2016)
    assert shelf.compare(version(2025)).other == version(2024)


def test_what_is_built_in_is_not_replaced_by_a_file_of_the_same_version() -> None:
    shelf = Shelf([HELD], lambda: {HELD.key})
    assert shelf.compare(replace(HELD, text="第一条 丙。")).standing is Standing.BUILT_IN
    assert shelf.compare(HELD).standing is Standing.SAME


def test_a_file_that_states_its_facts_may_share_its_text_with_another() -> None:
    twin = replace(HELD, key="副本", title="另一办法")
    assert Shelf([HELD]).compare(twin, is_stated=True).standing is Standing.NEW

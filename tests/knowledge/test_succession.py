"""The version of a document that stands on a day, wherever a reference to it begins."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.documents import Document, Tier
from knowledge.succession import standing_version

OLD = Document(
    "old", "办法", "旧", Tier.OFFICIAL, "某局",
    effective_from=date(2020, 1, 1), effective_to=date(2023, 12, 31), replaced_by="mid",
)  # fmt: skip
MID = replace(
    OLD, key="mid", effective_from=date(2024, 1, 1), effective_to=date(2025, 12, 31),
    replaced_by="new",
)  # fmt: skip
NEW = replace(OLD, key="new", effective_from=date(2026, 1, 1), effective_to=None, replaced_by=None)
HELD = {each.key: each for each in (OLD, MID, NEW)}


@pytest.mark.parametrize(
    ("key", "as_of", "stands"),
    [
        ("old", date(2021, 1, 1), "old"),
        ("old", date(2024, 1, 1), "mid"),
        ("old", date(2026, 1, 1), "new"),
        ("new", date(2021, 1, 1), None),
        ("missing", date(2021, 1, 1), None),
    ],
)
def test_the_version_of_the_day_is_found(key: str, as_of: date, stands: str | None) -> None:
    found = standing_version(key, as_of, HELD.get)
    assert (found.key if found else None) == stands


def test_versions_that_name_each_other_end_the_search() -> None:
    ring = {
        "a": replace(OLD, key="a", replaced_by="b"),
        "b": replace(OLD, key="b", replaced_by="a"),
    }
    assert standing_version("a", date(2026, 1, 1), ring.get) is None

from datetime import date

import pytest

from knowledge.articles import split
from knowledge.digests import DigestError, digests, has_front_matter, read_digest
from knowledge.documents import Tier

FILE = """---
key: example
title: 示例办法（要点转述）
tier: digest
source: 示例来源
source_url: https://example.org/a
issuer: 示例市民政局
number: 示民〔2024〕1号
region: 示例市
programme: null
published: 2024-01-02
effective_from: 2024-03-01
effective_to: null
replaces: []
replaced_by: null
aliases: [示例]
status_note: 试行
---

# 示例

## 要点

一年内可以申请。
"""


def test_front_matter_and_body_become_a_document() -> None:
    document = read_digest(FILE, "example.md")
    assert (document.key, document.tier, document.number) == (
        "example",
        Tier.DIGEST,
        "示民〔2024〕1号",
    )
    assert (document.published, document.effective_from) == (date(2024, 1, 2), date(2024, 3, 1))
    assert document.source == "示例来源（https://example.org/a）"
    assert (document.aliases, document.status_note) == (("示例",), "试行")
    assert (document.programme, document.effective_to) == (None, None)
    assert document.text.startswith("# 示例")


def test_only_title_tier_and_source_are_needed_and_the_file_name_is_the_key() -> None:
    document = read_digest("---\ntitle: 甲\ntier: press\nsource: 乙\n---\n正文", "some-file.md")
    assert (document.key, document.text, document.replaces) == ("some-file", "正文", ())


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("没有开头", "a.md: no front matter"),
        ("---\n- 1\n---\n", "a.md: the front matter must be lines"),
        ("---\na: [\n---\n", "a.md: the front matter is not valid YAML"),
        ("---\ntitle: 甲\ntier: digest\n---\n", "a.md: the key 'source' is missing"),
        ("---\ntitle: 甲\ntier: digest\nsource: 乙\nisuer: 丙\n---\n", "a.md: unknown key 'isuer'"),
        ("---\ntitle: 甲\ntier: best\nsource: 乙\n---\n", "a.md: 'tier' must be one of official"),
        ("---\ntitle: 3\ntier: digest\nsource: 乙\n---\n", "a.md: 'title' must be text, not 3"),
        (
            "---\ntitle: 甲\ntier: digest\nsource: 乙\npublished: 去年\n---\n",
            "a.md: 'published' must be a date",
        ),
        (
            "---\ntitle: 甲\ntier: digest\nsource: 乙\naliases: 丙\n---\n",
            "a.md: 'aliases' must be a list",
        ),
    ],
)
def test_a_wrong_file_is_refused_naming_file_and_key(wrong: str, message: str) -> None:
    with pytest.raises(DigestError, match=message):
        read_digest(wrong, "a.md")


def test_front_matter_is_recognised() -> None:
    assert has_front_matter(FILE)
    assert not has_front_matter("# 标题\n---\n")


def test_the_digests_shipped_can_all_be_read_cut_and_told_apart() -> None:
    shipped = list(digests())
    assert len({document.key for document in shipped}) == len(shipped) >= 18
    assert all(split(document) for document in shipped)
    assert all(document.source for document in shipped)

"""Words typed wrongly by sound, or in pinyin, read as they were meant."""

import pytest

from retrieval.sounds import Sounds

WORDS = ("低保", "低保户", "慈善组织", "慈善信托", "公开募捐", "资格", "项目", "税前扣除", "申请")
FILLERS = ("什么", "怎么", "需要")
WRITTEN = (
    "低保户 慈善组织 慈善信托 公开募捐 资格 项目 税前扣除 申请 什么 怎么 需要 目标 慈善事业 新建"
)


@pytest.fixture(scope="module")
def sounds() -> Sounds:
    return Sounds(WORDS, FILLERS, WRITTEN.count)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("低宝怎么申请", "低保怎么申请"),
        ("慈膳组织", "慈善组织"),
        ("慈善新托", "慈善信托"),  # 新 and 信 are one sound to many
        ("税前口除", "税前扣除"),
        ("gongkai mujuan", "公开募捐"),
        ("gongkaimujuan需要什么zige", "公开募捐需要什么资格"),
    ],
)
def test_a_word_typed_by_sound_is_read_as_it_was_meant(
    sounds: Sounds, typed: str, meant: str
) -> None:
    assert sounds.corrected(typed)[0] == meant


def test_what_was_changed_is_told_with_its_place(sounds: Sounds) -> None:
    _, [heard] = sounds.corrected("村里低宝户")

    assert (heard.start, heard.said, heard.meant) == (2, "低宝户", "低保户")


@pytest.mark.parametrize(
    "right",
    [
        "低保户怎么申请",
        "面向目标地区",  # 向目 sounds like 项目, and 目 belongs to 目标
        "app怎么用",
        "AED怎么捐",
        "shangmian xie shenme",
        "gongkai zuqiu",  # only half of it is of our words
        "",
    ],
)
def test_what_is_right_or_of_another_matter_stays_as_it_is(sounds: Sounds, right: str) -> None:
    assert sounds.corrected(right) == (right, ())


def test_of_words_that_overlap_the_longest_is_taken() -> None:
    sounds = Sounds(("低保", "低保户", "保护"), (), "低保户".count)

    assert sounds.corrected("低宝户")[0] == "低保户"

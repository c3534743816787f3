import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.normalise import normalise

PINYIN = ["shí", "zhàn", "huì", "lǜ", "ér", "yuán", "qǐng", "guó", "à"]


def test_traditional_text_is_indexed_in_simplified_characters() -> None:
    assert normalise("慈善組織應當瞭解捐贈人的意願").text == "慈善组织应当了解捐赠人的意愿"


def test_words_that_single_characters_would_spoil_are_converted_as_words() -> None:
    assert normalise("答覆與覆蓋，憑藉乾淨的水").text == "答复与覆盖,凭借干净的水"


def test_radicals_that_look_like_characters_become_those_characters() -> None:
    assert normalise("⻅⺠⻔⻓⼈⾦").text == "见民门长人金"


def test_invisible_characters_leave_no_trace() -> None:
    assert normalise("\ufeff慈\u200b善\u00ad法\U000e0041\u202e第\ufe0f一条").text == "慈善法第一条"


def test_white_space_is_folded_and_the_ends_are_bare() -> None:
    assert normalise(" \u3000总\u3000\u3000则\n\n第一条\t ").text == "总 则 第一条"


def test_a_quote_found_in_spliced_text_is_a_substring_of_the_original() -> None:
    original = "項(xiàng)目資(zī)助資(zī)金4700多萬(wàn)元"
    found = normalise(original)
    assert found.text == "项目资助资金4700多万元"
    at = found.text.index("资助资金")
    start, end = found.span(at, at + 4)
    assert original[start:end] == "資(zī)助資(zī)金"


def test_a_splice_whose_opening_bracket_was_damaged_is_removed_too() -> None:
    assert normalise("市屬?lài)?guó)企結(jié)對(duì)").text == "市属企结对"


def test_neutral_syllables_are_removed_only_where_the_text_is_plainly_spliced() -> None:
    assert normalise("我們(men)關(guān)愛(ài)兒童(tóng)").text == "我们关爱儿童"
    assert normalise("工作人员(men)名单").text == "工作人员(men)名单"


def test_pinyin_between_characters_without_brackets_is_removed() -> None:
    assert normalise("慈cí善shàn组织").text == "慈善组织"


@pytest.mark.parametrize(
    "text",
    ["用App报名", "配AED一台", "WiFi(5G)覆盖", "café店", "咖啡café店", "合作(men)", "C(x)类", "he"],
)
def test_latin_words_stay(text: str) -> None:
    assert normalise(text).text == text


def test_letters_with_combining_marks_keep_their_whole_range() -> None:
    found = normalise("e\u0301㈠")
    assert found.text == "é(一)"
    assert [found.span(at, at + 1) for at in range(4)] == [(0, 2), (2, 3), (2, 3), (2, 3)]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 1), (0, 4)])
def test_a_range_that_is_no_part_of_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(IndexError, match="is no part of 3 characters"):
        normalise("慈善法").span(start, end)


def test_an_empty_text_stays_empty() -> None:
    assert normalise("").text == normalise(" \u200b").text == ""


@settings(deadline=None)
@given(st.text())
def test_every_character_maps_back_in_order(text: str) -> None:
    found = normalise(text)
    assert len(found.text) == len(found.offsets) == len(found.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(found.offsets, found.ends, strict=True))
    assert list(found.offsets) == sorted(found.offsets)
    assert list(found.ends) == sorted(found.ends)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(categories=["Lo", "Nd", "Po", "Zs"])))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("慈善组织公益项目帮扶"), st.sampled_from(PINYIN))))
def test_pinyin_after_every_character_is_all_removed(pairs: list[tuple[str, str]]) -> None:
    plain = "".join(pair[0] for pair in pairs)
    assert normalise("".join(f"{han}({sound})" for han, sound in pairs)).text == plain


@settings(deadline=None)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCXYZ", min_size=1), st.booleans())
def test_words_without_tone_marks_are_never_removed(word: str, bracketed: bool) -> None:
    text = f"使用({word})办理" if bracketed else f"使用{word}办理"
    assert normalise(text).text == text

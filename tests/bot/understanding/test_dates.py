"""Deadlines: what day a phrase means, which are impossible, and what is no deadline."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.dates import Deadline, find_deadline, is_season, is_soon, read_deadline
from bot.understanding.festivals import festival, next_festival, term_start

TODAY = date(2026, 9, 20)  # a Sunday


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("11月底前", "2026-11-30"), ("11月底前送到", "2026-11-30"), ("十月中旬前", "2026-10-20"),
        ("下个月15号前", "2026-10-15"), ("本月底前", "2026-09-30"), ("这个月内", "2026-09-30"),
        ("3月1日前", "2027-03-01"), ("2027年3月1日前", "2027-03-01"),
        ("2027-03-01前", "2027-03-01"),
        ("明年3月前", "2027-02-28"), ("12月10日前完成", "2026-12-10"), ("12月完工", "2026-12-31"),
        ("开学前", "2027-03-01"), ("秋季开学前", "2027-09-01"), ("明年开学前", "2027-03-01"),
        ("春节前", "2027-02-06"), ("年前", "2027-02-06"), ("中秋节前", "2026-09-25"),
        ("端午前", "2027-06-09"), ("六一前", "2027-06-01"), ("国庆节之前", "2026-10-01"),
        ("明年春节前", "2027-02-06"), ("年底前", "2026-12-31"), ("今年年底", "2026-12-31"),
        ("明年上半年", "2027-06-30"), ("2027年内", "2027-12-31"),
        ("两周内", "2026-10-04"), ("半个月内", "2026-10-05"), ("3天内", "2026-09-23"),
        ("未来一周", "2026-09-27"), ("半年内", "2027-03-21"), ("下周五前", "2026-09-25"),
        ("入冬前", "2026-11-07"), ("冬天来临之前", "2026-11-07"), ("过冬", "2026-11-07"),
        ("尽快", None), ("雨季前", None), ("越快越好", None),
    ],
)  # fmt: skip
def test_a_phrase_means_a_day(phrase: str, day: str | None) -> None:
    found = find_deadline(f"请在{phrase}", TODAY)
    assert found is not None
    assert found.value.problem is None
    assert found.value.date == (date.fromisoformat(day) if day else None)
    assert found.value.phrase in phrase


@pytest.mark.parametrize("phrase", ["2月30日前", "13月前", "4月31号前", "0月5日前", "14月3日前"])
def test_an_impossible_day_is_refused_with_a_sentence(phrase: str) -> None:
    found = find_deadline(phrase, TODAY)
    assert found is not None
    assert found.value.date is None
    assert "没有" in (found.value.problem or "")


def test_a_past_day_is_refused_with_a_sentence() -> None:
    found = find_deadline("2020年1月1日前", TODAY)
    assert found is not None
    assert "已经过去" in (found.value.problem or "")


@pytest.mark.parametrize(
    "text", ["9月12日发生火灾", "十多年前建的", "2003年就撤销了", "去年3月前", "", "2013年3月12日"]
)
def test_what_is_no_deadline(text: str) -> None:
    assert find_deadline(text, TODAY) is None


def test_a_day_wins_over_haste_and_haste_over_a_season() -> None:
    found = find_deadline("过冬物资请尽快，11月1日前送到", TODAY)
    assert found is not None
    assert found.value.phrase == "11月1日前"
    found = find_deadline("过冬物资请尽快", TODAY)
    assert found is not None
    assert found.value.phrase == "尽快"


def test_after_a_disaster_pressing_means_at_once() -> None:
    found = find_deadline("发生地震，急需帐篷", TODAY)
    assert found is not None
    assert is_soon(found.value.phrase)
    assert find_deadline("急需净水设备", TODAY) is None


@pytest.mark.parametrize(
    ("answer", "day"),
    [
        ("11月底", "2026-11-30"), ("国庆", "2026-10-01"), ("下周五", "2026-09-25"),
        ("2026-11-30", "2026-11-30"), ("11.30", "2026-11-30"), ("10月1日", "2026-10-01"),
        ("11月", "2026-11-30"), ("明年3月", "2027-03-31"), ("20261130", "2026-11-30"),
        ("明天", "2026-09-21"), ("15号", "2026-10-15"), ("31号", "2026-10-31"),
        ("月底", "2026-09-30"),
        ("11月中下旬", "2026-11-30"), ("10月中旬左右", "2026-10-20"), ("明年都行", "2027-12-31"),
        ("最好10月，最晚不要超过11月15号", "2026-11-15"), ("两三个月", "2026-12-19"),
    ],
)  # fmt: skip
def test_a_short_answer_may_leave_out_before(answer: str, day: str) -> None:
    deadline = read_deadline(answer, TODAY)
    assert deadline is not None
    assert (deadline.phrase, deadline.date) == (answer, date.fromisoformat(day))


def test_who_sets_no_day_is_taken_at_their_word() -> None:
    assert read_deadline("随时都可以", TODAY) == Deadline("随时都可以", None)


@pytest.mark.parametrize("answer", ["去年12月", "上个月"])
def test_an_answer_in_the_past_is_refused_with_a_sentence(answer: str) -> None:
    refused = read_deadline(answer, TODAY)
    assert refused is not None
    assert "已经过去" in (refused.problem or "")


def test_a_month_has_no_thirty_second_day() -> None:
    refused = read_deadline("32号", TODAY)
    assert refused is not None
    assert refused.date is None
    assert refused.problem


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("最晚12月15号送到", "2026-12-15"),
        ("月底前要用", "2026-09-30"),
        ("28号前能送到就好", "2026-09-28"),
    ],
)
def test_a_day_may_be_said_in_other_ways(text: str, day: str) -> None:
    found = find_deadline(text, TODAY)
    assert found is not None
    assert found.value.date == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("phrase", "season"), [("冬天", True), ("入冬前", False), ("11月底前", False)]
)
def test_a_season_is_no_day_to_keep(phrase: str, season: bool) -> None:
    assert is_season(phrase) is season


def test_a_short_answer_that_is_no_deadline() -> None:
    assert read_deadline("随便", TODAY) is None
    refused = read_deadline("2月30日", TODAY)
    assert refused is not None
    assert "“2月30日”" in (refused.problem or "")


@given(st.dates(date(2026, 9, 20), date(2049, 12, 31)))
def test_a_full_date_means_itself(day: date) -> None:
    found = find_deadline(f"{day.year}年{day.month}月{day.day}日前", TODAY)
    assert found is not None
    assert found.value.date == day


@given(st.dates(date(2001, 1, 1), date(2048, 12, 31)))
def test_a_date_without_a_year_lies_ahead_within_a_year(today: date) -> None:
    found = find_deadline("3月10日前", today)
    assert found is not None
    assert found.value.date is not None
    assert timedelta(0) <= found.value.date - today <= timedelta(days=366)


@given(st.text(alphabet="年月日号前底初上下个半周天内春节开学0123456789一二十", max_size=24))
def test_no_mixture_breaks_the_reading(text: str) -> None:
    found = find_deadline(text, TODAY)
    if found:
        assert text[found.start : found.end] == found.value.phrase


def test_festivals_of_the_moon_are_known_for_decades() -> None:
    assert festival("春节", 2026) == date(2026, 2, 17)
    assert festival("中秋", 2030) == date(2030, 9, 12)
    assert festival("春节", 2070) is None
    assert next_festival("春节", date(2069, 1, 1)) is None
    assert term_start("秋", TODAY) == date(2027, 9, 1)

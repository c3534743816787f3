"""The metrics of answers, counted by hand on a few cases."""

from typing import Any

import pytest

from knowledge.library import MemoryLibrary
from retrieval.evaluate import evaluate_answers
from tests.retrieval import samples

LAW = "互助捐赠法(2024修正,2024-09-05施行)"


def case(question: str, *articles: int, answerable: bool = True, **more: Any) -> dict[str, Any]:
    gold = [{"law": LAW, "article": number} for number in articles]
    return {"id": question, "q": question, "answerable": answerable, "articles": gold, **more}


def measured(*cases: dict[str, Any]) -> dict[str, Any]:
    library = samples.library()
    return evaluate_answers(samples.asker(library), cases, library)


def test_each_metric_counts_the_cases_it_is_for() -> None:
    result = measured(
        case("捐赠财产有剩余怎么办", 7),
        case("登记满几年可以申请公开募捐资格", 4),
        case("募捐方案", answerable=True),
        case("把受助人的电话发给我", answerable=False),
        case("捐赠的实物要好吗", answerable=False),
    )

    assert result["cases"] == 5
    assert result["metrics"] == {
        "hit@1": 0.5,
        "hit@3": pytest.approx(0.75, abs=0.25),
        "hit@10": 1.0,
        "answered": 1.0,
        "declined": 0.5,
        "quote_exact": 1.0,
    }
    assert [one["id"] for one in result["failures"]] == [
        "登记满几年可以申请公开募捐资格",
        "捐赠的实物要好吗",
    ]


def test_a_failure_says_what_was_expected_and_what_came() -> None:
    [failure] = measured(case("把受助人的电话发给我", 7))["failures"]

    assert failure["status"] == "private"
    assert failure["gold"] == ["互助捐赠法第7条"]
    assert len(failure["ranked"]) <= 3


def test_metrics_without_cases_are_none() -> None:
    metrics = measured(case("把受助人的电话发给我", answerable=False))["metrics"]

    assert metrics["hit@1"] is None
    assert metrics["answered"] is None
    assert metrics["quote_exact"] is None


def test_the_day_and_the_earlier_turns_of_a_case_are_used() -> None:
    metrics = measured(
        case("登记满几年可以申请公开募捐资格", 3, as_of="2020-01-01"),
        case("那第七条呢", 7, context=["互助捐赠法第六条说什么"]),
    )["metrics"]

    assert metrics["hit@1"] == 1.0


def test_gold_that_names_no_article_is_not_scored() -> None:
    unnamed = case("捐赠财产有剩余怎么办")
    unnamed["articles"] = [{"law": LAW, "article": None}, {"law": None, "article": 7}]

    assert measured(unnamed)["metrics"]["hit@1"] is None


def test_a_quotation_that_is_not_in_the_library_is_counted() -> None:
    asker = samples.asker()

    metrics = evaluate_answers(asker, [case("捐赠财产有剩余怎么办", 7)], MemoryLibrary())["metrics"]

    assert metrics["quote_exact"] == 0.0


def test_progress_is_told_after_every_case() -> None:
    library = samples.library()
    seen: list[tuple[int, int]] = []

    evaluate_answers(
        samples.asker(library),
        [case("募捐方案"), case("捐赠")],
        library,
        lambda done, total: seen.append((done, total)),
    )

    assert seen == [(1, 2), (2, 2)]

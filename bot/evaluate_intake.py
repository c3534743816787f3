"""Scores the understanding of free text against gold fields: exact match per field."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from statistics import median
from time import perf_counter
from typing import Any

from bot.intake_gold import Comparison, compare, matched_items, today_of
from bot.understanding.report import understand
from knowledge.places.gazetteer import Gazetteer


def evaluate_intake(
    cases: Sequence[Mapping[str, Any]],
    gazetteer: Gazetteer,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Figures over ``cases`` (``raw_text`` and ``gold``), as the command line prints them.

    ``metrics`` holds the share of exact matches of every field over the cases whose gold is not
    null, ``items_f1``, ``invented`` (over the null gold amounts, counts and places) and the
    milliseconds one report took. ``failures`` lists case, field, gold and what was read.
    ``progress`` is called with the cases done and their number.
    """
    comparisons: list[tuple[str, Comparison]] = []
    hits = produced = wanted = 0
    times: list[float] = []
    understand("", gazetteer, date.min)  # reads the word lists, once and not in the timing
    for done, case in enumerate(cases, start=1):
        today = today_of(case)
        began = perf_counter()
        need = understand(case["raw_text"], gazetteer, today).need
        times.append((perf_counter() - began) * 1000)
        name = str(case.get("id", done))
        comparisons.extend((name, one) for one in compare(case["gold"], need, gazetteer, today))
        gold_items = case["gold"].get("items") or []
        if gold_items:
            hits += matched_items(gold_items, need.items)
            wanted, produced = wanted + len(gold_items), produced + len(need.items)
        if progress:
            progress(done, len(cases))
    metrics = _shares([one for _, one in comparisons])
    metrics["items_f1"] = round(2 * hits / (wanted + produced), 4) if wanted + produced else 0.0
    metrics["ms_p50"] = round(median(times), 2) if times else 0.0
    metrics["ms_max"] = round(max(times, default=0.0), 2)
    failures = [
        {"id": name, "field": one.field, "gold": one.gold, "got": one.got}
        for name, one in comparisons
        if one.failed
    ]
    return {"cases": len(cases), "metrics": metrics, "failures": failures}


def _shares(comparisons: Sequence[Comparison]) -> dict[str, float]:
    """The share of matches per field; for ``invented`` the share of values that should not be."""
    shares: dict[str, float] = {}
    for field in dict.fromkeys(one.field for one in comparisons if not one.absent):
        of_field = [one for one in comparisons if one.field == field and not one.absent]
        shares[field] = round(sum(not one.failed for one in of_field) / len(of_field), 4)
    absent = [one for one in comparisons if one.absent]
    shares["invented"] = (
        round(sum(one.failed for one in absent) / len(absent), 4) if absent else 0.0
    )
    return shares

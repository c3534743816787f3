"""Scores what is read out of searches for needs against the filters that are meant."""

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median
from time import perf_counter
from typing import Any

from api.domain.need_filters import Order, Standing
from api.domain.need_query import NeedQuery
from bot.understanding.need_query import read_need_query
from knowledge.places.gazetteer import Gazetteer

FIELDS = (
    *("categories", "places", "least", "most", "people", "sites"),
    *("words", "urgency", "before", "standing", "order"),
)


def evaluate_market(
    cases: Sequence[Mapping[str, Any]], gazetteer: Gazetteer, today: date
) -> dict[str, Any]:
    """Figures over ``cases`` (``text`` and the filters they ``want``), as the command line prints
    them. A filter that a case does not want must not be read either.

    ``metrics``: ``exact``, the share read right in every filter and word; ``exact_held``, the same
    of those marked ``held``; the share per filter; and milliseconds. ``failures`` lists the rest.
    """
    read_need_query("", gazetteer, today)  # reads the word lists, once and not in the timing
    right: dict[str, list[bool]] = {name: [] for name in ("exact", "exact_held", *FIELDS)}
    failures, times = [], []
    for case in cases:
        began = perf_counter()
        query = read_need_query(case["text"], gazetteer, today).query
        times.append((perf_counter() - began) * 1000)
        got, want = filters(query), wanted(case)
        right["exact_held" if case.get("held") else "exact"].append(got == want)
        for name in got.keys() | want.keys():
            right[name].append(got.get(name) == want.get(name))
        if got != want:
            failures.append({"text": case["text"], "want": want, "got": got})
    right["exact"] += right["exact_held"]
    shares = {name: sum(each) / len(each) for name, each in right.items() if each}
    metrics = shares | ({"ms_p50": median(times)} if times else {})
    return {"cases": len(cases), "metrics": metrics, "failures": failures}


def filters(query: NeedQuery) -> dict[str, Any]:
    """The filters of ``query`` as cases write them; what does not filter is left out."""
    found: dict[str, Any] = {
        "categories": sorted(query.categories),
        "places": sorted(place.code for place in query.places),
        "least": None if query.least_yuan is None else int(query.least_yuan),
        "most": None if query.most_yuan is None else int(query.most_yuan),
        "people": sorted(query.people),
        "sites": sorted(query.sites),
        "words": sorted(query.words),
        "urgency": query.urgency,
        "before": query.before and query.before.isoformat(),
        "standing": None if query.standing is Standing.OPEN else query.standing,
        "order": None if query.order is Order.BEST else query.order,
    }
    return {name: value for name, value in found.items() if value}


def wanted(case: Mapping[str, Any]) -> dict[str, Any]:
    """The filters of a case in the same form."""
    return {
        name: sorted(value) if isinstance(value, list) else _plain(value)
        for name, value in case["want"].items()
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

"""Which needs a query finds, in which order, and how many there would be without one filter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from api.domain.need_filters import Order, Standing, Within
from api.domain.need_groups import people_groups, site_groups
from api.domain.need_query import NeedQuery
from api.market.entry import bit_of
from api.market.index import (
    CATEGORIES,
    CODE_DIGITS,
    STATUSES,
    UNKNOWN,
    URGENCIES,
    NeedIndex,
    Rows,
    fen,
)
from api.market.meaning import Vector
from api.market.postings import Floats

Mask = NDArray[np.bool_]
Doubles = NDArray[np.float64]

LEAST_LIKE = 0.34  # of the words, to be found at all
MEANING = 0.5  # its part beside words, where there is a vector
FAR, CLOSE = 0.78, 0.92  # cosines of this model between which needs differ
NEAR = 0.85  # cosine from which a need is shown though none of its words fit
MOST_NEAR = 5
URGENT_WORTH, FRESH_WORTH = 0.06, 0.04  # beside 1 for all words: they break ties
FRESH_DAYS = 120.0  # after which a need counts a third as fresh
_DAY = 86_400.0
_PROVINCE = 10**7
_LAST = np.int64(2**62)


@dataclass(frozen=True, slots=True)
class Ranked:
    """``numbers`` of the page, best first, with their scores; ``total`` of all that were found.

    ``near`` are needs that only mean something like it, where fewer than a page were found.
    ``categories`` and ``provinces`` (two digits) count what each would find beside the other
    filters, most first.
    """

    numbers: tuple[int, ...]
    scores: tuple[float, ...]
    total: int
    near: tuple[int, ...] = ()
    categories: tuple[tuple[str, int], ...] = ()
    provinces: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Which part is wanted, and whether with the counts for other filters."""

    limit: int
    offset: int = 0
    facets: bool = False


def ranked(
    index: NeedIndex, query: NeedQuery, now: datetime, page: Page, vector: Vector | None = None
) -> Ranked:
    """The ``page`` of what ``query`` finds; ``vector`` is that of what it means."""
    rows = index.rows
    likeness, nearness = index.likeness(query.words), index.nearness(vector)
    parts = _parts(rows, query, likeness)
    slots = np.flatnonzero(_all(parts.values(), len(rows)))
    relevance = _relevance(likeness[slots], None if nearness is None else nearness[slots])
    scores = relevance + _tie_breaks(rows[slots], now)
    order = _ordered(rows[slots], scores, query.order)[page.offset : page.offset + page.limit]
    found = Ranked(
        tuple(int(number) for number in rows["number"][slots[order]]),
        tuple(round(float(score), 4) for score in scores[order]),
        len(slots),
    )
    if nearness is not None and len(slots) < page.limit:
        room = min(page.limit - len(slots), MOST_NEAR)
        found = replace(found, near=_near(rows, parts, nearness, room))
    return _with_facets(found, rows, parts) if page.facets else found


def _relevance(likeness: Floats, nearness: Floats | None) -> Doubles:
    if nearness is None:
        return likeness.astype(np.float64)
    meant = np.clip((nearness - FAR) / (CLOSE - FAR), 0, 1)
    return np.asarray((1 - MEANING) * likeness + MEANING * meant, dtype=np.float64)


def _near(rows: Rows, parts: dict[str, Mask], nearness: Floats, room: int) -> tuple[int, ...]:
    """The needs nearest in meaning that keep to all filters, but have none of the words."""
    beside = (mask for name, mask in parts.items() if name != "words")
    found = _all(beside, len(rows)) & (nearness >= NEAR)
    if "words" in parts:
        found &= ~parts["words"]
    slots = np.flatnonzero(found)
    order = np.lexsort((-rows["number"][slots], -np.round(nearness[slots], 4)))[:room]
    return tuple(int(number) for number in rows["number"][slots[order]])


def gains(index: NeedIndex, query: NeedQuery) -> tuple[tuple[str, int], ...]:
    """For each filter alone: its key and how many needs there are without it, most first. Only
    those that gain; the usual standing counts as one (``standing``)."""
    rows = index.rows
    keys = [chip.key for chip in query.chips() if chip.key != "order"]
    if query.standing is Standing.OPEN:
        keys.append("standing")
    found = []
    for key in keys:
        wider = query.without(key)
        parts = _parts(rows, wider, index.likeness(wider.words))
        found.append((key, int(_all(parts.values(), len(rows)).sum())))
    return tuple(sorted((one for one in found if one[1]), key=lambda one: -one[1]))


def _all(parts: Iterable[Mask], size: int) -> Mask:
    found = np.ones(size, dtype=np.bool_)
    for part in parts:
        found &= part
    return found


def _parts(rows: Rows, query: NeedQuery, likeness: Floats) -> dict[str, Mask]:
    """What each filter lets through, by its name."""
    statuses = [STATUSES.index(status) for status in query.standing.statuses]
    parts: dict[str, Mask] = {"standing": rows["alive"] & np.isin(rows["status"], statuses)}
    if query.categories:
        wanted = [CATEGORIES.index(category) for category in query.categories]
        second = np.isin(rows["second"], wanted)
        parts["category"] = np.isin(rows["category"], wanted) | second
    if query.places:
        parts["place"] = _any([_inside(rows, place) for place in query.places], len(rows))
    if query.people:
        parts["people"] = (rows["people"] & bit_of(people_groups(), query.people)) != 0
    if query.sites:
        parts["sites"] = (rows["sites"] & bit_of(site_groups(), query.sites)) != 0
    if query.words:
        parts["words"] = likeness >= LEAST_LIKE
    return parts | _bounds(rows, query)


def _bounds(rows: Rows, query: NeedQuery) -> dict[str, Mask]:
    """The filters that are limits; what is not known keeps to none."""
    parts: dict[str, Mask] = {}
    if query.least_yuan is not None:
        parts["least"] = rows["open_fen"] >= fen(query.least_yuan)
    if query.most_yuan is not None:
        known = rows["open_fen"] != UNKNOWN
        parts["most"] = known & (rows["open_fen"] <= fen(query.most_yuan))
    if query.urgency is not None:
        parts["urgency"] = rows["urgency"] >= URGENCIES.index(query.urgency)
    if query.before is not None:
        known = rows["deadline"] != 0
        parts["before"] = known & (rows["deadline"] <= query.before.toordinal())
    return parts


def _any(masks: list[Mask], size: int) -> Mask:
    found = np.zeros(size, dtype=np.bool_)
    for mask in masks:
        found |= mask
    return found


def _inside(rows: Rows, place: Within) -> Mask:
    below = 10 ** (CODE_DIGITS - len(place.code))
    return np.asarray(rows["code"] // below == int(place.code))


def _tie_breaks(rows: Rows, now: datetime) -> Doubles:
    """What is urgent and what is new comes first among equals."""
    urgent = np.maximum(rows["urgency"].astype(np.float64) - 1, 0) / 2
    days = np.maximum(now.timestamp() - rows["published"], 0) / _DAY
    return np.asarray(URGENT_WORTH * urgent + FRESH_WORTH * np.exp(-days / FRESH_DAYS))


def _ordered(rows: Rows, scores: Doubles, order: Order) -> NDArray[np.intp]:
    """Places in ``rows``, first to last; equals by score, then the newer number first."""
    open_fen, deadline = rows["open_fen"], rows["deadline"].astype(np.int64)
    first: dict[Order, NDArray[np.int64]] = {
        Order.CHEAPEST: np.where(open_fen == UNKNOWN, _LAST, open_fen),
        Order.DEAREST: -open_fen,
        Order.SOONEST: np.where(deadline == 0, _LAST, deadline),
        Order.NEWEST: -rows["published"],
    }
    by = (-rows["number"], -np.round(scores, 6))
    return np.lexsort((*by, first[order])) if order in first else np.lexsort(by)


def _with_facets(page: Ranked, rows: Rows, parts: dict[str, Mask]) -> Ranked:
    """``page`` with the counts per category and province, each beside all other filters."""
    beside = {
        name: _all((mask for key, mask in parts.items() if key != name), len(rows))
        for name in ("category", "place")
    }
    categories = rows["category"][beside["category"]]
    provinces = rows["code"][beside["place"]] // _PROVINCE
    return replace(
        page,
        categories=_counted(categories[categories != UNKNOWN], lambda at: CATEGORIES[at].value),
        provinces=_counted(provinces[provinces != 0], lambda at: f"{at:02d}"),
    )


def _counted(
    values: NDArray[np.integer[Any]], name: Callable[[int], str]
) -> tuple[tuple[str, int], ...]:
    counts = np.bincount(values.astype(np.int64))
    found = [(name(int(at)), int(counts[at])) for at in np.flatnonzero(counts)]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))

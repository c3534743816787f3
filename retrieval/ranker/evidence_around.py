"""What speaks for a candidate beside its own words: scores, ranks, neighbours, its law."""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.ranker.pool import Column, Pool

Groups = NDArray[np.intp]

_TOP = 20  # the best by fusion, whose laws and chapters are evidence
_LONGEST = 1 << 20  # passages of one law: none has as many
_CALM = 5.0  # ranks far down differ little
_HELD_BACK = 0.02  # below the lowest cosine found: where a candidate the vectors missed may lie


def score_features(pool: Pool) -> dict[str, Column]:
    """The scores of both sides and of their fusion, as they are and by rank."""
    dense = _filled(pool.dense, _HELD_BACK)
    adapted = _filled(pool.adapted, _HELD_BACK)
    alike = _filled(pool.alike, _HELD_BACK)
    lexical = _filled(pool.lexical, 0.0)
    return {
        "lexical": lexical,
        "lexical_part": lexical / np.float32(lexical.max() or 1.0),
        "lexical_place": _place(lexical),
        "dense": dense,
        "dense_behind": dense.max() - dense,
        "dense_place": _place(dense),
        "adapted": adapted,
        "adapted_behind": adapted.max() - adapted,
        "adapted_place": _place(adapted),
        "alike": alike,
        "alike_behind": alike.max() - alike,
        "fused": pool.fused,
        "fused_place": _place(pool.fused),
        "found_by_both": (~np.isnan(pool.lexical) & pool.is_near).astype(np.float32),
    }


def _filled(column: Column, behind: float) -> Column:
    """``column`` with the lowest value found, less ``behind``, where there is none."""
    known = column[~np.isnan(column)]
    if not len(known):
        return np.zeros(len(column), dtype=np.float32)
    filled: Column = np.where(np.isnan(column), known.min() - np.float32(behind), column)
    return filled


def _place(column: Column) -> Column:
    """1 for the best, falling with the rank; the same at any size of pool."""
    ranks = np.empty(len(column), dtype=np.float32)
    ranks[np.argsort(-column, kind="stable")] = np.arange(len(column), dtype=np.float32)
    place: Column = np.float32(_CALM) / (np.float32(_CALM) + ranks)
    return place


def around_features(pool: Pool) -> dict[str, Column]:
    """The articles before and after, the chapter and the law, by what fusion gave them."""
    laws = _groups([one.document for one in pool.passages])
    places = laws * _LONGEST + np.asarray([one.ordinal for one in pool.passages], dtype=np.intp)
    chapters = _groups([(one.document, one.heading) for one in pool.passages])
    return {
        "before": _of_neighbour(places, pool.fused, -1),
        "after": _of_neighbour(places, pool.fused, 1),
        "law_best": _best_of_others(laws, pool.fused),
        "law_of_top": _part_of_top(laws, pool.fused),
        "chapter_best": _best_of_others(chapters, pool.fused),
        "chapter_of_top": _part_of_top(chapters, pool.fused),
    }


def _of_neighbour(places: Groups, fused: Column, step: int) -> Column:
    """The score of the candidate ``step`` places on from each; 0 where none is there."""
    order = np.argsort(places)
    wanted = places + step
    at = order[np.minimum(np.searchsorted(places, wanted, sorter=order), len(order) - 1)]
    return np.where(places[at] == wanted, fused[at], np.float32(0.0))


def _groups(names: Sequence[Hashable]) -> Groups:
    """The same number for the same name, from 0 on."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.asarray([numbers[name] for name in names], dtype=np.intp)


def _best_of_others(groups: Groups, fused: Column) -> Column:
    """The best score in the group of each candidate that is not its own; 0 where it is alone."""
    order = np.lexsort((-fused, groups))
    group, score = groups[order], fused[order]
    goes_on = np.r_[group[1:] == group[:-1], False]
    is_best = np.r_[True, ~goes_on[:-1]]
    second = np.where(goes_on, np.r_[score[1:], 0.0], 0.0)
    other = np.empty(len(groups), dtype=np.float32)
    other[order] = np.where(is_best, second, score[is_best][group])
    return other


def _part_of_top(groups: Groups, fused: Column) -> Column:
    """How much of the score of the best candidates belongs to the group of each."""
    top = np.argsort(-fused, kind="stable")[:_TOP]
    sums = np.bincount(groups[top], weights=fused[top], minlength=len(groups))
    return np.asarray(sums[groups] / (sums.sum() or 1.0), dtype=np.float32)

"""Chinese text as search terms: every character and every pair of neighbours, other words whole.

A dictionary splits the words of officials and of lay people differently; characters and pairs do
not. Measured on a statute benchmark: R@10 .505 against .451 for dictionary words.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable

from knowledge.normalise import NORMALISER_VERSION, normalise

VERSION = f"1.{NORMALISER_VERSION}"
"""Part of the lexical index's fingerprint: raise it when the terms change."""

_RUN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[a-z]+|[\u3400-\u4dbf\u4e00-\u9fff]+")


def fold(text: str) -> str:
    """The text in one spelling and one case; it may change length."""
    return normalise(text).text.lower()


def terms(text: str) -> list[str]:
    """The terms of ``text`` in order of runs: characters first, then pairs, of each Chinese run."""
    found: list[str] = []
    for run in _RUN.findall(fold(text)):
        if _is_word(run):
            found.append(run)
        else:
            found.extend(run)
            found.extend(left + right for left, right in itertools.pairwise(run))
    return found


def counted(text: str) -> Counter[str]:
    """How often each term stands in ``text``."""
    return Counter(terms(text))


def pairs(text: str) -> set[str]:
    """The distinct pairs and whole words of ``text``: what carries meaning, for coverage."""
    return {term for term in terms(text) if len(term) > 1}


def standing(wanted: Iterable[str], text: str) -> set[str]:
    """Those of ``wanted``, pairs or whole words, that are among ``pairs(text)``: asked of a few
    terms, this is many times faster than to cut the whole text."""
    folded = fold(text)
    words = {run for run in _RUN.findall(folded) if _is_word(run)}
    return {term for term in wanted if (term in words if _is_word(term) else term in folded)}


def _is_word(run: str) -> bool:
    return run[0] < "\u3400"

"""Which articles a digest restates: plain words lead to the official text they stand for."""

import re
from collections.abc import Callable, Iterator, Mapping

from knowledge.documents import Passage, Tier
from knowledge.numerals import NUMERAL
from knowledge.titles import short_title
from retrieval.corpus import Corpus
from retrieval.fusion import Scores

_REFERENCE = re.compile(rf"《([^《》]{{2,40}})》\s*第({NUMERAL}{{1,9}})条")


def pointers(corpus: Corpus) -> Mapping[str, tuple[str, ...]]:
    """Passage keys of the articles each passage of a digest names, by the digest passage's key.

    Every stored version of the article is listed; the search keeps those in force.
    """
    articles = _articles(corpus)
    found: dict[str, tuple[str, ...]] = {}
    for key, passage in corpus.passages.items():
        if corpus.documents[passage.document].tier is Tier.DIGEST:
            targets = tuple(dict.fromkeys(_targets(passage, articles)))
            if targets:
                found[key] = targets
    return found


def handed_on(
    scores: Scores,
    pointers: Mapping[str, tuple[str, ...]],
    share: float,
    stands: Callable[[str], bool],
) -> dict[str, float]:
    """``scores``, where each passage of a digest gives ``share`` of its own to the articles it
    names and steps back for them.

    Where none of those articles ``stands``, the digest stands for itself.
    """
    final = dict(scores)
    gained: dict[str, float] = {}
    for key in scores.keys() & pointers.keys():
        targets = [target for target in pointers[key] if stands(target)]
        for target in targets:
            gained[target] = max(gained.get(target, 0.0), scores[key])
        if targets:
            del final[key]
    for target, score in gained.items():
        final[target] = final.get(target, 0.0) + share * score
    return final


def _articles(corpus: Corpus) -> dict[tuple[str, str], list[str]]:
    articles: dict[tuple[str, str], list[str]] = {}
    for key, passage in corpus.passages.items():
        official = corpus.documents[passage.document].tier is Tier.OFFICIAL
        if official and passage.article is not None:
            name = corpus.names[passage.document]
            articles.setdefault((name, passage.article), []).append(key)
    return articles


def _targets(passage: Passage, articles: Mapping[tuple[str, str], list[str]]) -> Iterator[str]:
    for name, number in _REFERENCE.findall(passage.text):
        yield from articles.get((short_title(name), f"第{number}条"), ())

"""Measures answers on cases with known articles, under the metric names of DESIGN."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from knowledge.library import Library
from knowledge.numerals import article_number
from knowledge.titles import short_title
from retrieval.answer import Answer, Role

Progress = Callable[[int, int], None]
Place = tuple[str, int]  # comparable name of a law, number of an article
_DEPTHS = (1, 3, 10)


class RankingAsker(Protocol):
    """What is measured: the answer given, and the ranking behind it."""

    def ask(
        self, question: str, *, as_of: date | None = None, context: tuple[str, ...] = ()
    ) -> Answer:
        """See ``bot.ports.Asker``."""

    def ranked(
        self, question: str, *, as_of: date | None = None, context: tuple[str, ...] = ()
    ) -> list[tuple[str, str | None]]:
        """Title and article of the passages found, best first."""


@dataclass(frozen=True, slots=True)
class _Scored:
    """What one case contributes; ``None`` where a metric does not apply to it."""

    hits: Mapping[int, bool] | None
    answered: bool | None
    declined: bool | None
    quotes: Sequence[bool]
    failure: dict[str, Any] | None


def evaluate_answers(
    asker: RankingAsker,
    cases: Sequence[Mapping[str, Any]],
    library: Library,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """``{"cases", "metrics", "failures"}`` over ``cases``.

    A case has ``q`` and ``answerable``, may have ``articles`` (``law``, ``article``), ``as_of``
    and ``context``. ``hit@k`` counts answerable cases with gold articles, ``answered`` the
    answerable, ``declined`` the others, ``quote_exact`` all citations, each compared with the
    document stored in ``library``. Metrics without a case are ``None``.
    """
    scored = []
    for done, case in enumerate(cases, start=1):
        scored.append(_score(asker, case, library))
        if progress is not None:
            progress(done, len(cases))
    metrics: dict[str, float | None] = {
        f"hit@{depth}": _share(one.hits[depth] for one in scored if one.hits is not None)
        for depth in _DEPTHS
    }
    metrics["answered"] = _share(one.answered for one in scored if one.answered is not None)
    metrics["declined"] = _share(one.declined for one in scored if one.declined is not None)
    metrics["quote_exact"] = _share(exact for one in scored for exact in one.quotes)
    failures = [one.failure for one in scored if one.failure is not None]
    return {"cases": len(cases), "metrics": metrics, "failures": failures}


def _score(asker: RankingAsker, case: Mapping[str, Any], library: Library) -> _Scored:
    options: dict[str, Any] = {
        "as_of": date.fromisoformat(case["as_of"]) if case.get("as_of") else None,
        "context": tuple(case.get("context") or ()),
    }
    answer = asker.ask(case["q"], **options)
    gold = _gold(case)
    places = _places(answer, asker.ranked(case["q"], **options))
    declined = answer.status.declined
    if not case["answerable"]:
        failure = None if declined else _failure(case, answer, places)
        return _Scored(None, None, declined, _exact(answer, library), failure)
    hits = {depth: bool(gold & set(places[:depth])) for depth in _DEPTHS} if gold else None
    right = not declined and (hits is None or hits[_DEPTHS[0]])
    failure = None if right else _failure(case, answer, places)
    return _Scored(hits, not declined, None, _exact(answer, library), failure)


def _gold(case: Mapping[str, Any]) -> set[Place]:
    return {
        (short_title(one["law"]), int(one["article"]))
        for one in case.get("articles") or ()
        if one.get("law") and one.get("article") is not None
    }


def _places(answer: Answer, ranked: Iterable[tuple[str, str | None]]) -> list[Place | None]:
    """What is cited, then what was ranked, each place once; ``None`` for what has no article.
    Provisions that quotations only name are no answers found, so they do not count."""
    cited = [(one.title, one.article) for one in answer.citations if one.role is not Role.REFERRED]
    distinct = dict.fromkeys((short_title(title), article) for title, article in (*cited, *ranked))
    return [_place(title, article) for title, article in distinct]


def _place(title: str, article: str | None) -> Place | None:
    number = article_number(article) if article else None
    return (title, number.main) if number else None


def _exact(answer: Answer, library: Library) -> list[bool]:
    exact = []
    for citation in answer.citations:
        document = library.document(citation.document)
        stored = document.text[citation.start : citation.end] if document else None
        exact.append(stored == citation.quote)
    return exact


def _failure(
    case: Mapping[str, Any], answer: Answer, places: Sequence[Place | None]
) -> dict[str, Any]:
    return {
        "id": case.get("id"),
        "q": case["q"],
        "status": answer.status.value,
        "gold": sorted(f"{law}第{number}条" for law, number in _gold(case)),
        "ranked": [f"{place[0]}第{place[1]}条" if place else None for place in places[:3]],
    }


def _share(outcomes: Iterable[bool]) -> float | None:
    counted = list(outcomes)
    return round(sum(counted) / len(counted), 4) if counted else None

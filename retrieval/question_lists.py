"""Questions written as lists (YAML), as the cases that ``retrieval.evaluate`` takes."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from knowledge.lay_questions import lay_questions


class QuestionListError(Exception):
    """A file holds no lists of questions."""


def read_lists(text: str) -> list[dict[str, Any]]:
    """The cases of ``answerable`` (``q``, ``law``, ``articles``) and of ``unanswerable``: a list,
    or lists by kind, which become their ``id``.

    Raises:
        QuestionListError: neither is there, or it is no YAML.
    """
    try:
        body = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise QuestionListError(f"not YAML ({error})") from None
    if not isinstance(body, Mapping) or not body.keys() & {"answerable", "unanswerable"}:
        raise QuestionListError("neither answerable nor unanswerable questions in it")
    declined = body.get("unanswerable") or ()
    kinds = declined if isinstance(declined, Mapping) else {"": declined}
    return [
        *(_answerable(one) for one in body.get("answerable") or ()),
        *(
            {"id": kind or None, "q": question, "answerable": False}
            for kind, questions in kinds.items()
            for question in questions
        ),
    ]


def lay_cases(number: int) -> list[dict[str, Any]]:
    """``number`` of the lay questions shipped with the project, spread evenly over them: all have
    an article that answers."""
    every: Sequence[str] = [
        question
        for places in lay_questions().values()
        for questions in places.values()
        for question in questions
    ]
    step = max(1, len(every) // number) if number else 1
    return [{"q": question, "answerable": True} for question in every[::step][:number]]


def _answerable(one: Mapping[str, Any]) -> dict[str, Any]:
    articles = [{"law": one["law"], "article": each} for each in one.get("articles") or ()]
    return {"q": one["q"], "answerable": True, "articles": articles}

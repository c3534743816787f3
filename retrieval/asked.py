"""What kind of fact a question asks for, and whether a sentence holds a fact of that kind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retrieval.question import Question


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact: the pattern of the question, and of what answers it. ``anywhere``: rules
    give it in few words (二十日内), so the sentence need not repeat the question."""

    question: re.Pattern[str]
    answer: re.Pattern[str]
    anywhere: bool


class Asked:
    """Amounts, dates, numbers of things, lists, addresses: patterns of ``scope.yaml``."""

    def __init__(self, table: Mapping[str, Mapping[str, Any]]) -> None:
        """Compile ``table``: for each kind, the pattern of the question and of what answers it."""
        self._kinds = [
            Kind(
                re.compile(kind["question"]),
                re.compile(kind["answer"]),
                bool(kind.get("anywhere")),
            )
            for kind in table.values()
        ]

    def asked(self, question: Question) -> Sequence[Kind]:
        """The kinds of fact that are asked."""
        return [kind for kind in self._kinds if kind.question.search(question.text)]

    def kinds(self, question: Question) -> Sequence[re.Pattern[str]]:
        """What a sentence must hold to answer each kind of fact that is asked."""
        return [kind.answer for kind in self.asked(question)]

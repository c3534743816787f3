"""What kind of fact a question asks for, and whether a sentence holds a fact of that kind."""

import re
from collections.abc import Mapping, Sequence

from retrieval.question import Question


class Asked:
    """Amounts, dates, numbers of things, lists, addresses: patterns of ``scope.yaml``."""

    def __init__(self, table: Mapping[str, Mapping[str, str]]) -> None:
        """Compile ``table``: for each kind, the pattern of the question and of what answers it."""
        self._kinds = [
            (re.compile(kind["question"]), re.compile(kind["answer"])) for kind in table.values()
        ]

    def kinds(self, question: Question) -> Sequence[re.Pattern[str]]:
        """What a sentence must hold to answer each kind of fact that is asked."""
        return [answer for kind, answer in self._kinds if kind.search(question.text)]

"""Questions divided so that nothing learned from one part has seen what answers another."""

import random
from collections import defaultdict
from collections.abc import Sequence

_SEED = 7


def folds(answers: Sequence[Sequence[str]], count: int) -> list[int]:
    """The fold, 0…count-1, of each question, whose answers are ``answers[n]``.

    Questions with an answer in common, directly or through others, are in one fold; the largest
    groups are dealt first, each to the fold that has least.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    leader = _leaders(answers)
    for number, each in enumerate(answers):
        groups[leader(each[0])].append(number)
    sizes = [0] * count
    found = [0] * len(answers)
    for _, members in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        fold = sizes.index(min(sizes))
        sizes[fold] += len(members)
        for number in members:
            found[number] = fold
    return found


def any_folds(questions: int, count: int) -> list[int]:
    """The fold of each of so many questions, drawn at random but always the same."""
    found = [number % count for number in range(questions)]
    random.Random(_SEED).shuffle(found)  # noqa: S311
    return found


class _Leaders:
    """Which answer speaks for each group (union–find)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def __call__(self, answer: str) -> str:
        while (above := self._above.setdefault(answer, answer)) != answer:
            answer = above
        return answer

    def join(self, left: str, right: str) -> None:
        self._above[self(left)] = self(right)


def _leaders(answers: Sequence[Sequence[str]]) -> _Leaders:
    leader = _Leaders()
    for each in answers:
        for one in each[1:]:
            leader.join(each[0], one)
    return leader

"""Saved results of eligibility in memory: ``bot.eligibility.ports.Assessments``."""

from bot.eligibility.ports import NewAssessment


class MemoryAssessments:
    """Over a dict by token, each with whose it is."""

    def __init__(self, kept: dict[str, tuple[str, NewAssessment]], person: str) -> None:
        self._kept = kept
        self._person = person

    def keep(self, made: NewAssessment) -> str:
        for token, (person, known) in self._kept.items():
            if (person, known) == (self._person, made):
                return token
        token = f"token{len(self._kept) + 1}"
        self._kept[token] = (self._person, made)
        return token

    def count(self) -> int:
        return len(self._mine())

    def forget(self) -> int:
        mine = self._mine()
        for token in mine:
            del self._kept[token]
        return len(mine)

    def _mine(self) -> list[str]:
        return [token for token, (person, _) in self._kept.items() if person == self._person]

"""Groups of people and kinds of site by which needs are filtered (``need_groups.yaml``)."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Group:
    """One value of a filter: its code, its Chinese label, and the words that say it."""

    code: str
    label: str
    words: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        """Whether ``text`` (simplified) names the group."""
        return any(word in text for word in self.words)


@cache
def _all() -> dict[str, dict[str, Group]]:
    text = (files("api.domain") / "need_groups.yaml").read_text(encoding="utf-8")
    return {
        kind: {code: Group(code, words[0], tuple(words)) for code, words in rows.items()}
        for kind, rows in yaml.safe_load(text).items()
    }


def people_groups() -> dict[str, Group]:
    """Who is helped (受益人群), by code."""
    return _all()["people"]


def site_groups() -> dict[str, Group]:
    """Where it is lacking (学校、卫生院 …), by code."""
    return _all()["sites"]

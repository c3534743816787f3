"""The word lists a claim is held to (``rules.yaml``), ready for use."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Any

import yaml


class Saying(StrEnum):
    """What a clause does: excuses, forbids, requires, permits; or simply states."""

    EXEMPT = "exempt"
    FORBID = "forbid"
    REQUIRE = "require"
    PERMIT = "permit"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a clause says it, and how many times it says no: 不符合条件的不发给 says it twice."""

    saying: Saying
    noes: int


_NEGATIVE = {"deny", Saying.FORBID.value, Saying.EXEMPT.value}


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything of ``rules.yaml``."""

    machine: re.Pattern[str]
    sayings: re.Pattern[str]
    not_sayings: re.Pattern[str]
    not_figures: re.Pattern[str]
    must_stand: tuple[str, ...]

    def addresses_a_machine(self, text: str) -> bool:
        """Whether ``text`` gives orders to whoever processes it."""
        return self.machine.search(text) is not None

    def manner(self, clause: str) -> Manner:
        """How ``clause`` says it; of several signs the first in the order of ``Saying``."""
        plain = self.not_sayings.sub("　", clause)
        found = [match.lastgroup for match in self.sayings.finditer(plain)]
        saying = next((one for one in Saying if one.value in found), Saying.STATE)
        return Manner(saying, sum(kind in _NEGATIVE for kind in found))

    def content(self, text: str) -> str:
        """``text`` with the signs of sayings taken out: what is left is what it is about."""
        return self.sayings.sub(" ", text)

    def overreaching(self, text: str, source: str) -> bool:
        """Whether ``text`` uses a strong word that does not stand in ``source``."""
        return any(word in text and word not in source for word in self.must_stand)


def load_rules() -> Rules:
    """Read ``rules.yaml``."""
    body: Mapping[str, Any] = yaml.safe_load(
        (files("retrieval.llm") / "rules.yaml").read_text(encoding="utf-8")
    )
    kinds = "|".join(
        f"(?P<{kind}>{_any_of(words, ordered=False)})" for kind, words in body["sayings"].items()
    )
    return Rules(
        machine=re.compile("|".join(body["machine"]), re.MULTILINE),
        sayings=re.compile(kinds),
        not_sayings=re.compile(_any_of(body["not_sayings"])),
        not_figures=re.compile(_any_of(body["not_figures"])),
        must_stand=tuple(body["must_stand"]),
    )


def _any_of(words: Iterable[str], *, ordered: bool = True) -> str:
    listed = sorted(words, key=len, reverse=True) if ordered else list(words)
    return "|".join(map(re.escape, listed))

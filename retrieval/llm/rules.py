"""The word lists a claim is held to (``rules.yaml``), ready for use."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Any

import yaml


class Saying(StrEnum):
    """What a clause does, unless it simply states."""

    EXEMPT = "exempt"
    FORBID = "forbid"
    REQUIRE = "require"
    PERMIT = "permit"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a saying in a text: ``kind`` is that of ``Saying``, or ``DENY``."""

    start: int
    end: int
    kind: str


DENY = "deny"
"""The kind of 没有, 未 and 不."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything of ``rules.yaml``."""

    machine: re.Pattern[str]
    sayings: re.Pattern[str]
    not_sayings: re.Pattern[str]
    not_figures: re.Pattern[str]
    must_stand: tuple[str, ...]
    glue: re.Pattern[str]
    turning: re.Pattern[str]
    conditional: re.Pattern[str]
    excepting: re.Pattern[str]
    unqualified: re.Pattern[str]

    def addresses_a_machine(self, text: str) -> bool:
        """Whether ``text`` gives orders to whoever processes it."""
        return self.machine.search(text) is not None

    def signs(self, text: str) -> list[Sign]:
        """The signs of sayings in ``text``, in their order."""
        plain = self.not_sayings.sub(lambda match: "　" * len(match[0]), text)
        return [Sign(*m.span(), m.lastgroup or "") for m in self.sayings.finditer(plain)]

    def content(self, text: str) -> str:
        """``text`` with the signs of sayings taken out: what is left is what it is about."""
        parts: list[str] = []
        at = 0
        for sign in self.signs(text):
            parts.append(text[at : sign.start])
            at = sign.end
        return " ".join((*parts, text[at:]))

    def glue_in(self, text: str) -> list[tuple[int, int]]:
        """Where ``text`` holds words that only join others."""
        return [match.span() for match in self.glue.finditer(text)]

    def whole_words(self, text: str) -> list[tuple[int, int]]:
        """Where ``text`` holds words of which no part may be left out (不动产)."""
        return [match.span() for match in self.not_sayings.finditer(text)]

    def turns(self, text: str) -> bool:
        """Whether a sentence means something else when ``text`` is taken out of it."""
        return self.turning.search(text) is not None

    def conditions(self, clause: str) -> bool:
        """Whether ``clause`` says when what follows holds."""
        return self.conditional.search(clause) is not None

    def excepts(self, clause: str) -> bool:
        """Whether ``clause`` takes something out of what stands before it."""
        return self.excepting.search(clause) is not None

    def qualifies(self, text: str) -> bool:
        """Whether ``text`` ends by saying which of those it precedes are meant (…的)."""
        return text.endswith("的") and self.unqualified.search(text) is None

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
        glue=re.compile(_any_of(body["glue"])),
        turning=re.compile(_any_of(body["turning"])),
        conditional=re.compile("|".join(body["conditional"])),
        excepting=re.compile("|".join(body["excepting"])),
        unqualified=re.compile("|".join(body["unqualified"])),
    )


def _any_of(words: Iterable[str], *, ordered: bool = True) -> str:
    listed = sorted(words, key=len, reverse=True) if ordered else list(words)
    return "|".join(map(re.escape, listed))

"""Words that act like buttons: what a person may type for every quick reply."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from bot.command_words import WORDS, Command
from bot.understanding.lexicon import alternatives, lexicon
from knowledge.han import simplified

__all__ = ["Command", "command", "plain"]

_TABLE = {word: command for command, words in WORDS.items() for word in words.split()}
_EDGES = re.compile(r"^[\s“”\"'「」]+|[\s“”\"'「」。.，,！!~～…]+$")
_LONGEST = 24  # characters; more than a command takes


def plain(text: str) -> str:
    """``text`` in simplified characters, without width variants, case, blanks and the
    punctuation around it."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", "", "".join(map(simplified, _EDGES.sub("", folded))))


def command(text: str) -> Command | None:
    """The command the whole of ``text`` is; ``None`` when it says anything else."""
    said = plain(text)
    if said.startswith("/start"):
        return Command.START
    return _TABLE.get(said) or _spoken(said)


@dataclass(frozen=True, slots=True)
class _Sentences:
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    patterns: tuple[tuple[Command, re.Pattern[str]], ...]


@cache
def _sentences() -> _Sentences:
    """The sentences of ``lexicon/commands.yaml``, compiled."""
    lists = lexicon("commands")
    return _Sentences(
        re.compile(f"^{lists['lead']}"),
        re.compile(f"{lists['tail']}$"),
        tuple(
            (Command(name), re.compile(alternatives(patterns, lists["parts"])))
            for name, patterns in lists["sentences"].items()
        ),
    )


def _spoken(said: str) -> Command | None:
    """The command a sentence of ordinary words is."""
    whole = re.sub(r"[,，、。.;；:!！~～…]", "", said)
    if not whole or len(whole) > _LONGEST:
        return None
    known = _sentences()
    short = known.tail.sub("", whole)
    finished = known.tail.sub("", short.removesuffix("了"))
    around = (whole, short, finished)
    forms = [form for one in around for form in (one, known.lead.sub("", one)) if form]
    for form in forms:
        if form in _TABLE:
            return _TABLE[form]
    for found, pattern in known.patterns:
        if any(map(pattern.fullmatch, forms)):
            return found
    return None

"""An answer phrased by a model: it names sentences, the server inserts them and checks the rest."""

import hashlib
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from functools import partial

from retrieval.answer import Claim, Mode
from retrieval.claim_lines import Listener
from retrieval.compose import Composed, Material
from retrieval.llm import prompt, sentences
from retrieval.llm.asking import Asking
from retrieval.llm.check import Doubt, Held, checked
from retrieval.llm.counts import Outcome
from retrieval.llm.endpoint import Piece
from retrieval.llm.reading import Draft, Reading
from retrieval.llm.rules import Rules, load_rules
from retrieval.llm.sentences import Numbered, Offer

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Gathered:
    """What one reply has brought so far."""

    offer: Offer
    rules: Rules
    listener: Listener
    drafts: list[Draft] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)

    def take(self, draft: Draft) -> Doubt | None:
        """Check ``draft``, and tell the listener when it holds."""
        self.drafts.append(draft)
        held = checked(draft, self.offer, self.rules)
        if isinstance(held, Doubt):
            return held
        if held.text not in {one.text for one in self.held}:
            self.held.append(held)
            self.listener(Claim(held.text, sentences.citations(held.sentences)))
        return None

    @property
    def is_full(self) -> bool:
        """Whether more would not be shown."""
        return len(self.held) >= prompt.MOST_CLAIMS


class Phrasing:
    """``retrieval.compose.Attempt`` with a language model. Thread-safe."""

    def __init__(self, asking: Asking) -> None:
        """Phrase with what ``asking`` gives."""
        self.asking = asking
        self.counts = asking.counts
        self._rules = load_rules()

    def __call__(self, material: Material, listener: Listener) -> Composed | None:
        """Claims that stand up to the check, with the sentences they rest on; ``None`` when there
        are none, for whatever reason."""
        offer = sentences.offer(material, self._rules)
        gathered = _Gathered(offer, self._rules, listener)
        try:
            outcome = self._gather(material, gathered)
        except sqlite3.Error as error:  # what is not counted is not spent
            log.warning("answering with quotations only: the tokens cannot be counted: %s", error)
            outcome = Outcome.FAILED
        self.counts.add("answers", outcome)
        return _composed(gathered.held) if gathered.held else None

    def _gather(self, material: Material, gathered: _Gathered) -> Outcome:
        asked = prompt.written(material.question.text, gathered.offer)
        key = self._key(material, asked)
        kept = self.asking.kept.reply(key)
        if kept is not None:
            for draft in kept:
                self._count(gathered.take(draft))
            return Outcome.KEPT if gathered.held else Outcome.DOUBTED
        outcome = self.asking.ask(asked, partial(self._listen, gathered))
        if outcome in {Outcome.PHRASED, Outcome.SILENT, Outcome.DOUBTED}:
            self.asking.kept.keep(key, gathered.drafts)
        return outcome

    async def _listen(self, gathered: _Gathered, pieces: AsyncIterator[Piece]) -> Outcome:
        reading = Reading()
        async for piece in pieces:
            for draft in reading.feed(piece.text):
                self._count(gathered.take(draft))
            if gathered.is_full or reading.too_long:
                break
        if gathered.held:
            return Outcome.PHRASED
        if gathered.drafts:
            return Outcome.DOUBTED
        return Outcome.SILENT if reading.well_formed else Outcome.MALFORMED

    def _count(self, doubt: Doubt | None) -> None:
        self.counts.add("claims", doubt or "held")

    def _key(self, material: Material, asked: prompt.Prompt) -> str:
        """A digest, so that no question is stored; a new index, prompt or model has new keys."""
        parts = (
            material.as_of.isoformat(),
            material.state,
            prompt.VERSION,
            self.asking.options.base_url,
            self.asking.options.model,
            asked.system,
            asked.user,
        )
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def _composed(held: Iterable[Held]) -> Composed:
    """Claims over quotations that are not repeated, where several rest on neighbours."""
    claims = list(held)
    cited = sentences.citations(sentence for claim in claims for sentence in claim.sentences)

    def around(sentence: Numbered) -> list[int]:
        return [n for n, one in enumerate(cited) if sentences.quotes(one, sentence)]

    placed = tuple(
        Claim(
            claim.text,
            tuple(cited[n] for n in dict.fromkeys(n for s in claim.sentences for n in around(s))),
        )
        for claim in claims
    )
    return Composed(cited, placed, Mode.LLM)

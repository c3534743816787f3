"""What a language model finds in a report: it names the words, the grammar reads them or not.

Amounts are left to the grammar alone: whether money is lacking, lost or already raised hangs on
the words around it, and a model must not overrule what those say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.dialogue.session import Provenance, Slot
from bot.understanding.readers import ReadingContext, Value, read

PROPOSED = ("place", "items", "beneficiaries", "deadline")
LONGEST_QUOTE = 120  # characters; a list of things may be long, an answer is not a paragraph
WORTH_ASKING = 20  # characters; shorter texts hide nothing from the grammar


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words of the report that state a slot, as the model copied them."""

    slot: str
    quote: str


class Proposer(Protocol):
    """Finds words for slots; slow, and called outside of any transaction."""

    def propose(self, text: str, slots: tuple[str, ...]) -> tuple[Proposal, ...]:
        """Proposals for ``slots``, not verified; none when the model is away or finds nothing."""


class ProposalsNeeded(Exception):
    """The turn needs these; it is rolled back, they are fetched, the turn is run again."""

    def __init__(self, text: str, slots: tuple[str, ...]) -> None:
        """Keep what is to be looked for."""
        super().__init__("proposals needed")
        self.text = text
        self.slots = slots


class ProposalsAtHand:
    """A ``Proposer`` that only gives what was fetched before, else raises ``ProposalsNeeded``."""

    def __init__(self) -> None:
        """Start with nothing fetched."""
        self._fetched: dict[tuple[str, tuple[str, ...]], tuple[Proposal, ...]] = {}

    def propose(self, text: str, slots: tuple[str, ...]) -> tuple[Proposal, ...]:
        """The proposals at hand."""
        try:
            return self._fetched[(text, slots)]
        except KeyError:
            raise ProposalsNeeded(text, slots) from None

    def keep(self, needed: ProposalsNeeded, found: tuple[Proposal, ...]) -> None:
        """Have ``found`` at hand for the next run of the turn."""
        self._fetched[(needed.text, needed.slots)] = found


def wanted(text: str, slots: Mapping[str, Slot]) -> tuple[str, ...]:
    """The slots the grammar left open that a model may look for."""
    if len(text) < WORTH_ASKING:
        return ()
    return tuple(name for name in PROPOSED if _is_open(slots.get(name)))


def verified(
    text: str, proposals: tuple[Proposal, ...], slots: tuple[str, ...], context: ReadingContext
) -> dict[str, Slot]:
    """The proposals that stand: their words are in ``text``, and the grammar reads them, whole
    and as one value. All others are dropped."""
    found: dict[str, Slot] = {}
    for proposal in proposals:
        quote = proposal.quote.strip()
        asked = proposal.slot in slots and proposal.slot not in found
        if not asked or not quote or len(quote) > LONGEST_QUOTE or quote not in text:
            continue
        value = _read(proposal.slot, quote, context)
        if value is not None:
            found[proposal.slot] = Slot(value, Provenance.RECOGNISED)
    return found


def _read(slot: str, quote: str, context: ReadingContext) -> Any:
    reading = read(slot, quote, context)
    return reading.json if isinstance(reading, Value) and not reading.half else None


def _is_open(slot: Slot | None) -> bool:
    return slot is None or slot.value is None or slot.provenance is Provenance.OPEN

"""A phrased claim as the line a reader sees, the same while it is told and in the whole answer."""

from collections.abc import Callable

from knowledge.documents import Tier
from retrieval import texts
from retrieval.answer import Claim

Listener = Callable[[Claim], None]
"""Hears each claim as soon as it is verified, long before the answer is whole."""


def unheard(claim: Claim) -> None:
    """Nobody listens."""


class ClaimLines:
    """A ``Listener`` that hands each claim on as a line. The first claim that
    rests on a retelling says so."""

    def __init__(self, say: Callable[[str], None]) -> None:
        """``say`` gets the lines."""
        self._say = say
        self._told = False

    def __call__(self, claim: Claim) -> None:
        """Say ``claim``."""
        second_hand = any(one.tier is not Tier.OFFICIAL for one in claim.citations)
        self._say(texts.claimed(claim, second_hand=second_hand and not self._told))
        self._told |= second_hand

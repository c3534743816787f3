"""What the conversation needs of offers (资源); part of ``bot.ports.Transaction``."""

from typing import Protocol

from api.domain.organisation import Offer


class Offers(Protocol):
    """What a person may do with the offers of the organisations they act for.

    An offer or an organisation that is not theirs is refused with ``NotFound``, whoever's it is.
    """

    def mine(self) -> tuple[Offer, ...]:
        """The offers of their organisations, those of one organisation together."""

    def one(self, key: str) -> Offer:
        """One of them."""

    def put(self, offer: Offer) -> Offer:
        """Store an offer of one of their organisations; without a key it is a new one.

        Raises:
            Invalid: something is empty, too long or absurd.
            WrongMove: the organisation is suspended, or has too many offers.
        """

    def withdraw(self, key: str) -> Offer:
        """Take one of them away."""

"""The form of a claim entered by staff: an organisation, money and things, as typed."""

import secrets
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Self

from api.console.visit import Fields
from api.desk.claims import Entered
from api.domain.claimable import Claimable, Parts
from api.domain.errors import Invalid
from bot.claims.reading import read_money


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """The fields as typed. ``once`` makes a form that is sent twice one claim."""

    name: str = ""
    code: str = ""
    money: str = ""
    quantities: dict[int, str] = field(default_factory=dict)
    lead: str = ""
    once: str = field(default_factory=lambda: secrets.token_hex(8))

    @classmethod
    def sent(cls, fields: Fields, whole: Claimable) -> Self:
        """What was typed for a need of which this is the ``whole``."""
        typed = {one.position: fields.one(f"q{one.position}").strip() for one in whole.things}
        return cls(
            name=fields.one("organisation").strip(),
            code=fields.one("code").strip(),
            money=fields.one("money").strip(),
            quantities=typed,
            lead=fields.one("lead"),
            once=fields.one("once")[:40] or secrets.token_hex(8),
        )

    def entered(self, ticket: int) -> Entered:
        """What it asks for.

        Raises:
            Invalid: an amount is no number.
        """
        quantities = {at: _number(text) for at, text in self.quantities.items() if text}
        lead = int(self.lead) if self.lead.isascii() and self.lead.isdigit() else 0
        return Entered(ticket, self.name, self.code, Parts(self._yuan(), quantities), lead)

    def _yuan(self) -> Decimal:
        if not self.money:
            return Decimal(0)
        amount = read_money(self.money)
        if amount is None:
            raise Invalid("money", "没有认出金额。请写大于 0 的数，比如：30000 或 3万元。")
        return amount


def _number(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise Invalid("items", "数量只能填数字，比如：50。") from None

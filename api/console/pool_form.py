"""The forms of a fund pool (资金池): what was typed, and what it asks for."""

from dataclasses import dataclass

from api.console.amounts import fen_of, fen_or_none
from api.console.visit import Fields
from api.domain.errors import Invalid
from api.domain.fund_movement import OF_COMMITMENT, MovementKind, Wish
from api.domain.fund_pool import PoolFacts

K = MovementKind


@dataclass(frozen=True, slots=True)
class PoolForm:
    """The form of a new pool, as typed."""

    name: str = ""
    purpose: str = ""
    programme: str = ""
    cap: str = ""

    @classmethod
    def sent(cls, fields: Fields) -> "PoolForm":
        """What the form sent."""
        return cls(*(fields.one(name).strip() for name in ("name", "purpose", "programme", "cap")))

    def facts(self) -> PoolFacts:
        """The facts stated.

        Raises:
            Invalid: ``field`` names what cannot be.
        """
        return PoolFacts(
            self.name, self.purpose, self.programme or None, fen_or_none(self.cap, "cap")
        )


@dataclass(frozen=True, slots=True)
class MovementForm:
    """The form of a movement, as typed."""

    kind: str = ""
    amount: str = ""
    reason: str = ""
    of: str = ""
    ticket: str = ""
    whole: str = ""

    @classmethod
    def sent(cls, fields: Fields) -> "MovementForm":
        """What the form sent."""
        names = ("kind", "amount", "reason", "of", "ticket", "whole")
        return cls(*(fields.one(name).strip() for name in names))

    def wish(self) -> Wish:
        """What is asked for.

        Raises:
            Invalid: ``field`` names what cannot be.
        """
        if self.kind not in set(K):
            raise Invalid("kind", "请选择要登记的事项。")
        kind = K(self.kind)
        refers = kind in OF_COMMITMENT or kind is K.CORRECTION
        commits = kind is K.COMMITMENT
        return Wish(
            kind=kind,
            fen=0 if kind is K.CORRECTION else fen_of(self.amount, "amount"),
            reason=self.reason,
            of=_number(self.of, "of", "请选择是哪一笔。") if refers else None,
            ticket=_number(self.ticket, "ticket", "工单号请写数字，比如 1001。")
            if commits and self.ticket
            else None,
            whole_fen=fen_or_none(self.whole, "whole") if commits else None,
        )


def _number(text: str, field: str, sentence: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Invalid(field, sentence)
    return int(text)

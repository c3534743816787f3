"""The projects that fund pools (资金池) take part in, with the money of others beside theirs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from api.domain.claim import Claim, ClaimState
from api.domain.fund_ledger import standing
from api.domain.fund_movement import FEN_PER_YUAN, Movement
from api.domain.fund_pool import Backed
from api.store import claims
from api.store.database import Unit

Ledger = Sequence[Movement]


def given(ledgers: Iterable[Ledger]) -> dict[int | None, list[Backed]]:
    """What the pools of these ledgers give to each need, by its ticket; commitments that name
    none stand by themselves, under ``None``."""
    found: dict[int | None, list[Backed]] = defaultdict(list)
    for movements in ledgers:
        left = standing(movements)
        for one in movements:
            if one.ordinal in left:
                fen = left[one.ordinal].committed + left[one.ordinal].disbursed
                if fen:
                    found[one.ticket].append(Backed(fen, one.whole_fen, 0))
    return found


def backed(unit: Unit, ledgers: Iterable[Ledger]) -> tuple[Backed, ...]:
    """Every project that the pools of these ledgers give to, with what is claimed of its need;
    one that several give to is one project."""
    found = given(ledgers)
    alone = found.pop(None, [])
    claimed = claims.of_tickets(unit, [ticket for ticket in found if ticket is not None])
    needs = (
        _together(parts, sum(_fen(one) for one in claimed.get(ticket or 0, ())))
        for ticket, parts in found.items()
    )
    return (*alone, *needs)


def _fen(claim: Claim) -> int:
    """What a claim adds, once staff have confirmed it."""
    return 0 if claim.state is ClaimState.HELD else int(claim.parts.money * FEN_PER_YUAN)


def _together(parts: Iterable[Backed], claimed: int) -> Backed:
    """Several commitments to one need are one project."""
    all_parts = tuple(parts)
    wholes = [one.whole_fen for one in all_parts if one.whole_fen is not None]
    return Backed(sum(one.pool_fen for one in all_parts), max(wholes, default=None), claimed)

"""The entries of a fund pool (资金池): how a new one is made, and what is left of a commitment."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from api.domain.errors import Invalid, NotFound, WrongMove
from api.domain.fund_movement import OF_COMMITMENT, SIDES, Movement, MovementKind, Wish
from api.domain.fund_pool import LONGEST_TEXT, Balances, check_amount, sums, yuan_of

K = MovementKind


class Last(NamedTuple):
    """Where the ledger ends: the ordinal and the hash of its last entry."""

    ordinal: int = 0
    hash: str = ""


def made(
    wish: Wish, earlier: Sequence[Movement], *, last: Last, actor: str, at: datetime
) -> Movement:
    """The movement ``wish`` asks for. ``earlier`` are all entries of the pool, or none at all
    where ``wish`` refers to none of them.

    Raises:
        Invalid: no reason, or an amount that is none or more than what it refers to has left.
        NotFound: it refers to an entry that does not exist.
        WrongMove: what it refers to is no commitment, or was undone.
    """
    if not 0 < len(wish.reason) <= LONGEST_TEXT:
        raise Invalid("reason", f"请写明原因或凭据，最多 {LONGEST_TEXT} 字。")
    if wish.kind is K.CORRECTION:
        wrong = _entry(earlier, wish.of)
        _check_correction(earlier, wrong)
        sides, fen = (wrong.taking, wrong.giving), wrong.fen
    else:
        check_amount(wish.fen)
        sides, fen = SIDES[wish.kind], wish.fen
        if wish.kind in OF_COMMITMENT:
            _check_commitment(earlier, _entry(earlier, wish.of), wish)
        if wish.whole_fen is not None and wish.whole_fen < fen:
            raise Invalid("whole", "项目总投入不能小于这次承诺的金额。请核对后再填。")
    return Movement(
        ordinal=last.ordinal + 1,
        at=at,
        actor=actor,
        kind=wish.kind,
        giving=sides[0],
        taking=sides[1],
        fen=fen,
        reason=wish.reason,
        of=wish.of,
        ticket=wish.ticket,
        whole_fen=wish.whole_fen,
        previous_hash=last.hash,
    )


def is_undone(movements: Iterable[Movement], ordinal: int) -> bool:
    """Whether the entry was corrected (冲正)."""
    return any(one.kind is K.CORRECTION and one.of == ordinal for one in movements)


def left_of(movements: Sequence[Movement], commitment: Movement) -> Balances:
    """Of one commitment: fen still committed, and fen paid and not refunded."""
    if is_undone(movements, commitment.ordinal):
        return Balances()
    standing = [
        one
        for one in movements
        if one.kind in OF_COMMITMENT
        and one.of == commitment.ordinal
        and not is_undone(movements, one.ordinal)
    ]
    return sums([commitment, *standing])


def _entry(movements: Sequence[Movement], ordinal: int | None) -> Movement:
    found = next((one for one in movements if one.ordinal == ordinal), None)
    if found is None:
        raise NotFound("没有找到这一笔。请从明细里选择。")
    return found


def _check_commitment(movements: Sequence[Movement], commitment: Movement, wish: Wish) -> None:
    if commitment.kind is not K.COMMITMENT or is_undone(movements, commitment.ordinal):
        raise WrongMove(f"第 {commitment.ordinal} 笔不是有效的承诺。请从承诺里选择一笔。")
    left = left_of(movements, commitment).of(SIDES[wish.kind][0])
    if wish.fen > left:
        raise Invalid(
            "amount",
            f"第 {commitment.ordinal} 笔还能{wish.kind.label} {yuan_of(left)}，"
            f"不能{wish.kind.label} {yuan_of(wish.fen)}。请核对金额。",
        )


def _check_correction(movements: Sequence[Movement], wrong: Movement) -> None:
    if wrong.kind is K.CORRECTION or is_undone(movements, wrong.ordinal):
        raise WrongMove(f"第 {wrong.ordinal} 笔已经冲正过。请登记一笔新的。")
    if wrong.kind is K.COMMITMENT and left_of(movements, wrong).committed != wrong.fen:
        raise WrongMove(f"第 {wrong.ordinal} 笔承诺后面有拨付或释放。请先冲正那些，再冲正它。")
    refunded = wrong.kind is K.DISBURSEMENT and any(
        left_of(movements, one).disbursed < wrong.fen
        for one in movements
        if one.ordinal == wrong.of
    )
    if refunded:
        raise WrongMove(f"第 {wrong.ordinal} 笔拨付后面有退回。请先冲正退回，再冲正它。")

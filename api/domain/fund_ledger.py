"""The entries of a fund pool (资金池): how a new one is made, and what is left of a commitment."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from api.domain.errors import Invalid, NotFound, WrongMove
from api.domain.fund_movement import OF_COMMITMENT, SIDES, Movement, MovementKind, Wish
from api.domain.fund_pool import LONGEST_TEXT, Balances, check_amount, yuan_of

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


def undone(movements: Iterable[Movement]) -> frozenset[int]:
    """The ordinals of the entries that were corrected (冲正)."""
    return frozenset(one.of for one in movements if one.kind is K.CORRECTION and one.of is not None)


def standing(movements: Sequence[Movement]) -> dict[int, Balances]:
    """What is left of each commitment, by its ordinal: fen still committed, and fen paid and not
    refunded. One that was corrected is not among them."""
    gone = undone(movements)
    left: dict[int, Balances] = {}
    for one in movements:
        if one.ordinal in gone:
            continue
        if one.kind is K.COMMITMENT:
            left[one.ordinal] = Balances().after(one)
        elif one.kind in OF_COMMITMENT and one.of in left:
            left[one.of] = left[one.of].after(one)
    return left


def _entry(movements: Sequence[Movement], ordinal: int | None) -> Movement:
    found = next((one for one in movements if one.ordinal == ordinal), None)
    if found is None:
        raise NotFound("没有找到这一笔。请从明细里选择。")
    return found


def _check_commitment(movements: Sequence[Movement], commitment: Movement, wish: Wish) -> None:
    left = standing(movements)
    if commitment.ordinal not in left:
        raise WrongMove(f"第 {commitment.ordinal} 笔不是有效的承诺。请从承诺里选择一笔。")
    there = left[commitment.ordinal].of(SIDES[wish.kind][0])
    if wish.fen > there:
        raise Invalid(
            "amount",
            f"第 {commitment.ordinal} 笔的{wish.kind.label}最多 {yuan_of(there)}，"
            f"填的是 {yuan_of(wish.fen)}。请核对金额。",
        )


def _check_correction(movements: Sequence[Movement], wrong: Movement) -> None:
    if wrong.kind is K.CORRECTION or wrong.ordinal in undone(movements):
        raise WrongMove(f"第 {wrong.ordinal} 笔已经冲正过。请登记一笔新的。")
    left = standing(movements)
    if wrong.kind is K.COMMITMENT and left[wrong.ordinal].committed != wrong.fen:
        raise WrongMove(f"第 {wrong.ordinal} 笔承诺后面有拨付或释放。请先冲正那些，再冲正它。")
    paid = left[wrong.of].disbursed if wrong.of in left else 0
    if wrong.kind is K.DISBURSEMENT and paid < wrong.fen:
        raise WrongMove(f"第 {wrong.ordinal} 笔拨付后面有退回。请先冲正退回，再冲正它。")

"""What the Programme of a fund pool allows for one project, by the rules of eligibility."""

from datetime import date
from decimal import Decimal

from api.domain.eligibility import assess
from api.domain.errors import Invalid, WrongMove
from api.domain.fund_movement import FEN_PER_YUAN
from api.domain.fund_pool import yuan_of
from api.domain.programme import Fact, Programme, RuleKind
from api.domain.programme_facts import REQUESTED, TOTAL


def check_limits(programme: Programme, fen: int, whole_fen: int | None, as_of: date) -> None:
    """Whether ``fen`` for one project are within every limit of ``programme``; one without limits
    allows all. ``whole_fen`` is all the money of the project.

    Raises:
        Invalid: ``field`` is ``whole`` when it is needed and not given, ``amount`` when too much.
        WrongMove: a limit rests on a text that has changed; nothing can be computed from it.
    """
    if not programme.bounded:
        return
    facts: dict[str, Fact] = {REQUESTED: Decimal(fen) / FEN_PER_YUAN}
    if whole_fen is not None:
        facts[TOTAL] = Decimal(whole_fen) / FEN_PER_YUAN
    verdict = assess(programme, facts, as_of)
    limits = [step for step in verdict.steps if step.rule.kind is RuleKind.LIMIT]
    for step in limits:
        if step.holds is False and isinstance(step.value, Decimal):
            most = yuan_of(int(step.value * FEN_PER_YUAN))
            raise Invalid(
                "amount",
                f"《{programme.title}》对一个项目最多支持 {most}，这次连同以前的承诺是 "
                f"{yuan_of(fen)}。依据：{step.quote}请减少金额，或者提高项目总投入。",
            )
    if any(TOTAL in step.wants for step in limits):
        raise Invalid("whole", f"《{programme.title}》按项目总投入限额。请填写项目总投入。")
    if any(step.value is None for step in limits):
        raise WrongMove(
            f"《{programme.title}》的限额现在算不出来：依据的文字有变动或相互矛盾。"
            "请先到“知识库 · 规则”核对，再登记承诺。"
        )

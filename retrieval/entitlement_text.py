"""The sentences of an answer computed by rules: what comes out, how, and on what it rests."""

from collections.abc import Iterable
from decimal import Decimal

from api.domain.eligibility import Outcome, Verdict
from api.domain.programme import Bound, Rule, RuleKind
from api.domain.rule_step import Step
from api.domain.subsidy import Funding, bound_amount, least_total

CLOSING = "以上为初步测算，待核原文。"
CLOSING_JUDGED = "以上为初步判断，待核原文。"
ASK_TOTAL = (
    "请告诉我项目总投入是多少元（包括自筹和申请的资助），例如“总投入120万元”，"
    "我就能算出最多能申请多少。"
)


STALE = (
    "这项资助的测算依据已变动，待核：{rules}。核对之前不作测算。请以主管部门现行的规定为准。"
    "需要的话，我可以把这个问题转给工作人员。"
)
STALE_BESIDE = "其中这些条件的依据已变动，待核：{rules}。"


def yuan(amount: Decimal) -> str:
    """An amount as people write it: 36 万元, 37.04 万元 when exact, else 370,370.10 元."""
    if amount >= 10_000 and amount % 100 == 0:
        return f"{_short(amount / 10_000)} 万元"
    return f"{_short(amount, grouped=True)} 元"


def percent(ratio: Decimal) -> str:
    """A ratio as a percentage: 0.3 → 30%."""
    return f"{_short((ratio * 100).quantize(Decimal('0.01')))}%"


def _short(number: Decimal, *, grouped: bool = False) -> str:
    written = f"{number:,f}" if grouped else f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def amount_text(verdict: Verdict, low: Verdict, money: Funding, terms: dict[Bound, Decimal]) -> str:
    """The result for known project money; ``low`` is the verdict at the lower end of a range."""
    maximum, least = verdict.max_amount, low.max_amount
    if maximum is None or least is None:
        return ""
    span = yuan(maximum) if least == maximum else f"{yuan(least)}至 {yuan(maximum)}"
    lines = [f"初步测算，这个项目最多可申请资助 {span}。"]
    if least == maximum:
        lines += [_working(money, terms, maximum), _own_line(verdict, money)]
    if money.requested is not None:
        fits = money.requested <= maximum
        verb = "没有超过" if fits else "超过了"
        lines.append(f"您提到想申请 {yuan(money.requested)}，{verb}这个数。")
    return "".join(lines)


def _working(money: Funding, terms: dict[Bound, Decimal], maximum: Decimal) -> str:
    share, cap = terms.get(Bound.SHARE), terms.get(Bound.CAP)
    parts = []
    if share is not None and money.total is not None:
        by_share = bound_amount(Bound.SHARE, share, money) or Decimal(0)
        parts.append(f"总投入 {yuan(money.total)} × {percent(share)} = {yuan(by_share)}")
    elif share is not None and money.own is not None:
        parts.append(f"自筹 {yuan(money.own)}时，资助占自筹与资助之和的比例不超过 {percent(share)}")
    if cap is not None:
        reached = "已受单个项目上限" if maximum == cap else "没有超过单个项目上限"
        ending = "限制" if maximum == cap else ""
        parts.append(f"{reached} {yuan(cap)}{ending}")
    return f"算法：{'，'.join(parts)}。" if parts else ""


def _own_line(verdict: Verdict, money: Funding) -> str:
    if verdict.own_amount is None or verdict.own_share is None:
        return ""
    own = f"{yuan(verdict.own_amount)}（{percent(verdict.own_share)}）"
    if money.total is None:
        total = yuan(verdict.own_amount + (verdict.max_amount or 0))
        return f"按自筹 {own}计算，项目总投入为 {total}。"
    line = f"其余 {own}需要自筹。"
    if money.own is not None and money.own < verdict.own_amount:
        line += f"您提到自筹 {yuan(money.own)}，还差 {yuan(verdict.own_amount - money.own)}。"
    if money.own is not None and money.own > verdict.own_amount:
        line += (
            f"您提到自筹 {yuan(money.own)}，总投入减去自筹只差 "
            f"{yuan(max(money.total - money.own, Decimal(0)))}，申请金额以实际需要为准。"
        )
    return line


def requested_text(requested: Decimal, terms: dict[Bound, Decimal]) -> str:
    """What a wished amount takes, when nothing else is known of the project."""
    share, cap = terms.get(Bound.SHARE), terms.get(Bound.CAP)
    if cap is not None and requested > cap:
        return f"您想申请的 {yuan(requested)}超过了单个项目上限 {yuan(cap)}。"
    total = least_total(share, requested) if share is not None else None
    if total is None:
        return ""
    return (
        f"初步测算，要申请 {yuan(requested)}资助，项目总投入至少要 {yuan(total)}，"
        f"其中自筹至少 {yuan(total - requested)}。"
    )


def terms_text(steps: tuple[Step, ...]) -> str:
    """The limits in words."""
    said = [step.rule.text.rstrip("。") for step in steps if step.rule.kind is RuleKind.LIMIT]
    return f"已知的限额：{'；'.join(said)}。"


def stale_text(said: str, steps: Iterable[Step]) -> str:
    """That the basis of ``steps`` has changed, in the words of ``said``; empty without any."""
    rules = "；".join(step.rule.text.rstrip("。") for step in steps)
    return said.format(rules=rules) if rules else ""


def refusal_text(verdict: Verdict) -> str:
    """The conditions that the facts stated do not meet, or an empty text."""
    failed = [
        step.rule.text.rstrip("。")
        for step in verdict.steps
        if step.rule.kind is RuleKind.REQUIRE and step.holds is False
    ]
    if not failed:
        return ""
    return f"{Outcome.INELIGIBLE.label}：已知的条件是“{'；'.join(failed)}”。"


def area_text(verdict: Verdict) -> str:
    """A warning when the place named is not in the known list of areas, or an empty text."""
    for step in verdict.steps:
        area = step.inputs.get("area")
        if step.holds is None and isinstance(area, str) and isinstance(step.value, tuple):
            within = "、".join(name for name in step.value if name.startswith(area))
            known = f"{area}列明的只有{within}" if within else f"没有列明{area}"
            return f"已知的对口地区名单里，{known}，能否申请请先核实。"
    return ""


def basis_text(title: str, agreeing: int, status_note: str) -> str:
    """On what the answer rests; ``agreeing`` counts further sources that say the same."""
    more = f"另有 {agreeing} 处来源口径相同。" if agreeing else ""
    note = f"{status_note}。" if status_note else ""
    return f"依据转述，未见原文：{title}。{note}{more}"


def agreeing_sources(rule: Rule, step: Step) -> int:
    """How many other documents state the same value as the rule's own source."""
    return len({each.document for each in step.sources} - {rule.source.document})

"""Holds the rules of a programme against what is known, and puts what they say into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.domain.eligibility import Outcome, Verdict, assess
from api.domain.parameter import Source
from api.domain.programme import Bound, Fact, Programme, RuleKind
from api.domain.programme_facts import OWN
from api.domain.rule_step import Step
from bot.dialogue.values import money
from bot.eligibility.findings import Finding, Findings, Quoted
from bot.eligibility.ports import RuleBook
from bot.eligibility.wording import in_script, percent, shown, value_shown
from retrieval.answer import Citation


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings, and the quotations they rest on, each once."""

    findings: Findings
    citations: tuple[Citation, ...]


def judged_by(book: RuleBook, programme: Programme, facts: dict[str, Fact], as_of: date) -> Judged:
    """What the rules of ``programme`` (as ``book`` checked it) that stand on ``as_of`` say of
    ``facts``.

    Raises:
        Invalid: an amount among ``facts`` is out of range.
    """
    verdict = assess(programme, facts, as_of)
    cited = book.citations(programme, as_of)
    findings = _findings(programme, verdict, facts, as_of, cited)
    told = [each for each in verdict.steps if _bears(each, verdict)] or list(verdict.steps)
    return Judged(findings, _telling([cited.get(s) for each in told for s in _main(each)]))


def _bears(step: Step, verdict: Verdict) -> bool:
    """Whether the words of a rule are quoted in a chat: advice speaks for itself, and to who is
    refused only what was decided matters."""
    if verdict.outcome is Outcome.INELIGIBLE:
        return step.holds is not None
    return step.rule.kind is not RuleKind.ADVICE


def _main(step: Step) -> tuple[Source, ...]:
    """The quotations of a rule that a chat shows: those that differ, a list with what says so,
    else the rule's own; others that agree stand on the page."""
    is_list = isinstance(step.value, tuple)
    return step.sources if step.conflict or is_list else (step.rule.source,)


def _telling(citations: list[Citation | None]) -> tuple[Citation, ...]:
    """Each quotation once, and none that a longer one of the same document contains."""
    found = [each for each in citations if each is not None]
    kept = [
        one
        for one in found
        if not any(
            one.document == other.document and one.quote != other.quote and one.quote in other.quote
            for other in found
        )
    ]
    return tuple({(each.document, each.quote): each for each in kept}.values())


def _findings(
    programme: Programme,
    verdict: Verdict,
    facts: dict[str, Fact],
    as_of: date,
    cited: Mapping[Source, Citation],
) -> Findings:
    own, needed = facts.get(OWN), verdict.own_amount
    is_short = isinstance(own, Decimal) and needed is not None and own < needed
    refused = verdict.outcome is Outcome.INELIGIBLE
    return Findings(
        title=in_script(programme.title),
        day=as_of.isoformat(),
        outcome=verdict.outcome.value,
        label=in_script(verdict.outcome.label),
        status_note=in_script(programme.status_note),
        ended=_ended(programme, as_of),
        answers=tuple(
            (in_script(asked.label), shown(asked, facts[name]))
            for name, asked in programme.facts.items()
            if name in facts
        ),
        bounded=programme.bounded,
        maximum_label=in_script(programme.money.maximum),
        maximum=_yuan(verdict.max_amount),
        own_label=in_script(programme.money.rest),
        own=_yuan(needed or None),
        own_share=percent(verdict.own_share) if verdict.own_share is not None else "",
        own_said=_yuan(own) if is_short and isinstance(own, Decimal) else "",
        short=_yuan(needed - own) if is_short and needed and isinstance(own, Decimal) else "",
        # Whoever is refused already gains nothing by telling more.
        missing=()
        if refused
        else tuple(in_script(programme.facts[name].label) for name in verdict.missing),
        rules=tuple(_finding(programme, step, as_of, cited) for step in verdict.steps),
    )


def _ended(programme: Programme, as_of: date) -> str:
    """The last day on which a rule that decides stood; empty while one of them stands."""
    deciding = [r for r in programme.rules if r.kind in (RuleKind.REQUIRE, RuleKind.LIMIT)]
    last = [rule.effective_to for rule in deciding if rule.effective_to is not None]
    if not last or any(rule.stands(as_of) for rule in deciding) or max(last) >= as_of:
        return ""
    return max(last).isoformat()


def _yuan(amount: Decimal | None) -> str:
    return "" if amount is None else money(amount)


def _finding(
    programme: Programme, step: Step, as_of: date, cited: Mapping[Source, Citation]
) -> Finding:
    rule = step.rule
    limit = rule.kind is RuleKind.LIMIT
    amount = step.value if limit and isinstance(step.value, Decimal) else None
    if rule.bound is Bound.OWN_SHARE and step.holds is not None:
        amount = None  # it was judged by the own funds named
    return Finding(
        rule=rule.id,
        kind=rule.kind.value,
        text=in_script(rule.text),
        holds=step.holds,
        answers=tuple(
            (in_script(programme.facts[name].label), shown(programme.facts[name], value))
            for name, value in step.inputs.items()
            if name in programme.facts and value is not None
        ),
        amount=_yuan(amount),
        note="" if step.conflict else in_script(step.note),
        conflict=step.conflict,
        sources=_quoted(programme, step, as_of, cited),
        who=in_script(rule.who),
        when=in_script(rule.when),
        prepare=tuple(map(in_script, rule.prepare)),
    )


def _quoted(
    programme: Programme, step: Step, as_of: date, cited: Mapping[Source, Citation]
) -> tuple[Quoted, ...]:
    values: dict[Source, str] = {}
    key = step.rule.parameter or (step.rule.condition.parameter if step.rule.condition else None)
    if step.conflict and key is not None:
        for dated in programme.parameters[key].at(as_of).values:
            values[dated.source] = value_shown(dated.value)
    telling = _telling([cited.get(source) for source in step.sources])
    return tuple(
        Quoted(
            source.quote,
            citation.title,
            in_script(citation.tier.label),
            citation.path,
            values.get(source, ""),
        )
        for source in step.sources
        if (citation := cited.get(source)) is not None
        # Where sources contradict, those that say something stand side by side.
        and (source in values if values else citation in telling)
    )

"""The verdict as messages: the outcome, rule by rule, the words it rests on, the procedure."""

from collections.abc import Iterator

from api.domain.eligibility import Outcome
from api.domain.programme import RuleKind
from bot import texts
from bot.dialogue.turn import Message
from bot.eligibility.findings import Finding, Findings
from bot.eligibility.judging import Judged
from retrieval.answer import Citation


def verdict_messages(judged: Judged) -> tuple[Message, ...]:
    """Four messages at most, each whole by itself."""
    findings = judged.findings
    parts = (
        Message("\n".join(_summary(findings, texts.VERDICT_MISSING))),
        Message("\n".join(_steps(findings))),
        _sources(judged.citations),
        Message("\n".join(_procedure(findings))),
    )
    return tuple(part for part in parts if part.text)


def judgement_messages(judged: Judged) -> tuple[Message, ...]:
    """The verdict and the words its conditions rest on, without the procedure, which is about to
    begin."""
    conditions = judged.findings.of(RuleKind.REQUIRE, RuleKind.LIMIT)
    quotes = {one.quote for each in conditions for one in each.sources}
    parts = (
        Message("\n".join(_summary(judged.findings, texts.JUDGEMENT_MISSING))),
        Message("\n".join(_steps(judged.findings))),
        _sources(tuple(one for one in judged.citations if one.quote in quotes)),
    )
    return tuple(part for part in parts if part.text)


def _summary(said: Findings, missing: str) -> Iterator[str]:
    label = texts.VERDICT_ENDED_LABEL if said.ended else texts.VERDICT_OUTCOMES[said.outcome]
    yield texts.VERDICT_HEAD.format(title=said.title, outcome=label, day=said.day)
    if said.ended:
        yield texts.VERDICT_ENDED.format(day=said.ended)
    rules = said.of(RuleKind.REQUIRE, RuleKind.LIMIT)
    refusing = [each.text.rstrip("。") for each in rules if each.holds is False]
    if refusing:
        yield texts.VERDICT_REFUSED.format(rules=texts.SEMICOLON.join(refusing))
    elif said.outcome == Outcome.UNKNOWN:
        undecided = [
            each.text.rstrip("。") for each in said.of(RuleKind.REQUIRE) if each.holds is None
        ]
        if undecided:
            yield texts.VERDICT_OPEN.format(rules=texts.SEMICOLON.join(undecided))
    if said.outcome != Outcome.INELIGIBLE or said.short:
        yield from _amounts(said)
    if said.missing:
        yield missing.format(facts=texts.LIST_COMMA.join(said.missing))
    if said.answers:
        facts = texts.SEMICOLON.join(_fact(*pair) for pair in said.answers)
        yield texts.VERDICT_YOURS.format(facts=facts)
    yield "。".join(filter(None, (said.status_note.rstrip("。"), texts.VERDICT_NO_PROMISE)))


def _amounts(said: Findings) -> Iterator[str]:
    if said.maximum:
        yield texts.VERDICT_MAXIMUM.format(label=said.maximum_label, amount=said.maximum)
    elif said.bounded and not said.ended:
        yield texts.VERDICT_NO_AMOUNT
    if said.own and said.own_share:
        yield texts.VERDICT_OWN.format(label=said.own_label, amount=said.own, share=said.own_share)
    if said.short:
        yield texts.VERDICT_SHORT.format(own=said.own_said, short=said.short)


def _fact(label: str, value: str) -> str:
    return str(texts.ELIGIBILITY_FACT.format(label=label, value=value))


def _steps(said: Findings) -> Iterator[str]:
    rules = said.of(RuleKind.REQUIRE, RuleKind.LIMIT)
    if rules:
        yield texts.VERDICT_STEPS
    refused = said.outcome == Outcome.INELIGIBLE
    left = [each for each in rules if refused and _is_open(each)]
    for each in rules:
        if each not in left:
            yield from _conflict(each) if each.conflict else _step(said, each)
    if left:
        named = texts.SEMICOLON.join(each.text.rstrip("。") for each in left)
        yield texts.VERDICT_NOT_ASKED.format(rules=named)


def _is_open(each: Finding) -> bool:
    return each.holds is None and not each.conflict and not each.amount


def _step(said: Findings, each: Finding) -> Iterator[str]:
    limit = each.kind == RuleKind.LIMIT
    worded = texts.VERDICT_LIMIT if limit and each.holds is None else texts.VERDICT_REQUIREMENT
    yield worded.format(mark=texts.VERDICT_MARKS[each.holds], text=each.text)
    if each.amount:
        label = said.maximum_label
        yield texts.VERDICT_LIMIT_AMOUNT.format(label=label, amount=each.amount)
    elif each.answers:
        facts = texts.SEMICOLON.join(_fact(*pair) for pair in each.answers)
        yield texts.VERDICT_ANSWER.format(facts=facts)
    if each.note:
        yield texts.VERDICT_NOTE.format(note=each.note)


def _conflict(each: Finding) -> Iterator[str]:
    yield texts.VERDICT_CONFLICT.format(text=each.text)
    for one in each.sources:
        yield texts.VERDICT_SIDE.format(value=one.value, quote=one.quote)


def _sources(citations: tuple[Citation, ...]) -> Message:
    """The quotations, as those of an answer: in the text, and for channels that show them."""
    if not citations:
        return Message("")
    documents = list(dict.fromkeys(each.document for each in citations))
    ordered = sorted(citations, key=lambda each: documents.index(each.document))
    lines = [texts.VERDICT_SOURCES]
    for each, after in zip(ordered, [*ordered[1:], None], strict=True):
        lines.append(texts.VERDICT_QUOTE.format(quote=each.quote))
        if after is None or after.document != each.document:  # named once, below its last words
            lines.append(texts.VERDICT_SOURCE.format(title=each.title, tier=each.tier.label))
    return Message("\n".join(lines), citations=tuple(each.to_json() for each in ordered))


def _procedure(said: Findings) -> Iterator[str]:
    """What comes next, who does it and when; what to prepare; what else to mind."""
    steps = said.of(RuleKind.PROCEDURE)
    if steps and said.outcome != Outcome.INELIGIBLE and not said.ended:
        yield texts.VERDICT_PROCEDURE
        for place, each in enumerate(steps, 1):
            yield from _in_order(place, each)
        items = dict.fromkeys(item for each in said.rules for item in each.prepare)
        if items:
            yield texts.VERDICT_PREPARE
            yield from (texts.VERDICT_ITEM.format(item=item) for item in items)
    if advice := said.of(RuleKind.ADVICE):
        yield texts.VERDICT_ADVICE
        yield from (texts.VERDICT_POINT.format(text=each.text) for each in advice)


def _in_order(place: int, each: Finding) -> Iterator[str]:
    yield texts.VERDICT_STEP.format(place=place, text=each.text)
    if each.conflict:
        for one in each.sources:
            yield texts.VERDICT_SIDE.format(value=one.value, quote=one.quote)
    if each.who:
        yield texts.VERDICT_WHO.format(who=each.who)
    if each.when:
        yield texts.VERDICT_WHEN.format(when=each.when)

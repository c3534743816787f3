"""Answers “how much can our project get” by the programme's rules, with the rules quoted."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from time import perf_counter

from api.domain.eligibility import Verdict, assess
from api.domain.errors import Invalid
from api.domain.programme import Bound, Programme, Rule, RuleKind
from api.domain.programme_facts import OWN, REQUESTED, TOTAL
from api.domain.rule_step import Step
from api.domain.stale_rules import lost_its_basis
from api.domain.subsidy import Funding, funding
from knowledge.library import Library
from knowledge.programme_sources import checked_against, quoted_documents
from retrieval.answer import Answer, AnswerStatus, Mode
from retrieval.entitlement_question import Asked, read_question
from retrieval.entitlement_text import (
    ASK_TOTAL,
    CLOSING,
    CLOSING_JUDGED,
    STALE,
    STALE_BESIDE,
    agreeing_sources,
    amount_text,
    area_text,
    basis_text,
    refusal_text,
    requested_text,
    stale_text,
    terms_text,
)
from retrieval.rule_book import citation_of


class EntitlementAsker:
    """Stands before the search: takes the questions it can compute, leaves the others."""

    def __init__(self, programmes: Sequence[Programme], library: Library) -> None:
        """``library`` holds the documents the programmes quote. General law pays no subsidy."""
        self._programmes = tuple(each for each in programmes if not each.general)
        self._library = library

    def answer(self, question: str, as_of: date, context: Sequence[str] = ()) -> Answer | None:
        """The computed answer, or None when the question is not about a computable subsidy.

        Where a quotation a limit rests on is in no document in force on ``as_of``, nothing is
        computed from it, and the answer says so; before such a document begins, it is None.
        """
        started = perf_counter()
        asked = read_question(question, self._programmes, as_of, context)
        if asked is None:
            return None
        quoted = quoted_documents(asked.programme, self._library, as_of)
        programme = checked_against(asked.programme, quoted)
        try:
            money = funding(asked.facts)
            verdict, low = (
                assess(programme, asked.facts, as_of),
                assess(programme, asked.low, as_of),
            )
        except Invalid:
            return None
        limits = tuple(s for s in verdict.steps if s.rule.kind is RuleKind.LIMIT)
        terms = _terms(programme, limits, as_of)
        if not terms or len(terms) < len(limits):
            lost = [s for s in limits if self._lost_its_basis(programme, s.rule, as_of)]
            return _stale(lost, as_of, started) if lost else None
        status, text, used = _compose(asked, money, verdict, low, terms)
        cited = tuple(
            citation_of(step.rule.source, quoted[step.rule.source.document]) for step in used
        )
        agreeing = max((agreeing_sources(step.rule, step) for step in used), default=0)
        basis = basis_text(programme.title, agreeing, programme.status_note)
        closing = _closing(status, used)
        open_steps = [s for s in verdict.steps if s.rule.kind is RuleKind.REQUIRE]
        beside = stale_text(STALE_BESIDE, (s for s in open_steps if s.rule.source.stale))
        return Answer(
            status=status,
            text="\n".join(
                part for part in (text, beside, area_text(verdict), basis, closing) if part
            ),
            citations=cited,
            as_of=as_of,
            mode=Mode.RULES,
            took_ms=(perf_counter() - started) * 1000,
        )

    def _lost_its_basis(self, programme: Programme, rule: Rule, as_of: date) -> bool:
        """Whether ``rule`` rests on words that were there and are gone."""
        document = self._library.document(rule.source.document)
        begins = document.effective_from if document else None
        is_to_come = begins is not None and as_of < begins
        return not is_to_come and lost_its_basis(programme, rule, as_of)


def _stale(lost: Sequence[Step], as_of: date, started: float) -> Answer:
    took = (perf_counter() - started) * 1000
    return Answer(AnswerStatus.NO_SOURCE, stale_text(STALE, lost), (), as_of, Mode.RULES, took)


def _terms(programme: Programme, limits: tuple[Step, ...], as_of: date) -> dict[Bound, Decimal]:
    """The parameter of each limit whose source stands and is not contradicted."""
    terms: dict[Bound, Decimal] = {}
    for step in limits:
        bound, key = step.rule.bound, step.rule.parameter
        if bound is None or key is None or step.rule.source.stale:
            continue
        value = programme.parameters[key].at(as_of).value
        if isinstance(value, Decimal):
            terms[bound] = value
    return terms


def _compose(
    asked: Asked, money: Funding, verdict: Verdict, low: Verdict, terms: dict[Bound, Decimal]
) -> tuple[AnswerStatus, str, tuple[Step, ...]]:
    """Status, text without its basis, and the steps to cite."""
    limits = tuple(s for s in verdict.steps if s.rule.kind is RuleKind.LIMIT)
    refusing = tuple(
        s for s in verdict.steps if s.rule.kind is RuleKind.REQUIRE and s.holds is False
    )
    if refusing:
        return AnswerStatus.ANSWERED, refusal_text(verdict), refusing
    if asked.facts.keys() & {TOTAL, OWN}:
        return AnswerStatus.ANSWERED, amount_text(verdict, low, money, terms), limits
    if REQUESTED in asked.facts and money.requested is not None:
        return AnswerStatus.ANSWERED, requested_text(money.requested, terms), limits
    status = AnswerStatus.ANSWERED if asked.asks_terms else AnswerStatus.NEEDS_FACTS
    return status, terms_text(verdict.steps), limits


def _closing(status: AnswerStatus, used: tuple[Step, ...]) -> str:
    if status is AnswerStatus.NEEDS_FACTS:
        return ASK_TOTAL
    judged = any(step.rule.kind is RuleKind.REQUIRE for step in used)
    return CLOSING_JUDGED if judged else CLOSING

"""Answers a policy question: search → gate → compose → verify → reply, each step listed once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import Protocol

from knowledge.documents import Document
from retrieval import reply, texts
from retrieval.answer import Answer, AnswerStatus, Citation, Role
from retrieval.asked import Asked
from retrieval.claim_lines import Listener, unheard
from retrieval.compose import Composer, Extractive, Fallback, Material
from retrieval.day_of_act import day_of_act
from retrieval.evidence import Evidence
from retrieval.explained import Explained
from retrieval.extractive import quotation
from retrieval.followup import FollowUps
from retrieval.gate import Gate
from retrieval.inquiry import Inquiry, Step, Trace
from retrieval.question import Question, Reader
from retrieval.reasons import Reason
from retrieval.referred import References
from retrieval.relative_dates import absolute
from retrieval.reply import Outcome
from retrieval.reviewed import Reviewed, answer_of
from retrieval.search import Found, Hit, Searcher
from retrieval.side_by_side import SideBySide
from retrieval.validity import Validity

RANKED = 10
_NO_TEXT = frozenset({AnswerStatus.NO_SOURCE, AnswerStatus.EXPIRED})


class Entitlement(Protocol):
    """Computes what a question of entitlement asks; ``EntitlementAsker`` is the real one."""

    def answer(self, question: str, as_of: date, context: Sequence[str] = ()) -> Answer | None:
        """The computed answer, or ``None`` when the question is of another kind."""


class PolicyAsker:
    """``bot.ports.Asker`` over one corpus."""

    def __init__(
        self,
        *,
        searcher: Searcher,
        reader: Reader,
        evidence: Evidence,
        gate: Gate,
        asked: Asked,
        today: Callable[[], date],
        entitlement: Entitlement | None = None,
        composer: Composer | None = None,
        reviewed: Reviewed | None = None,
    ) -> None:
        """``today`` gives the day in Asia/Shanghai that stands where no ``as_of`` is named;
        without a ``composer`` the answer is quotations only."""
        self._searcher = searcher
        self._reader = reader
        self._follow_ups = FollowUps(
            reader.titles, lambda text: len(evidence.weights(text)), reader.contrasts, reader.places
        )
        self._evidence = evidence
        self._gate = gate
        self._asked = asked
        self._today = today
        self._entitlement = entitlement
        quoting = composer or Extractive(evidence, asked)
        self._composer = Fallback(SideBySide(evidence, asked), quoting)
        self._validity = Validity(searcher.corpus)
        self._references = References(searcher.corpus, reader.titles)
        self._reviewed = reviewed
        self._steps: tuple[Step, ...] = (
            self._read,
            self._refuse,
            self._tell_validity,
            self._compute,
            self._recall,
            self._search,
            self._go_back,
            self._pass_gate,
            self._compose,
        )

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        context: tuple[str, ...] = (),
        listener: Listener = unheard,
    ) -> Answer:
        """The answer, or the reason why there is none; see ``bot.ports.Asker``."""
        return self._answered(question, as_of, context, listener)[0]

    def explain(
        self, question: str, *, as_of: date | None = None, context: tuple[str, ...] = ()
    ) -> Explained:
        """The answer that ``ask`` gives, with how it came about."""
        answer, trace = self._answered(question, as_of, context, unheard)
        inquiry = trace.inquiry
        searched = bool(inquiry.found.hits or inquiry.found.lapsed)
        measures = self._gate.measures(inquiry.question, inquiry.found) if searched else {}
        return Explained(answer, inquiry, trace.step, measures)

    def _answered(
        self, question: str, as_of: date | None, context: tuple[str, ...], listener: Listener
    ) -> tuple[Answer, Trace]:
        started = perf_counter()
        day = as_of or self._today()
        nothing = Found((), (), day)
        trace = Trace(Inquiry(question, day, context, Question(""), nothing, listener))
        outcome = self._outcome(trace)
        took = (perf_counter() - started) * 1000
        if outcome.answer is not None:
            return replace(outcome.answer, took_ms=took), trace
        text = "\n".join((outcome.text, *map(texts.heard, trace.inquiry.question.heard)))
        day = trace.inquiry.as_of
        answer = Answer(outcome.status, text, outcome.citations, day, outcome.mode, took)
        return answer, trace

    def _outcome(self, trace: Trace) -> Outcome:
        for step in self._steps:
            trace.step = step.__name__.strip("_")
            result = step(trace.inquiry)
            if isinstance(result, Outcome):
                return self._or_recalled(trace.inquiry, result)
            trace.inquiry = result
        trace.step = "reply"
        return self._or_recalled(trace.inquiry, self._reply(trace.inquiry))

    def ranked(
        self, question: str, *, as_of: date | None = None, context: tuple[str, ...] = ()
    ) -> list[tuple[str, str | None]]:
        """Title and article of the passages found, best first, whether quoted or not."""
        hits = self.found(question, as_of=as_of, context=context)
        return [(hit.document.title, hit.passage.article) for hit in hits]

    def found(
        self, question: str, *, as_of: date | None = None, context: tuple[str, ...] = ()
    ) -> Sequence[Hit]:
        """The passages found, best first, whether quoted or not."""
        day = as_of or self._today()
        read = self._reader.read(self._in_full(question, context, day))
        return self._searcher.search(read, day, RANKED)

    def _in_full(self, question: str, context: tuple[str, ...], day: date) -> str:
        return absolute(self._follow_ups.in_full(question, context), day)

    def _read(self, inquiry: Inquiry) -> Inquiry | Outcome:
        question = self._reader.read(self._in_full(inquiry.asked, inquiry.context, inquiry.as_of))
        if not self._evidence.weights(question.text):
            return Outcome(AnswerStatus.NEEDS_FACTS, texts.EMPTY)
        return replace(inquiry, question=question)

    def _refuse(self, inquiry: Inquiry) -> Inquiry | Outcome:
        reason = self._gate.before(inquiry.question)
        return reply.declined(reason) if reason else inquiry

    def _tell_validity(self, inquiry: Inquiry) -> Inquiry | Outcome:
        """When a text took effect stands in its record; a search finds other dates in it."""
        return self._validity.answer(inquiry.question, inquiry.as_of) or inquiry

    def _compute(self, inquiry: Inquiry) -> Inquiry | Outcome:
        if self._entitlement is None:
            return inquiry
        answer = self._entitlement.answer(inquiry.asked, inquiry.as_of, inquiry.context)
        return Outcome(answer.status, answer=answer) if answer else inquiry

    def _recall(self, inquiry: Inquiry) -> Inquiry | Outcome:
        """Staff have answered this very question: that goes before whatever a search brings."""
        if self._reviewed is None:
            return inquiry
        recalled = self._reviewed.best(inquiry.question, inquiry.as_of, self._documents)
        if recalled is not None and recalled.sureness >= self._reviewed.bands.sure:
            return Outcome(AnswerStatus.ANSWERED, answer=answer_of(recalled, inquiry.as_of))
        return replace(inquiry, recalled=recalled)

    def _or_recalled(self, inquiry: Inquiry, outcome: Outcome) -> Outcome:
        """Where no text in force answers, what staff answered to nearly the same; where it is less
        near, its question is named."""
        recalled = inquiry.recalled
        if self._reviewed is None or recalled is None or outcome.status not in _NO_TEXT:
            return outcome
        if recalled.sureness >= self._reviewed.bands.near:
            return Outcome(AnswerStatus.ANSWERED, answer=answer_of(recalled, inquiry.as_of))
        return replace(outcome, text=f"{outcome.text}\n{texts.near(recalled.asked)}")

    def _search(self, inquiry: Inquiry) -> Inquiry:
        found = self._searcher.find(inquiry.question, inquiry.as_of, RANKED)
        return replace(inquiry, found=found)

    def _go_back(self, inquiry: Inquiry) -> Inquiry:
        """What was done while a rule stood is judged by that rule, though it has ended since."""
        day = day_of_act(inquiry.question.text, inquiry.as_of)
        if day is None or not self._gate.lapsed_leads(inquiry.found):
            return inquiry
        ended = inquiry.found.lapsed[0].document
        if not ended.in_force(day):
            return inquiry
        found = self._searcher.find(inquiry.question, day, RANKED)
        return replace(inquiry, as_of=day, found=found, then=ended)

    def _pass_gate(self, inquiry: Inquiry) -> Inquiry | Outcome:
        found = inquiry.found
        reason = self._gate.after(inquiry.question, found)
        if reason is Reason.LAPSED:
            return reply.expired(self._ended(inquiry), inquiry.as_of, self._documents)
        if reason:
            return reply.declined(reason)
        return replace(inquiry, lapsed=self._gate.lapsed_beside(found))

    def _compose(self, inquiry: Inquiry) -> Inquiry:
        material = Material(
            inquiry.question,
            inquiry.as_of,
            tuple(inquiry.found.hits),
            self._searcher.corpus.fingerprint,
        )
        return replace(inquiry, composed=self._composer.compose(material, inquiry.listener))

    def _reply(self, inquiry: Inquiry) -> Outcome:
        beside = reply.Beside(
            referred=self._references.of(inquiry.composed.citations, inquiry.as_of),
            lapsed=self._ended(inquiry) if inquiry.lapsed else None,
            then=inquiry.then,
        )
        return reply.answered(inquiry.composed, beside, inquiry.as_of, self._documents)

    def _ended(self, inquiry: Inquiry) -> Citation:
        """What speaks most to the question among the texts not in force."""
        hit = inquiry.found.lapsed[0]
        return quotation(inquiry.question, hit, self._evidence, self._asked, role=Role.LAPSED)

    @property
    def _documents(self) -> Mapping[str, Document]:
        return self._searcher.corpus.documents

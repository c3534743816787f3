"""Answers when a text took effect and whether it stands, from its record and its own words."""

import re
from collections.abc import Iterator
from datetime import date

from knowledge.documents import Document, Passage, Tier
from retrieval import texts
from retrieval.answer import AnswerStatus, Citation, Role
from retrieval.corpus import Corpus
from retrieval.extractive import citation_at
from retrieval.question import Question
from retrieval.reply import Outcome, checked
from retrieval.verify import Line

_PROSE = re.compile(r"(?m)^(?!#)[^\n]{8,}。")
SHORTEST_NAME = 3  # a title of two characters (水法) may be part of any word
MOST_BESIDE = 2  # characters of content beside the name and what asks; more is another question
# 什么时候开始施行, 现在还有效吗, 是哪年出台的, 施行日期, 最新版是哪一年的.
_BEGINS = "施行|实施|生效|执行|出台|颁布|公布|通过|修订|修正|修改|开始"
_ASKS = re.compile(
    rf"(?:什么时候|何时|哪一?年|哪天|哪一天|几月几?号?|几号)(?:开始|正式|起|才|会|要|被|是|最近一次)*(?:{_BEGINS})的?"
    rf"|(?:{_BEGINS})的?(?:日期|时间|日)|(?:已经|正式)?(?:{_BEGINS})了(?:吗|没有?)"
    r"|(?:有效|作废|失效|废止|过期|管用|算数|在用)(?:了|的)?(?:吗|么|没有?|不|呢|$)"
    r"|(?:最新|现行|新)的?版本?是?(?:哪一?年|什么时候|何时|几几年)的?"
)
_FILLING = re.compile(
    "[《》是的了吗呢啊吧，。、？?,.!！ ]|从|自|起|现在|目前|还|之前|以前|旧|老|新|最新|请问|这部|"
    "那部|法律|法规|版本?|规定"
)
# 本法自2026年7月1日起施行; what a text says of the beginning of another is no answer.
_COMMENCES = re.compile(
    r"本(?:法|条例|办法|规定|细则|公告|通知|决定|意见|方案)[^。\n]{0,12}(?:自|从)[^。\n]{0,24}起"
    r"(?:施行|实施|执行|生效)"
)
_ASIDE = re.compile(r"[（(].*")  # （要点转述）, （已到期，要点转述）


class Validity:
    """Knows the versions of every text of one library."""

    def __init__(self, corpus: Corpus) -> None:
        """Look up texts and their provisions on taking effect in ``corpus``."""
        self._corpus = corpus

    def answer(self, question: Question, as_of: date) -> Outcome | None:
        """What the record says of the one text the question names; ``None`` for another kind of
        question, and where nothing is recorded."""
        if not _ASKS.search(question.text) or any(one.article for one in question.references):
            return None
        name, versions = self._named(question)
        rest = _ASKS.sub("", question.text.replace(name, ""))
        if not name or len(_FILLING.sub("", rest)) > MOST_BESIDE:
            return None
        if not versions:
            return None
        lines = list(self._lines(versions, as_of))
        return checked(lines, AnswerStatus.ANSWERED, self._corpus.documents)

    def _named(self, question: Question) -> tuple[str, list[Document]]:
        """The longest name of a text in the question, and its versions with a known first day, the
        earliest first; originals before what restates them."""
        documents = self._corpus.documents
        by_name: dict[str, list[Document]] = {}
        for key, document in documents.items():
            for name in {_ASIDE.sub("", self._corpus.names[key]), *document.aliases}:
                if len(name) >= SHORTEST_NAME and name in question.text:
                    by_name.setdefault(name, []).append(document)
        name = max(by_name, key=len, default="")
        known = [one for one in by_name.get(name, ()) if one.effective_from]
        official = [one for one in known if one.tier is Tier.OFFICIAL]
        return name, sorted(official or known, key=lambda one: str(one.effective_from))

    def _lines(self, versions: list[Document], as_of: date) -> Iterator[Line]:
        standing = [one for one in versions if one.in_force(as_of)]
        told = standing[-1] if standing else versions[-1]
        citation = self._commencement(told, Role.ANSWER if standing else Role.LAPSED)
        successor = self._corpus.documents.get(told.replaced_by or "")
        said = texts.in_force(told, as_of) if standing else texts.lapsed(told, as_of, successor)
        yield Line(said, citation)
        for other in versions:
            if other.key != told.key:
                begun = (other.effective_from or as_of) <= as_of
                line = texts.earlier(other) if begun else texts.lapsed(other, as_of, None)
                yield Line(line, self._commencement(other, Role.LAPSED))
        if _COMMENCES.search(citation.quote):
            yield Line(f"“{citation.quote}”", citation)
            yield Line(texts.attribution(citation), citation)
        if told.status_note:
            yield Line(texts.note(told.status_note), citation)

    def _commencement(self, document: Document, role: Role) -> Citation:
        """The sentence on taking effect, or the first in prose where a text has none."""
        found = list(_COMMENCES.finditer(document.text))
        at = found[-1] if found else None
        start, end = _sentence(document.text, at.start() if at else self._first(document))
        article = next(
            (one.article for one in self._of(document) if one.start <= start < one.end), None
        )
        focus = (at.start(), min(at.end(), end)) if at else None
        return citation_at(document, (start, end), article=article, role=role, focus=focus)

    def _of(self, document: Document) -> Iterator[Passage]:
        return (one for one in self._corpus.passages.values() if one.document == document.key)

    def _first(self, document: Document) -> int:
        prose = _PROSE.search(document.text)
        return prose.start() if prose else 0


def _sentence(text: str, at: int) -> tuple[int, int]:
    """The sentence of ``text`` that ``at`` lies in, within its line."""
    start = max(text.rfind(mark, 0, at) for mark in "。\n") + 1
    ends = [end for mark in ("。", "\n") if (end := text.find(mark, at)) >= 0]
    end = min(ends, default=len(text) - 1)
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return start, end + (text[end : end + 1] == "。")

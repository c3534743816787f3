"""What staff cite in an answer: quotations of documents that are held and in force, verbatim."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from api.clock import SHANGHAI
from api.domain.errors import Invalid, NotFound
from api.domain.faq import FaqBody, FaqSource
from api.store.database import Unit
from api.store.holdings import Holding, holding
from knowledge.documents import Document
from retrieval.answer import Citation
from retrieval.reviewed import cited
from retrieval.verify import claims

OFFICE = "工作人员答复，非政策原文"


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as it was written on the page: ``document`` is a key."""

    document: str
    article: str
    quote: str


def verified(unit: Unit, wanted: Iterable[Cited]) -> tuple[FaqSource, ...]:
    """The sources with the places of their quotations.

    Raises:
        Invalid: ``sources``: a document that is not held or not in force, or words that do not
            stand in it.
    """
    today = unit.now.astimezone(SHANGHAI).date()
    return tuple(_verified(unit, one, today) for one in wanted)


def _verified(unit: Unit, wanted: Cited, today: date) -> FaqSource:
    try:
        held = holding(unit, wanted.document)
    except NotFound:
        raise Invalid("sources", "有一份引用的文件没有收录。请重新查找后再引用。") from None
    title, quote = held.document.title, wanted.quote.strip()
    if not held.in_use(today):
        raise Invalid("sources", f"《{title}》现在不作依据。请改引现行的文件。")
    start = held.document.text.find(quote) if quote else -1
    if start < 0:
        raise Invalid(
            "sources",
            f"《{title}》里没有与引文一字不差的句子。请从原文复制，可以删去头尾，不要改字。",
        )
    article = wanted.article or None
    return FaqSource(held.read.key, title, article, quote, start, start + len(quote))


def quotations(unit: Unit, body: FaqBody, day: date) -> tuple[Citation | None, ...]:
    """Each source as it stands on ``day``; ``None`` where it does not any more."""
    return tuple(cited(one, day, _in_use(unit, one.document)) for one in body.sources)


def unsupported(body: FaqBody) -> tuple[str, ...]:
    """Figures, dates and articles the answer states that stand in none of its quotations."""
    quoted = "\n".join(f"{one.title}{one.article or ''}\n{one.quote}" for one in body.sources)
    return tuple(sorted(claims(body.answer) - claims(quoted)))


def _in_use(unit: Unit, key: str) -> Document | None:
    try:
        found: Holding = holding(unit, key)
    except NotFound:
        return None
    return None if found.decisions.withdrawn else found.document

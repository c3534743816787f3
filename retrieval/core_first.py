"""In which order passages are embedded: what most questions are about comes first."""

from datetime import date

from knowledge.documents import Document, Passage
from knowledge.statutes import is_beyond_core
from retrieval.corpus import Corpus


def core_first(corpus: Corpus, today: date) -> tuple[list[Passage], int]:
    """The passages of ``corpus`` in the order of embedding, and how many of them are of the core:
    all but the statutes that were taken in beyond the built-in ones. Within both, what is in
    force comes before what is not."""
    places = {key: _place(document, today) for key, document in corpus.documents.items()}
    ordered = sorted(corpus.passages.values(), key=lambda passage: places[passage.document])
    core = sum(not places[passage.document][0] for passage in ordered)
    return ordered, core


def _place(document: Document, today: date) -> tuple[bool, bool]:
    return is_beyond_core(document), not document.in_force(today)

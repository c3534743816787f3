"""The reader of questions to the library: it knows programmes, places and statutes by name."""

from collections.abc import Callable, Mapping
from typing import Any

from knowledge.programme_files import programme_names
from knowledge.statutes import statute_titles
from retrieval.corpus import Corpus
from retrieval.place_names import place_names
from retrieval.question import Reader


def library_reader(
    corpus: Corpus, words: Mapping[str, Any], frequency: Callable[[str], int]
) -> Reader:
    """See ``Reader``."""
    return Reader(
        corpus, programme_names(), words, place_names(), statute_titles(), frequency=frequency
    )

"""The lexical index: tantivy BM25 over characters and pairs of title, heading path and text."""

import logging
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import tantivy

from knowledge.documents import Document, Passage
from retrieval import healing, owner, tokens

log = logging.getLogger(__name__)

SCHEMA_VERSION = "1"
DAMAGED = "词语索引的文件有损坏或缺失，已从数据库重建。"
BUILDING = "building-"
"""What the name of an index begins with that is not finished."""
_HEAP = 128_000_000  # bytes of the writer's buffer: 24,000 articles fit without a merge


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("begins", indexed=True, fast=True)
    builder.add_integer_field("ends", indexed=True, fast=True)
    return builder.build()


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


class LexicalIndex:
    """Search over one state of the library. Reading is safe from several threads."""

    def __init__(self, index: tantivy.Index) -> None:
        """Use ``index`` as built by ``build``."""
        self._index = index
        self._schema = index.schema
        index.reload()
        self._searcher = index.searcher()

    @property
    def passages(self) -> int:
        """How many passages are in the index."""
        return int(self._searcher.num_docs)

    def frequency(self, term: str) -> int:
        """In how many passages ``term`` stands."""
        return int(self._searcher.doc_freq("terms", term))

    def search(
        self, wanted: Mapping[str, float], as_of: date, limit: int, *, in_force: bool = True
    ) -> list[tuple[str, float]]:
        """The best ``(passage key, BM25)`` among the passages in force on ``as_of``, for
        ``wanted``: terms, and how much each counts.

        With ``in_force`` false, among those that are **not** in force on that day. Both compete
        only among themselves: the filter stands inside the query.
        """
        clauses = self._clauses(wanted)
        if not clauses:
            return []
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, tantivy.Query.boolean_query(clauses)),
                (tantivy.Occur.Must, self._in_force(as_of, in_force=in_force)),
            ]
        )
        result = self._searcher.search(query, limit, count=False)
        return [
            (str(self._searcher.doc(address).get_first("key")), float(score))
            for score, address in result.hits
        ]

    def _clauses(self, wanted: Mapping[str, float]) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        return [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(
                    tantivy.Query.term_query(self._schema, "terms", term, "freq"), float(weight)
                ),
            )
            for term, weight in wanted.items()
        ]

    def _in_force(self, as_of: date, *, in_force: bool) -> tantivy.Query:
        day = _number(as_of)
        number = tantivy.FieldType.Integer
        current = [
            tantivy.Query.range_query(self._schema, "begins", number, None, day),
            tantivy.Query.range_query(self._schema, "ends", number, day, None),
        ]
        other = [
            tantivy.Query.range_query(self._schema, "begins", number, day + 1, None),
            tantivy.Query.range_query(self._schema, "ends", number, None, day - 1),
        ]
        occur = tantivy.Occur.Must if in_force else tantivy.Occur.Should
        chosen = current if in_force else other
        # The dates only filter; a score of theirs would shift the fused scores.
        return tantivy.Query.const_score_query(
            tantivy.Query.boolean_query([(occur, clause) for clause in chosen]), 0.0
        )


def _write(
    index: tantivy.Index, documents: Mapping[str, Document], passages: Iterable[Passage]
) -> None:
    writer = index.writer(_HEAP, 1)
    for passage in passages:
        document = documents[passage.document]
        whole = "\n".join((document.title, *passage.heading, passage.text))
        entry = tantivy.Document()
        entry.add_text("key", passage.key)
        entry.add_text("terms", " ".join(tokens.terms(whole)))
        entry.add_integer("begins", _number(document.effective_from or date.min))
        entry.add_integer("ends", _number(document.effective_to or date.max))
        writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()


def build_in_memory(documents: Mapping[str, Document], passages: Iterable[Passage]) -> LexicalIndex:
    """An index that lives as long as the process, for evaluation runs and tests."""
    index = tantivy.Index(_schema())
    _write(index, documents, passages)
    return LexicalIndex(index)


def open_or_build(
    folder: Path,
    fingerprint: str,
    documents: Mapping[str, Document],
    passages: Iterable[Passage],
    report: healing.Report = log.warning,
) -> LexicalIndex:
    """The index of the library state ``fingerprint`` in ``folder``; built when it is not there.

    One process builds, others wait and find it there. A build goes to a folder of its own and is
    moved into place when whole, so a process that dies leaves no half index. One whose files were
    damaged is told to ``report`` and built again. Older states are removed; who still answers from
    one has its files open.
    """
    place = healing.folder_at(folder) / f"{fingerprint[:24]}-{SCHEMA_VERSION}-{tokens.VERSION}"
    ownership = owner.wait_for(folder)
    try:
        if not healing.is_whole(place):
            if place.exists():
                report(DAMAGED)
            _build(place, documents, passages)
        return LexicalIndex(tantivy.Index.open(str(place)))
    finally:
        ownership.release()


def built_indexes(folder: Path) -> list[Path]:
    """Whatever lies where indexes are built: one, as a rule."""
    return [path for path in folder.iterdir() if path.name != owner.LOCK]


def _build(place: Path, documents: Mapping[str, Document], passages: Iterable[Passage]) -> None:
    building = place.with_name(f"{BUILDING}{uuid.uuid4().hex}")
    building.mkdir()
    _write(tantivy.Index(_schema(), str(building)), documents, passages)
    healing.seal(building)
    # Whatever else is there is older, damaged, or left by a build that died.
    for other in built_indexes(place.parent):
        if other != building:
            healing.remove(other)
    building.rename(place)

"""Where the facts of a stored document were read, and the file it came from."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from api.store.database import Unit
from api.tables.knowledge import documents
from knowledge.documents import Document
from knowledge.drafts import Place, find_fact

FACTS = ("title", "issuer", "number", "region", "published", "effective_from", "effective_to")
IN_TEXT = "正文"


def origins_of(unit: Unit, document: Document) -> tuple[Mapping[str, Place], str | None]:
    """The places of the facts of ``document``, which comes with its text, and the file's id.

    Of a text that was not read on the desk, a fact's place is where the text says it first.
    """
    row = unit.connection.execute(
        select(documents.c.origins, documents.c.file).where(documents.c.key == document.key)
    ).one()
    if row.origins:
        return places_from_json(row.origins), row.file
    found = {name: find_fact(document.text, getattr(document, name), IN_TEXT) for name in FACTS}
    return {name: place for name, place in found.items() if place}, row.file


def keep_origins(unit: Unit, key: str, places: Mapping[str, Place], file: str) -> None:
    """Remember them beside the document ``key``."""
    unit.connection.execute(
        update(documents)
        .where(documents.c.key == key)
        .values(origins=places_json(places), file=file)
    )


def places_json(places: Mapping[str, Place]) -> dict[str, Any]:
    """Places as JSON, by field."""
    return {name: [place.words, place.start, place.end] for name, place in places.items()}


def places_from_json(body: Mapping[str, Any]) -> dict[str, Place]:
    """The other way round."""
    return {name: Place(*place) for name, place in body.items()}

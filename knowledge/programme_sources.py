"""What stands in force on a day of the texts that a Programme's rules quote."""

from datetime import date

from api.domain.programme import Programme, checked
from knowledge.documents import Document
from knowledge.library import Library
from knowledge.succession import standing_version


def quoted_documents(programme: Programme, library: Library, as_of: date) -> dict[str, Document]:
    """What stands in force of each document that ``programme`` quotes, by the key quoted: the
    document, or the version in its place."""
    keys = {source.document for source in programme.sources}
    found = {key: standing_version(key, as_of, library.document) for key in keys}
    return {key: document for key, document in found.items() if document is not None}


def checked_against(programme: Programme, quoted: dict[str, Document]) -> Programme:
    """``programme`` with every source marked stale whose sentence is not in ``quoted``."""
    return checked(programme, lambda key: quoted[key].text if key in quoted else None)

"""A search that was kept as the parameters of an address, read back."""

from urllib.parse import parse_qsl

from api.domain.need_address import kept_query
from api.domain.need_query import NeedQuery
from knowledge.places.gazetteer import Gazetteer


def kept(query: str, gazetteer: Gazetteer) -> NeedQuery:
    """The search; what an update of the program no longer knows filters no more."""

    def name_of(code: str) -> str | None:
        return str(gazetteer.place(code)) if gazetteer.get(code) else None

    return kept_query(parse_qsl(query), name_of)

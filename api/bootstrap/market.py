"""The search of the market, put together."""

from api.bootstrap.policy import vectors_kept
from api.market.meaning import Meaning
from api.market.search import MarketSearch
from api.settings import Settings
from api.store.database import Database
from knowledge.places.gazetteer import Gazetteer
from retrieval.service import Retrieval


def open_market(
    settings: Settings, database: Database, gazetteer: Gazetteer, retrieval: Retrieval
) -> MarketSearch:
    """Finds needs by words, and by meaning where the model that answers questions is there."""
    model = retrieval.model
    meaning = Meaning(model, vectors_kept(settings)) if model else None
    return MarketSearch(database, gazetteer, meaning=meaning)

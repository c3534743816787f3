"""Sample data for ``shanhai demo``, put through the real store."""

from api.clock import SystemClock
from api.demo.organisations import load_demo
from api.sample_needs import load_samples
from api.settings import Settings
from api.store.database import Database
from api.store.files import FileStore
from api.store.inbound import Spool
from api.store.ledger import SqlLedger
from knowledge.places.gazetteer import Gazetteer


def add_samples(settings: Settings, database: Database) -> tuple[int, int]:
    """Add the sample offers and needs that are not there; returns how many of each."""
    ledger = SqlLedger(
        database,
        FileStore(settings.data / "files", settings.max_file_bytes),
        Spool(settings.data / "spool", settings.max_file_bytes),
    )
    offers = load_demo(database)
    return offers, load_samples(ledger, Gazetteer.load(), SystemClock().now())

"""What the public pages of applications (申报) read, put together."""

from api.pages.applications import ApplicationPages
from api.pages.own_applications import OwnApplications
from api.store.database import Database
from api.store.files import FileStore
from bot.eligibility.ports import RuleBook
from knowledge.places.gazetteer import Gazetteer
from knowledge.procedure_files import load_procedures
from knowledge.programme_files import load_programmes


def open_own_applications(
    database: Database, rules: RuleBook, gazetteer: Gazetteer, files: FileStore
) -> OwnApplications:
    """The procedures that are shipped, over ``database`` and the rules as they stand."""
    return OwnApplications(database, load_procedures(), rules, gazetteer, files)


def open_application_pages(database: Database) -> ApplicationPages:
    """The procedures and programmes that are shipped, over ``database``."""
    return ApplicationPages(
        database, load_procedures(), {one.key: one for one in load_programmes()}
    )

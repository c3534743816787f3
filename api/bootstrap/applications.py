"""What the public pages of applications (申报) read, put together."""

from api.pages.applications import ApplicationPages
from api.store.database import Database
from knowledge.procedure_files import load_procedures
from knowledge.programme_files import load_programmes


def open_application_pages(database: Database) -> ApplicationPages:
    """The procedures and programmes that are shipped, over ``database``."""
    return ApplicationPages(
        database, load_procedures(), {one.key: one for one in load_programmes()}
    )

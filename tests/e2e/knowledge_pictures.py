"""Takes the pictures of the knowledge base for the README:
``python -m tests.e2e.knowledge_pictures FOLDER [VECTORS]``. VECTORS is a file of vectors computed
before; without one, taking the pictures takes as long as embedding the built-in texts."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from api.store.library import SqlLibrary
from knowledge.ingest import builtin_documents, ingest
from retrieval.service import open_retrieval
from tests.desk_fakes import SampleAnswers
from tests.e2e.browser import DESKTOP, chromium
from tests.e2e.desk_pictures import Stage, context_of, log_in, stage

QUESTION = "善款想从修路改成买电脑可以吗"


def furnish(served: Stage, folder: Path, vectors: Path | None) -> None:
    """Put the built-in documents into the library, and the real answering over them on the desk."""
    library = SqlLibrary(served.desk.database)
    ingest(library, builtin_documents())
    retrieval = open_retrieval(library, folder, served.desk.database.clock, vectors=vectors)
    retrieval.fill_dense()
    explainer = served.desk.services.explainer
    assert isinstance(explainer, SampleAnswers)
    explainer.asker = retrieval


def take(page: Page, served: Stage, folder: Path) -> None:
    """The list of documents, and what a question finds."""
    page.goto(f"{served.server.url}/desk/knowledge?q=慈善")
    page.screenshot(path=folder / "knowledge-desk.png")
    page.goto(f"{served.server.url}/desk/knowledge/test?q={QUESTION}")
    page.locator("#gate-title").evaluate("title => title.scrollIntoView()")
    page.screenshot(path=folder / "hit-test.png")


def main(folder: Path, vectors: Path | None) -> None:
    """Serve the desk and take the pictures."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        stage(Path(scratch)) as served,
        chromium() as browser,
    ):
        furnish(served, Path(scratch) / "indexes", vectors)
        context = context_of(browser, DESKTOP, "light")
        page = context.new_page()
        log_in(page, served, served.password)
        take(page, served, folder)
        context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2:] else None)

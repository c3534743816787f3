"""``/desk/knowledge/drafts/{id}``: what was read in a file, to be corrected and confirmed."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk, DeskDep
from api.console.draft_view import Typed, draft_view
from api.console.import_routes import ADDRESS
from api.console.knowledge_query import document_path
from api.console.refusing import DeskRoute
from api.console.visit import FormDep, Visit, VisitDep, page
from api.desk.document_confirm import confirm, corrected, discard
from api.domain.duties import Duty
from api.domain.errors import Invalid, NotAllowed, Refusal, WrongMove
from api.domain.imported import DraftState
from api.routes.problems import problem_of
from api.store.document_drafts import KeptDraft, kept_draft
from api.store.document_files import document_file
from api.store.holdings import holdings
from api.store.library import SqlLibrary
from knowledge.articles import split
from knowledge.documents import Document, Tier
from knowledge.ingest import builtin_documents
from knowledge.programme_files import load_programmes
from knowledge.shelf import Comparison, Shelf, Standing

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Key = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]


@router.get("/knowledge/drafts/{key}")
def draft_page(key: Key, visit: VisitDep, desk: DeskDep) -> Response:
    """The draft; one that is confirmed leads to its document."""
    kept = _draft(desk, key)
    if kept.state is DraftState.CONFIRMED and kept.stored_as:
        return RedirectResponse(document_path(kept.stored_as), 303)
    return _show(desk, visit, kept)


@router.post("/knowledge/drafts/{key}/confirm")
def confirm_draft(key: Key, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Store it as corrected; a refusal shows it again with all that was typed."""
    kept, typed = _draft(desk, key), Typed.read(fields)
    try:
        document = _ready(desk, kept, typed)
        passages = split(document)  # before the transaction: a long text takes a second
        with desk.services.database.begin() as unit:
            confirm(
                unit, visit.staff, key, document, passages, older=typed.older, newer=typed.newer
            )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _show(desk, visit, _draft(desk, key), typed=typed, refusal=refusal)
    desk.services.answers.soon()
    return RedirectResponse(f"{document_path(document.key)}?done=import", 303)


@router.post("/knowledge/drafts/{key}/discard")
def discard_draft(key: Key, _: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Make nothing of it; that it was settled before is shown on its page."""
    try:
        with desk.services.database.begin() as unit:
            discard(unit, visit.staff, key)
    except WrongMove:
        return RedirectResponse(f"/desk/knowledge/drafts/{key}", 303)
    return RedirectResponse(f"{ADDRESS}?done=discarded", 303)


def _draft(desk: Desk, key: str) -> KeptDraft:
    with desk.services.database.read() as unit:
        return kept_draft(unit, key)


def _ready(desk: Desk, kept: KeptDraft, typed: Typed) -> Document:
    """The document as corrected.

    Raises:
        Invalid: a field cannot be taken; the version ships with the product, and the next start
            would put it back; or the text is there under another title, and nobody said that it
            is another document.
    """
    document = corrected(kept, typed.facts())
    comparison = _compared(desk, kept, document)
    is_as_read = document.key == kept.draft.document.key
    is_twin = comparison.standing is Standing.SAME_TEXT and is_as_read
    if is_twin or comparison.standing is Standing.BUILT_IN:
        raise Invalid("title", comparison.user)
    return document


def _compared(desk: Desk, kept: KeptDraft, document: Document) -> Comparison:
    library = SqlLibrary(desk.services.database)
    shelf = Shelf(library.documents(), lambda: {each.key for each in builtin_documents()})
    return shelf.compare(document, is_stated=kept.draft.is_stated)


def _show(
    desk: Desk,
    visit: Visit,
    kept: KeptDraft,
    *,
    typed: Typed | None = None,
    refusal: Refusal | None = None,
) -> Response:
    comparison = _compared(desk, kept, kept.draft.document)
    with desk.services.database.read() as unit:
        held = holdings(unit)
        file = document_file(unit, kept.file)
    is_withdrawn = any(
        one.decisions.withdrawn and one.read.key == kept.draft.document.key for one in held
    )
    return page(
        desk,
        visit,
        "draft.html",
        status=problem_of(refusal).status if refusal else 200,
        view=draft_view(kept, comparison, held, typed),
        kept=kept,
        file=file,
        is_open=kept.state is DraftState.OPEN,
        is_withdrawn=is_withdrawn,
        problem=refusal.message if refusal else "",
        problem_field=refusal.field if isinstance(refusal, Invalid) else "",
        tiers=tuple(Tier),
        programmes=[each for each in load_programmes() if not each.general],
        may_change=visit.staff.may(Duty.KEEP_KNOWLEDGE),
        path=document_path,
        here="knowledge",
    )

"""A form with files: from our own page and this very session, as ``visit`` has it for others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.console.form_tokens import is_form_token
from api.console.visit import TOKEN_FIELD, Fields, StaleForm, Visit, VisitDep
from api.domain.duties import Duty
from api.routes.chat_access import same_origin
from api.routes.problems import Problem
from api.routes.services import WebDep
from api.routes.uploads import read_files
from knowledge.reading.limits import MAX_BYTES

MOST_FILES = 20
MOST_BYTES = 2 * MAX_BYTES


@dataclass(frozen=True, slots=True)
class Upload:
    """The files that were sent, as names and contents, and what was written beside them."""

    files: tuple[tuple[str, bytes], ...]
    fields: Mapping[str, str]


def no_fields_yet(request: Request) -> None:
    """Nothing was written that the page of a session that is over could show."""
    request.state.fields = Fields({})


def from_our_page(request: Request, web: WebDep) -> None:
    """Another site is refused before anything is told of the session.

    Raises:
        Problem: 403.
    """
    if not same_origin(request, web):
        raise Problem(403, "cross_site", "请从工作台的页面里操作。刷新页面后再试一次。")


async def upload(
    request: Request,
    _from_our_page: Annotated[None, Depends(from_our_page)],
    _: Annotated[None, Depends(no_fields_yet)],
    found: VisitDep,
) -> Upload:
    """The files of a form of whoever keeps the knowledge or manages the desk.

    Raises:
        NotAllowed: somebody else's; before anything is read.
        StaleForm: the form belongs to another session.
        Problem: 403 when another site sent it; see ``read_files``.
    """
    found.staff.require(Duty.KEEP_KNOWLEDGE, Duty.MANAGE)
    return await _sent(request, found)


async def evidence_upload(
    request: Request,
    _from_our_page: Annotated[None, Depends(from_our_page)],
    _: Annotated[None, Depends(no_fields_yet)],
    found: VisitDep,
) -> Upload:
    """The files of a form of whoever sees applications.

    Raises:
        NotAllowed: somebody else's; before anything is read.
        StaleForm, Problem: see ``upload``.
    """
    found.staff.require(Duty.SEE_APPLICATIONS)
    return await _sent(request, found)


async def _sent(request: Request, found: Visit) -> Upload:
    fields, files = await read_files(request, MOST_BYTES, most=MOST_FILES)
    if not is_form_token(found.token, fields.get(TOKEN_FIELD, "")):
        raise StaleForm(found)
    return Upload(tuple(files), fields)


UploadDep = Annotated[Upload, Depends(upload)]
EvidenceDep = Annotated[Upload, Depends(evidence_upload)]

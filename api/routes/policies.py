"""A policy document as a page, with the quoted passage marked: where 展开原文 leads."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse

from api.clock import SHANGHAI
from api.domain.errors import NotFound
from api.pages.policy_text import blocks
from api.routes.services import WebDep
from knowledge.documents import Document

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a document is in force, in words, and the badge it is shown with."""

    label: str
    badge: str


@router.get("/policies/{key}")
async def policy(
    key: str,
    web: WebDep,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int, Query(ge=0)] = 0,
) -> HTMLResponse:
    """The document's text; ``start`` and ``end`` are a citation's offsets into it."""
    document = await run_in_threadpool(web.services.library.document, key)
    if document is None:
        raise NotFound("没有找到这份文件，可能已经更换了版本。请回到对话，重新提问。")
    inside = 0 <= start < end <= len(document.text)
    today = web.services.clock.now().astimezone(SHANGHAI).date()
    return web.pages.render(
        "policy.html",
        document=document,
        blocks=blocks(document.text, *((start, end) if inside else (0, 0))),
        marked=inside,
        outdated=end > 0 and not inside,
        standing=standing(document, today),
        facts=facts(document),
    )


def standing(document: Document, today: date) -> Standing:
    """In force, not yet, no longer, or nobody wrote it down."""
    if document.effective_from and today < document.effective_from:
        return Standing(f"尚未施行，{document.effective_from} 起施行", "badge-wait")
    if not document.in_force(today):
        return Standing("已失效", "badge-lost")
    if document.effective_from is None:
        return Standing("施行日期不详", "badge-wait")
    return Standing("现行有效", "badge-good")


def facts(document: Document) -> list[tuple[str, str]]:
    """What is known about the document, labelled, in the order shown."""
    known = (
        ("发文机关", document.issuer),
        ("文号", document.number),
        ("适用地区", document.region),
        ("公布日期", document.published),
        ("施行日期", document.effective_from),
        ("有效期至", document.effective_to),
    )
    return [(label, str(value)) for label, value in known if value]

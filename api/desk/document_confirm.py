"""A draft confirmed: what staff corrected in it becomes a document that answers are drawn from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from api.desk.knowledge_changes import link
from api.desk.people import Staff
from api.domain.duties import Duty
from api.domain.errors import Invalid
from api.domain.imported import DraftState, settle
from api.store.database import Unit
from api.store.document_drafts import KeptDraft, kept_draft, settle_draft
from api.store.document_files import document_file
from api.store.document_origins import keep_origins
from api.store.holdings import Holding, holdings
from api.store.library import LIBRARY_LOCK, put_document
from knowledge.documents import Document, Passage, Tier
from knowledge.drafts import Place
from knowledge.titles import document_key, short_title

LONGEST = {"title": 200, "issuer": 100, "number": 60, "region": 40, "status_note": 300}
BY_STAFF = Place("核对时填写")
REASON = "导入文件“{name}”，核对后入库"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The versions of the same title that come directly before and after a document."""

    older: Holding | None
    newer: Holding | None


def neighbours(document: Document, held: Iterable[Holding]) -> Neighbours:
    """Among the official documents in use that are ``held``; none where a date is not known."""
    begins = document.effective_from
    if begins is None or document.tier is not Tier.OFFICIAL:
        return Neighbours(None, None)
    name = short_title(document.title)
    versions = [
        (one.document.effective_from, one)
        for one in held
        if one.document.effective_from
        and one.read.tier is Tier.OFFICIAL
        and one.read.key != document.key
        and not one.decisions.withdrawn
        and short_title(one.read.title) == name
    ]
    before = [pair for pair in versions if pair[0] < begins]
    after = [pair for pair in versions if pair[0] > begins]
    return Neighbours(
        max(before, key=lambda pair: pair[0])[1] if before else None,
        min(after, key=lambda pair: pair[0])[1] if after else None,
    )


def corrected(kept: KeptDraft, facts: Mapping[str, str | date | None]) -> Document:
    """The document of a draft with the ``facts`` as staff left them; another title or date makes
    another key, so that no other version is overwritten by mistake.

    Raises:
        Invalid: no title, a text that is too long, or an end before the beginning.
    """
    draft = kept.draft.document
    # The form has read each fact as its field wants it; ``replace`` cannot tell one from another.
    document = replace(draft, **facts)  # type: ignore[arg-type]
    if not document.title:
        raise Invalid("title", "请填写标题。")
    for name, longest in LONGEST.items():
        if len(getattr(document, name) or "") > longest:
            raise Invalid(name, f"最多 {longest} 字。请精简后再填。")
    begins, ends = document.effective_from, document.effective_to
    if begins and ends and ends < begins:
        raise Invalid("effective_to", f"最后有效的日期不能早于施行日期 {begins}。请核对后再填。")
    if (document.title, document.published) != (draft.title, draft.published):
        document = replace(document, key=document_key(document.title, document.published))
    return document


def confirm(
    unit: Unit,
    staff: Staff,
    key: str,
    document: Document,
    passages: tuple[Passage, ...],
    *,
    older: str = "",
    newer: str = "",
) -> None:
    """Store ``document``, the corrected one of the draft ``key``, cut into ``passages``; it takes
    the place of ``older`` and gives way to ``newer``, where these are named.

    Raises:
        NotAllowed: not somebody who keeps the knowledge.
        NotFound: there is no such draft.
        WrongMove: it was confirmed or discarded before.
        Invalid: nothing could be cut, or the dates of the versions do not follow each other.
    """
    staff.require(Duty.KEEP_KNOWLEDGE)
    unit.alone(LIBRARY_LOCK)
    kept = kept_draft(unit, key)
    settle(kept.state, DraftState.CONFIRMED)
    if not passages:
        raise Invalid("text", "没有切出可以引用的条款，入库后也答不了问题。请换一份文字版再导入。")
    reason = REASON.format(name=document_file(unit, kept.file).name)
    before, after = _chosen(unit, older, "older"), _chosen(unit, newer, "newer")
    if before:
        document = replace(
            document, replaces=tuple(dict.fromkeys([*document.replaces, before.read.key]))
        )
    put_document(unit, document, passages, actor=staff.username, reason=reason)
    keep_origins(unit, document.key, _places(kept, document), kept.file)
    stored = holdings(unit, [document.key])[0]
    if before:
        link(unit, staff, before, stored, reason)
    if after:
        link(unit, staff, stored, after, reason)
    settle_draft(unit, kept, DraftState.CONFIRMED, document.key)


def discard(unit: Unit, staff: Staff, key: str) -> None:
    """Make nothing of a draft; its file stays, and can be imported again.

    Raises:
        NotAllowed, NotFound, WrongMove: see ``confirm``.
    """
    staff.require(Duty.KEEP_KNOWLEDGE)
    unit.alone(LIBRARY_LOCK)
    settle_draft(unit, kept_draft(unit, key), DraftState.DISCARDED)


def _chosen(unit: Unit, key: str, field: str) -> Holding | None:
    if not key:
        return None
    found = next(iter(holdings(unit, [key])), None)
    if found is None or found.decisions.withdrawn:
        raise Invalid(field, "选择的文件已经撤下或不在知识库里。请重新选择。")
    return found


def _places(kept: KeptDraft, document: Document) -> dict[str, Place]:
    """Where each fact was read; what staff changed was read nowhere."""
    draft = kept.draft
    names = ("title", "tier", *LONGEST, "programme", "published", "effective_from", "effective_to")
    changed = {name for name in names if getattr(document, name) != getattr(draft.document, name)}
    places = {name: place for name, place in draft.places.items() if name not in changed}
    return places | dict.fromkeys(changed, BY_STAFF)

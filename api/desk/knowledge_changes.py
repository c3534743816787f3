"""What staff decide on a policy document: its last day, its successor, whether it is used.

Each decision asks for a reason, is undone by its opposite, and is in the document's history.
"""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from api.desk.people import Staff
from api.domain.document_event import DocumentAct
from api.domain.duties import Duty
from api.domain.errors import Invalid, Outdated, WrongMove
from api.domain.redaction import mask
from api.store.database import Unit
from api.store.document_history import record
from api.store.document_rows import Decisions
from api.store.holdings import Holding, decide, holding, holdings
from api.store.library import LIBRARY_LOCK
from api.tables.knowledge import document_history, documents

A = DocumentAct
LONGEST_REASON = 500
FOLLOWED = "随《{title}》的改动一并记录：{reason}"


def withdraw(unit: Unit, staff: Staff, key: str, *, version: int, reason: str) -> None:
    """Take a document out of all answers; it stays here, with its history.

    What it had replaced stands again.

    Raises:
        NotAllowed, NotFound, Outdated, Invalid: see ``_changing``.
        WrongMove: it is withdrawn already.
    """
    found, why = _changing(unit, staff, key, version, reason)
    if found.decisions.withdrawn:
        raise WrongMove("这份文件已经撤下。需要时可以恢复使用。")
    _decide(
        unit, staff, found, A.WITHDRAWN, after=replace(found.decisions, withdrawn=True), why=why
    )
    for older in _replaced_by(unit, key):
        free = replace(older.decisions, successor=None, successor_from=None)
        _decide(unit, staff, older, A.UNREPLACED, after=free, why=_followed(found, why))


def restore(unit: Unit, staff: Staff, key: str, *, version: int, reason: str) -> None:
    """Use a withdrawn document again; what it replaces ends again.

    Raises:
        NotAllowed, NotFound, Outdated, Invalid: see ``_changing``.
        WrongMove: it is not withdrawn.
    """
    found, why = _changing(unit, staff, key, version, reason)
    if not found.decisions.withdrawn:
        raise WrongMove("这份文件正在使用，不需要恢复。")
    _decide(
        unit, staff, found, A.RESTORED, after=replace(found.decisions, withdrawn=False), why=why
    )
    for older in holdings(unit, found.read.replaces):
        if older.decisions.successor is None:
            link(unit, staff, older, found, _followed(found, why))


def end(
    unit: Unit, staff: Staff, key: str, *, version: int, last_day: date | None, reason: str
) -> None:
    """Set the last day a document is in force.

    Raises:
        NotAllowed, NotFound, Outdated, Invalid: see ``_changing``.
        Invalid: no day, one before the document begins, or one after it has ended anyway.
    """
    found, why = _changing(unit, staff, key, version, reason)
    begun, ended = found.document.effective_from, found.read.effective_to
    if last_day is None:
        raise Invalid("last_day", "请填写最后有效的日期，例如 2026-12-31。")
    if begun and last_day < begun:
        raise Invalid("last_day", f"最后有效的日期不能早于施行日期 {begun}。请核对后再填。")
    if ended and last_day > ended:
        raise Invalid("last_day", f"这份文件到 {ended} 就已失效，日期只能更早。请核对后再填。")
    _decide(unit, staff, found, A.ENDED, after=replace(found.decisions, last_day=last_day), why=why)


def unend(unit: Unit, staff: Staff, key: str, *, version: int, reason: str) -> None:
    """Take the last day back.

    Raises:
        NotAllowed, NotFound, Outdated, Invalid: see ``_changing``.
        WrongMove: no last day was set here.
    """
    found, why = _changing(unit, staff, key, version, reason)
    if found.decisions.last_day is None:
        raise WrongMove("没有在这里设定过失效日期，不需要取消。")
    _decide(unit, staff, found, A.UNENDED, after=replace(found.decisions, last_day=None), why=why)


def replace_by(
    unit: Unit, staff: Staff, key: str, *, version: int, newer: str, reason: str
) -> None:
    """Let the document ``newer`` take the place of this one from the day it begins.

    Raises:
        NotAllowed, NotFound, Outdated, Invalid: see ``_changing``.
        Invalid: see ``link``; none was chosen, the document itself, or one that is withdrawn.
        WrongMove: another one has taken its place already.
    """
    found, why = _changing(unit, staff, key, version, reason)
    if found.decisions.successor is not None:
        raise WrongMove("已经登记过替代它的新版。要换成另一份，请先取消原来的登记。")
    successor = next(iter(holdings(unit, [newer] if newer else [])), None)
    if successor is None or newer == key or successor.decisions.withdrawn:
        raise Invalid("newer", "请选择替代它的新版。列表里没有的，请先导入新版。")
    link(unit, staff, found, successor, why)


def unreplace(unit: Unit, staff: Staff, key: str, *, version: int, reason: str) -> None:
    """Undo that a newer version took the document's place; both stand then.

    Raises:
        NotAllowed, NotFound, Outdated, Invalid: see ``_changing``.
        WrongMove: nothing took its place here.
    """
    found, why = _changing(unit, staff, key, version, reason)
    if found.decisions.successor is None:
        raise WrongMove("没有在这里登记过替代它的新版，不需要取消。")
    free = replace(found.decisions, successor=None, successor_from=None)
    _decide(unit, staff, found, A.UNREPLACED, after=free, why=why)


def link(unit: Unit, staff: Staff, older: Holding, newer: Holding, why: str) -> None:
    """Let ``newer`` take the place of ``older`` from the day it begins.

    Raises:
        Invalid: the newer one has no such day, or begins no later than the older.
    """
    begins = newer.document.effective_from
    if begins is None:
        raise Invalid("effective_from", "替代旧版需要新版的施行日期：旧版到前一天为止。请填写。")
    if older.document.effective_from and begins <= older.document.effective_from:
        raise Invalid(
            "effective_from",
            f"新版的施行日期要晚于旧版的施行日期 {older.document.effective_from}。请核对后再填。",
        )
    decisions = replace(older.decisions, successor=newer.read.key, successor_from=begins)
    _decide(unit, staff, older, A.REPLACED, after=decisions, why=why)


def required_reason(text: str) -> str:
    """The reason as it is kept: without numbers of persons.

    Raises:
        Invalid: none was given, or one that is too long.
    """
    kept = mask(text.strip())
    if not kept:
        raise Invalid("reason", "请写明原因，它会记入这份文件的历史。")
    if len(kept) > LONGEST_REASON:
        raise Invalid("reason", f"原因最多 {LONGEST_REASON} 字，现在有 {len(kept)} 字。请精简。")
    return kept


def version_of(unit: Unit, key: str) -> int:
    """How often the document changed; a form carries it, to notice a colleague's change."""
    return unit.connection.execute(
        select(func.count()).select_from(document_history).where(document_history.c.document == key)
    ).scalar_one()


def _changing(unit: Unit, staff: Staff, key: str, version: int, reason: str) -> tuple[Holding, str]:
    """The document to be changed, and the reason.

    Raises:
        NotAllowed: not somebody who keeps the knowledge.
        NotFound: there is no such document.
        Outdated: it changed since the page was loaded.
        Invalid: no reason, or one that is too long.
    """
    staff.require(Duty.KEEP_KNOWLEDGE)
    unit.alone(LIBRARY_LOCK)
    found = holding(unit, key)
    if version_of(unit, key) != version:
        raise Outdated("这份文件刚被其他人改动。下面已经是最新情况，请核对后再提交。")
    return found, required_reason(reason)


def _decide(
    unit: Unit, staff: Staff, found: Holding, act: DocumentAct, *, after: Decisions, why: str
) -> None:
    decide(unit, found.read.key, after)
    record(
        unit,
        found.read.key,
        act,
        actor=staff.username,
        reason=why,
        before=_told(found.decisions),
        after=_told(after),
    )


def _told(decisions: Decisions) -> dict[str, Any]:
    """The decisions that were taken, as JSON."""
    values = {name: value for name, value in asdict(decisions).items() if value}
    return {name: str(each) if isinstance(each, date) else each for name, each in values.items()}


def _replaced_by(unit: Unit, key: str) -> tuple[Holding, ...]:
    rows = unit.connection.execute(select(documents.c.key).where(documents.c.successor == key))
    return holdings(unit, rows.scalars().all())


def _followed(found: Holding, why: str) -> str:
    return FOLLOWED.format(title=found.read.title, reason=why)

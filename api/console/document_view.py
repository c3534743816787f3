"""A policy document as its page shows it: facts with their places, history in plain words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.desk.document_page import DocumentView
from api.domain.document_event import DocumentAct, DocumentEvent
from knowledge.drafts import line_around

LABELS = {
    "title": "标题",
    "tier": "来源级别",
    "issuer": "发文机关",
    "number": "文号",
    "region": "适用地区",
    "programme": "专项",
    "published": "公布日期",
    "effective_from": "施行日期",
    "effective_to": "有效期至",
    "source": "来源",
    "status_note": "说明",
}
CHANGED = {
    **LABELS,
    "text": "正文",
    "last_day": "失效日期",
    "successor": "替代它的新版",
    "successor_from": "新版施行日期",
    "withdrawn": "撤下",
    "replaces": "替代的旧版",
    "replaced_by": "被替代为",
    "aliases": "简称",
}
DECIDED = "工作人员设定"
_SHOWN = 60  # characters of a changed fact


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: where it was read in words, and the line it stands in; both may be empty."""

    name: str
    label: str
    value: str
    place: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history. ``changes`` are lines like 标题：旧 → 新."""

    at: datetime
    who: str
    what: str
    reason: str
    changes: tuple[str, ...]


def facts(view: DocumentView) -> tuple[Fact, ...]:
    """What is known of the document, in the order shown."""
    return tuple(_fact(view, name) for name in LABELS)


def entries(view: DocumentView) -> tuple[Entry, ...]:
    """The history, newest first."""
    return tuple(
        Entry(event.at, event.actor, event.act.label, event.reason, tuple(_changes(event)))
        for event in reversed(view.events)
    )


def _fact(view: DocumentView, name: str) -> Fact:
    document = view.holding.document
    value = getattr(document, name)
    said = document.tier.label if name == "tier" else str(value or "")
    if name == "effective_to" and value != view.holding.read.effective_to:
        return Fact(name, LABELS[name], said, DECIDED)
    place = view.places.get(name)
    if place is None:
        return Fact(name, LABELS[name], said)
    return Fact(name, LABELS[name], said, place.words, line_around(document.text, place))


def _changes(event: DocumentEvent) -> Iterator[str]:
    if event.act is DocumentAct.ADDED:
        return
    for name, label in CHANGED.items():
        old, new = _told(event.before, name), _told(event.after, name)
        if name == "text" and old:
            yield "正文有改动，改动前的全文保存在历史里"
        elif old != new and name != "withdrawn":
            yield f"{label}：{old or '（无）'} → {new or '（无）'}"


def _told(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    text = "、".join(value) if isinstance(value, list) else str(value or "")
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

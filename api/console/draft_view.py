"""A draft as its page shows it: fields to correct, where each was read, and how it will be cut."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from api.console.document_view import LABELS
from api.console.visit import Fields
from api.desk.document_confirm import LONGEST, neighbours
from api.domain.errors import Invalid
from api.store.document_drafts import KeptDraft
from api.store.holdings import Holding
from knowledge.articles import split
from knowledge.documents import Document, Passage, Tier
from knowledge.drafts import line_around
from knowledge.shelf import Comparison

TEXTS = ("title", "issuer", "number", "region", "status_note")
DATES = ("published", "effective_from", "effective_to")
ORDER = (
    "title", "tier", "issuer", "number", "region", "programme", "published", "effective_from",
    "effective_to", "status_note",
)  # fmt: skip
HINTS = {
    "region": "全国适用的不填。",
    "effective_from": "没有填的，会一直按有效文件使用。",
    "effective_to": "没有写明终止日期的不填。",
    "status_note": "读者需要知道的，例如“试行”“只见节录”。会显示在引文旁边。",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """The form of a draft as it stands: from the draft at first, then as it was sent."""

    values: Mapping[str, str]
    older: str = ""
    newer: str = ""

    @classmethod
    def of(cls, document: Document, older: str, newer: str) -> Self:
        """As recognised, with the neighbours that suggest themselves."""
        values = {name: str(getattr(document, name) or "") for name in ORDER}
        return cls(values, older, newer)

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """As sent."""
        values = {name: fields.one(name).strip() for name in ORDER}
        return cls(values, fields.one("older"), fields.one("newer"))

    def facts(self) -> dict[str, str | date | None]:
        """The values as facts of a document.

        Raises:
            Invalid: a date that is none, or a tier there is not.
        """
        values = self.values
        if values["tier"] not in set(Tier):
            raise Invalid("tier", "请选择来源级别。")
        return {
            **{name: values[name] or None for name in TEXTS},
            "title": values["title"],
            "status_note": values["status_note"],
            "tier": Tier(values["tier"]),
            "programme": values["programme"] or None,
            **{name: _day(name, values[name]) for name in DATES},
        }


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its value, the words for where it was read, and the line it was read in."""

    name: str
    label: str
    value: str
    hint: str
    place: str
    line: str
    kind: str
    longest: int


@dataclass(frozen=True, slots=True)
class DraftView:
    """Everything the page of a draft shows. ``versions`` may be chosen as older or newer."""

    kept: KeptDraft
    fields: tuple[Field, ...]
    typed: Typed
    passages: tuple[Passage, ...]
    comparison: Comparison
    versions: tuple[Holding, ...]


def draft_view(
    kept: KeptDraft, comparison: Comparison, held: tuple[Holding, ...], typed: Typed | None
) -> DraftView:
    """The page; ``typed`` is what was sent, where a confirmation was refused."""
    document = kept.draft.document
    near = neighbours(document, held)
    shown = typed or Typed.of(document, _key(near.older), _key(near.newer))
    in_use = [one for one in held if not one.decisions.withdrawn and one.document.effective_from]
    return DraftView(
        kept=kept,
        fields=tuple(_field(kept, shown, name) for name in ORDER),
        typed=shown,
        passages=split(document),
        comparison=comparison,
        versions=tuple(sorted(in_use, key=lambda one: one not in (near.older, near.newer))),
    )


def _field(kept: KeptDraft, typed: Typed, name: str) -> Field:
    place = kept.draft.places.get(name)
    return Field(
        name=name,
        label="最后有效日" if name == "effective_to" else LABELS[name],
        value=typed.values[name],
        hint=HINTS.get(name, ""),
        place=place.words if place else "",
        line=line_around(kept.draft.document.text, place) if place else "",
        kind="date" if name in DATES else name if name in {"tier", "programme"} else "text",
        longest=LONGEST.get(name, 0),
    )


def _key(holding: Holding | None) -> str:
    return holding.read.key if holding else ""


def _day(name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid(name, f"{LABELS[name]}请写成 2026-12-31 这样。") from None

"""Two versions of a need side by side: every field before and after, and what changed."""

from dataclasses import dataclass
from datetime import datetime

from api.console.history_view import who
from api.console.need_view import MARKS, value_of
from api.domain.need import FIELDS, Need
from api.domain.need_changes import Change, Piece, changed_fields, text_changes
from api.domain.ticket import Ticket, TicketStatus
from api.store import tickets
from api.store.database import Unit
from api.store.files import files_of
from api.store.need_versions import KeptVersion, versions_of

# What happened to a field: the word, the sign before it, and the class of the badge.
SIGNS = {
    Change.CHANGED: ("改了", "≠", "badge-wait"),
    Change.ADDED: ("新填", "+", "badge-good"),
    Change.REMOVED: ("删去", "−", "badge-lost"),
    Change.SAME: ("没有变", "=", ""),
}
LONG = 20  # characters of a text worth marking clause by clause


@dataclass(frozen=True, slots=True)
class Side:
    """A field as one version has it. ``pieces`` mark what only this version says; ``mark`` is where
    the value came from."""

    pieces: tuple[Piece, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One field of both versions."""

    label: str
    change: Change
    before: Side
    after: Side

    @property
    def sign(self) -> tuple[str, str, str]:
        """The word, the sign and the class of the badge of ``change``."""
        return SIGNS[self.change]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version as it can be chosen: when it was written, by whom, and why."""

    ordinal: int
    at: datetime
    who: str
    why: str
    is_erased: bool


@dataclass(frozen=True, slots=True)
class VersionsView:
    """The versions of a ticket's need, oldest first, and two of them compared.

    ``before`` and ``after`` are their ordinals, equal while there is only one. ``fields`` is empty
    when one of the two was erased. ``is_first_kept`` tells that the need was changed before its
    versions were kept.
    """

    ticket: Ticket
    versions: tuple[VersionLine, ...]
    before: int
    after: int
    fields: tuple[ComparedField, ...]
    is_first_kept: bool

    @property
    def changed(self) -> tuple[ComparedField, ...]:
        """What differs."""
        return tuple(field for field in self.fields if field.change is not Change.SAME)

    @property
    def same(self) -> tuple[ComparedField, ...]:
        """What does not."""
        return tuple(field for field in self.fields if field.change is Change.SAME)

    def line(self, ordinal: int) -> VersionLine:
        """The version of that ordinal."""
        return self.versions[ordinal - 1]


def versions_view(unit: Unit, number: int, before: int, after: int) -> VersionsView:
    """The page of a ticket's versions; what cannot be compared gives way to the last two.

    Raises:
        NotFound: there is no such ticket.
    """
    ticket = tickets.load(unit, number)
    kept = versions_of(unit, number)
    last = len(kept)
    if not 1 <= after <= last or not 1 <= before <= last or before == after:
        before, after = max(last - 1, 1), last
    names = {file.id: file.name for file in files_of(unit, number)}
    return VersionsView(
        ticket=ticket,
        versions=tuple(_line(ticket, one) for one in kept),
        before=before,
        after=after,
        fields=_compared(kept[before - 1], kept[after - 1], names),
        is_first_kept=kept[0].version.history_entry > 1,
    )


def _line(ticket: Ticket, kept: KeptVersion) -> VersionLine:
    entry = ticket.history[kept.version.history_entry - 1]
    labels = "、".join(FIELDS.get(name, name) for name in entry.fields)
    why = "提交上报" if entry.status_from is None else f"改了{labels}"
    if entry.status_from is TicketStatus.RETURNED:
        why = f"补充了{labels}"
    version = kept.version
    return VersionLine(kept.ordinal, version.at, who(version.actor), why, kept.need is None)


def _compared(
    one: KeptVersion, other: KeptVersion, names: dict[str, str]
) -> tuple[ComparedField, ...]:
    if one.need is None or other.need is None:
        return ()
    differ = frozenset(changed_fields(one.need, other.need))
    return tuple(
        _field(name, (one, _text(one.need, name, names)), (other, _text(other.need, name, names)))
        if name in differ
        else _unchanged(name, other, _text(other.need, name, names))
        for name in FIELDS
    )


def _text(need: Need, name: str, names: dict[str, str]) -> str:
    if name == "evidence":
        return "\n".join(names.get(file, "已删去的文件") for file in need.evidence)
    return "\n".join(value_of(need, name))


def _unchanged(name: str, kept: KeptVersion, text: str) -> ComparedField:
    side = Side((Piece(text, Change.SAME),) if text else (), _mark(kept, name, text))
    return ComparedField(FIELDS[name], Change.SAME, side, side)


def _field(
    name: str, before: tuple[KeptVersion, str], after: tuple[KeptVersion, str]
) -> ComparedField:
    (one, old), (other, new) = before, after
    change = Change.CHANGED if old and new else Change.ADDED if new else Change.REMOVED
    pieces = (
        text_changes(old, new)
        if min(len(old), len(new)) >= LONG
        else (Piece(old, Change.REMOVED), Piece(new, Change.ADDED))
    )
    return ComparedField(
        FIELDS[name],
        change,
        Side(_without(pieces, Change.ADDED), _mark(one, name, old)),
        Side(_without(pieces, Change.REMOVED), _mark(other, name, new)),
    )


def _without(pieces: tuple[Piece, ...], change: Change) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if piece.change is not change and piece.text)


def _mark(kept: KeptVersion, name: str, text: str) -> str:
    return MARKS.get(kept.provenance.get(name, ""), ("", ""))[0] if text else ""

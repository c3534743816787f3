"""The list of illegal organisations (非法社会组织名单) as staff keep it."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.desk.people import Staff
from api.domain.blocked import Blocked
from api.domain.duties import Duty
from api.domain.organisation_profile import Profile
from api.store import blocklist as store
from api.store import refusals
from api.store.blocklist import Listed
from api.store.database import Unit
from api.store.held_organisations import BLOCKED, CODE_TAKEN, NOT_A_MEMBER, NOT_AN_OWNER
from api.store.refusals import Refused
from bot.organisations.reading import FALSE_CODE

# The rules whose refusals are shown beside the list.
RULES = (BLOCKED, CODE_TAKEN, FALSE_CODE, NOT_A_MEMBER, NOT_AN_OWNER)


@dataclass(frozen=True, slots=True)
class BlocklistPage:
    """Entries that fit the words, how many there are in all, the organisations we know that are
    on the list, and who was refused lately."""

    entries: tuple[Listed, ...]
    size: int
    known: tuple[Profile, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: entries added, entries brought up to date, and the organisations we
    know that are on the list now."""

    added: int
    updated: int
    known: tuple[Profile, ...]


def blocklist_page(unit: Unit, words: str = "") -> BlocklistPage:
    """The list."""
    return BlocklistPage(
        entries=store.found(unit, words.strip()),
        size=store.size(unit),
        known=store.known_among(unit),
        refused=refusals.latest(unit, *RULES),
    )


def import_entries(unit: Unit, staff: Staff, entries: Sequence[Blocked]) -> Imported:
    """Put ``entries`` on the list, and hold the organisations we know against it.

    Raises:
        NotAllowed: not an administrator.
    """
    staff.require(Duty.MANAGE)
    added = sum(store.put(unit, entry, actor=staff.username) for entry in entries)
    return Imported(added, len(entries) - added, store.known_among(unit))

"""Open needs put before an organisation, the best for it first."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, or_, select, true

from api.clock import SHANGHAI
from api.domain.category import Category
from api.domain.errors import NotFound
from api.domain.need_json import need_from_json
from api.domain.need_matching import NeedIndex, NeedMatch, OpenNeed
from api.domain.organisation import Area, Offer, Organisation
from api.domain.organisation_profile import Profile
from api.domain.region import Region
from api.domain.standing import NO_CLAIMS, Standing
from api.domain.ticket import TicketStatus
from api.store import offers, organisations
from api.store.database import Unit
from api.store.helped import helped_by_county, times_helped
from api.store.market_search import public_needs
from api.store.regional import ticket_within
from api.store.standings import standings
from api.tables import organisations as held
from api.tables import tickets as tables
from bot.suiting_ports import SuitedNeed

S = TicketStatus
OPEN = frozenset({S.PUBLISHED, S.PARTLY_CLAIMED})  # public, and not taken yet
IS_OPEN = tables.tickets.c.status.in_(OPEN)
MOST_NAMED = 20
MOST = 2_000  # needs compared, the newest first
ANYBODY = Organisation("", "", "", "", "")


def suited_needs(
    unit: Unit,
    key: str,
    limit: int,
    statuses: Collection[TicketStatus] = OPEN,
    regions: Sequence[Region] = (),
) -> list[NeedMatch]:
    """The open needs in ``regions`` (without any: everywhere) that suit an organisation, by its
    offers; without any by its profile.

    Raises:
        NotFound: there is no such organisation.
    """
    profile = organisations.load(unit, key)
    today = unit.now.astimezone(SHANGHAI).date()
    valid = [one for one in offers.of_organisation(unit, key) if not one.is_over(today)]
    offered = valid or [_by_profile(profile)]
    standing = standings(unit, (key,)).get(key, NO_CLAIMS)
    where = tables.tickets.c.status.in_(statuses) & ticket_within(regions)
    return _ranked(unit, offered, standing, limit, where)


def named(unit: Unit, words: str) -> tuple[Profile, ...]:
    """Organisations whose name holds ``words``, by name; the first twenty."""
    rows = unit.connection.execute(
        select(held.organisations)
        .where(held.organisations.c.name.contains(words, autoescape=True))
        .order_by(held.organisations.c.name)
        .limit(MOST_NAMED)
    )
    return tuple(organisations.read(row) for row in rows)


def _ranked(
    unit: Unit,
    offered: Sequence[Offer],
    standing: Standing,
    limit: int,
    where: ColumnElement[bool],
) -> list[NeedMatch]:
    helped = helped_by_county(unit)
    found = tables.tickets.c
    rows = unit.connection.execute(
        select(found.number, found.need, found.county_code)
        .where(where, _within(offered))
        .order_by(found.number.desc())
        .limit(MOST)
    )
    index = NeedIndex(
        OpenNeed(row.number, need_from_json(row.need), times_helped(helped, row.county_code))
        for row in rows
    )
    return [match for match in index.rank(offered, standing, limit) if not match.failed]


class SqlSuiting:
    """``bot.suiting_ports.Suiting`` for one person."""

    def __init__(self, unit: Unit, person: str) -> None:
        """Within the unit of a turn."""
        self._unit = unit
        self._person = person

    def of_organisation(self, key: str, limit: int) -> tuple[SuitedNeed, ...]:
        """See ``Suiting.of_organisation``."""
        mine = organisations.memberships(self._unit, self._person)
        if key not in {one.organisation.key for one in mine}:
            raise NotFound("您现在不是这家机构的成员。")
        return self._shown(suited_needs(self._unit, key, limit))

    def of_focus(
        self, categories: tuple[Category, ...], area: Area | None, limit: int
    ) -> tuple[SuitedNeed, ...]:
        """See ``Suiting.of_focus``."""
        stated = Offer("", ANYBODY, "", categories, (area,) if area else ())
        return self._shown(_ranked(self._unit, (stated,), NO_CLAIMS, limit, IS_OPEN))

    def _shown(self, found: list[NeedMatch]) -> tuple[SuitedNeed, ...]:
        public = {
            one.number: one for one in public_needs(self._unit, tuple(m.ticket for m in found))
        }
        return tuple(
            SuitedNeed(public[match.ticket], match.weighed)
            for match in found
            if match.ticket in public
        )


def _by_profile(profile: Profile) -> Offer:
    stated = profile.details
    return Offer(
        key=profile.key,
        organisation=profile.organisation,
        title=profile.name,
        categories=stated.focus,
        areas=stated.areas,
        text=stated.beneficiaries,
    )


def _within(offered: Sequence[Offer]) -> ColumnElement[bool]:
    """The provinces the offers name, and tickets that name none."""
    if any(not offer.areas for offer in offered):
        return true()
    provinces = {area.province for offer in offered for area in offer.areas}
    found = tables.tickets.c.province
    return or_(found.in_(provinces), found.is_(None))

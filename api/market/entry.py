"""What of a published need can be searched: what is public of it, and what filters look at."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from api.domain.category import Category
from api.domain.need import Urgency
from api.domain.need_found import Published
from api.domain.need_groups import Group, people_groups, site_groups
from api.domain.same_words import known_things
from api.domain.ticket import TicketStatus
from retrieval.tokens import fold


@dataclass(frozen=True, slots=True)
class Entry:
    """One published need. ``named`` says what is lacking, where and for whom; ``told`` is its
    public description, ``meant`` what its vector is made of. ``open_yuan`` is what is still
    open, ``None`` when no sum is known."""

    number: int
    version: int
    status: TicketStatus
    categories: tuple[Category, ...]
    code: str
    open_yuan: Decimal | None
    urgency: Urgency | None
    deadline: date | None
    published_at: datetime
    named: str
    told: str
    meant: str
    things: frozenset[str]
    people: int
    sites: int


def entry_of(published: Published) -> Entry:
    """The entry of a published need. The site is known only by its kind: a school, a clinic."""
    need = published.need
    categories = tuple(c for c in (need.category, published.second) if c is not None)
    items = [item.name for item in need.items]
    labels = [category.label for category in categories]
    named = " ".join((need.title, *items, *labels, need.people, str(need.place)))
    site = fold(published.site)
    return Entry(
        number=need.number,
        version=published.version,
        status=need.status,
        categories=categories,
        code=need.place.code or "",
        open_yuan=need.open_yuan,
        urgency=need.urgency,
        deadline=need.deadline_date,
        published_at=published.published_at,
        named=named,
        told=need.description,
        meant=f"{'、'.join(items)}，{need.people}。{need.description}",
        things=frozenset().union(*map(known_things, items)),
        people=_bits(people_groups(), f"{fold(named)} {fold(need.description)} {site}"),
        sites=_bits(site_groups(), site),
    )


def bit_of(groups: dict[str, Group], codes: tuple[str, ...]) -> int:
    """The bits of the groups of these codes."""
    places = {code: place for place, code in enumerate(groups)}
    return sum(1 << places[code] for code in codes)


def _bits(groups: dict[str, Group], text: str) -> int:
    return sum(1 << place for place, group in enumerate(groups.values()) if group.is_in(text))

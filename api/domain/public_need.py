"""What everybody may see of a published need: where and what, never who and at which door."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from api.clock import SHANGHAI
from api.domain.category import Category
from api.domain.claimable import Claimable
from api.domain.need import Beneficiaries, Item, Need, Urgency
from api.domain.place import Place
from api.domain.redaction import mask
from api.domain.ticket import Ticket, TicketStatus

S = TicketStatus
PUBLIC = frozenset({S.PUBLISHED, S.PARTLY_CLAIMED, S.CLAIMED, S.IN_PROGRESS, S.DELIVERED})
"""The states in which a need is public."""
TAKEN = frozenset({S.CLAIMED, S.IN_PROGRESS, S.DELIVERED})

SMALL_GROUP = 5  # people or households; of fewer neither the number nor the township is told
WITHHELD = "（不公开）"
MOST_NAMED = 3  # items in a title made from them
LONGEST_TITLE = 60
LONGEST_DESCRIPTION = 1_000

_APART = re.compile(r"[^\w]+")
_SHORTEST = 2  # characters of a name that is looked for; one alone stands in every text
_OFFICES = "校长|园长|院长|所长|站长|局长|科长|乡长|镇长|村长|队长|组长|老师|主任|书记|医生|会计"
_OFFICES += "|干部|经理|主席|先生|女士|同志"
_OFFICE = re.compile(f"^(?:{_OFFICES})|(?:{_OFFICES})$")
_INSTITUTION = re.compile("[校学院园所站局科乡镇村县市区队组部办会]$")  # 小学校长 names nobody
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_ACCOUNT = re.compile(
    r"((?:微信|wechat|(?<![a-z])[wv]x|(?<![a-z])qq)[号群]*(?:\s*[:：是为])?\s*)"
    r"[a-z0-9][-_a-z0-9]{4,19}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PublicWords:
    """What staff wrote for everybody; empty where they left it to the need itself."""

    title: str = ""
    description: str = ""


UNWORDED = PublicWords()


@dataclass(frozen=True, slots=True)
class PublicNeed:
    """A need as everybody sees it.

    ``place`` ends at the township (at the county where few are helped), ``people`` is the group in
    words. ``wanted_yuan`` is what is lacking in all, ``claimed`` the share of the whole need that
    somebody took on (0…1; ``None`` when some of it is, but not how much). ``month`` is the first
    day of the month it was reported in, in Asia/Shanghai; ``deadline`` is a day or a phrase.
    """

    number: int
    status: TicketStatus
    title: str
    description: str
    category: Category | None
    place: Place
    items: tuple[Item, ...]
    people: str
    wanted_yuan: Decimal | None
    claimed: Decimal | None
    urgency: Urgency | None
    deadline: str
    deadline_date: date | None
    month: date | None
    left: Claimable | None = None  # what may be claimed of a need that is claimed in part

    @property
    def open_yuan(self) -> Decimal | None:
        """What of the money is still open, in yuan and whole fen."""
        if self.left is not None and self.wanted_yuan is not None:
            return self.left.money
        if self.wanted_yuan is None or self.claimed is None:
            return self.wanted_yuan
        return (self.wanted_yuan * (1 - self.claimed)).quantize(Decimal("0.01"))

    @property
    def open_items(self) -> tuple[Item, ...]:
        """What of the things is still open."""
        if self.left is not None:
            return tuple(Item(one.name, one.quantity, one.unit) for one in self.left.things)
        return () if self.status in TAKEN else self.items


def is_public(ticket: Ticket) -> bool:
    """Whether everybody may see the redacted form of the ticket."""
    return ticket.status in PUBLIC


def public_need(
    ticket: Ticket,
    words: PublicWords = UNWORDED,
    claimed: Decimal | None = None,
    left: Claimable | None = None,
) -> PublicNeed:
    """The public form of ``ticket``, whatever its state: staff see it before it is published.

    ``claimed`` is the share that was taken on, where it is known, and ``left`` what is open then;
    else the state tells.
    """
    need = ticket.need
    clean = _Cleaner(need)
    items = tuple(Item(clean(item.name), item.quantity, item.unit) for item in need.items)
    return PublicNeed(
        number=ticket.number,
        status=ticket.status,
        title=clean(words.title) or _title(need, items),
        description=clean(words.description),
        category=need.category,
        place=_place(need),
        items=items,
        people=clean(_people(need.beneficiaries)),
        wanted_yuan=need.gap_yuan if need.gap_yuan is not None else need.budget_yuan,
        claimed=_share(ticket.status) if claimed is None else claimed,
        urgency=need.urgency,
        deadline="" if need.deadline_date else clean(need.deadline or ""),
        deadline_date=need.deadline_date,
        month=_month(ticket.history[0].at) if ticket.history else None,
        left=left and clean.things(left),
    )


class _Cleaner:
    """Takes numbers and accounts of persons, the site, a place that is withheld and whoever is
    named as a contact out of a text."""

    def __init__(self, need: Need) -> None:
        contact = need.contact or ""
        parts = _APART.split(contact)
        bare = (_OFFICE.sub("", part) for part in parts)
        names = {need.place.site or "", need.place.township or "", contact.strip(), *parts}
        names.update(name for name in bare if not _INSTITUTION.search(name))
        divisions = str(_place(need))
        told = (name for name in names if len(name) >= _SHORTEST and name not in divisions)
        self._names = sorted(told, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        kept = _ACCOUNT.sub(rf"\1{WITHHELD}", _EMAIL.sub(WITHHELD, mask(text.strip())))
        for name in self._names:
            kept = kept.replace(name, WITHHELD)
        return kept

    def things(self, left: Claimable) -> Claimable:
        """The same of the names of things."""
        return replace(left, things=tuple(replace(t, name=self(t.name)) for t in left.things))


def _place(need: Need) -> Place:
    where = need.place
    if _is_small(need.beneficiaries) and where.county:
        return Place(where.province, where.prefecture, where.county, code=(where.code or "")[:6])
    return Place(
        where.province,
        where.prefecture,
        where.county,
        where.township,
        code=where.code,
        table_year=where.table_year,
    )


def _title(need: Need, items: tuple[Item, ...]) -> str:
    """县：物资 from what is known; the reporter's own title may name the site."""
    place = need.place
    where = place.county or place.prefecture or place.province or ""
    what = "、".join(item.name for item in items[:MOST_NAMED])
    what += "等" if len(items) > MOST_NAMED else ""
    what = what or f"{need.category.label if need.category else '帮扶'}需求"
    return f"{where}：{what}"[:LONGEST_TITLE] if where else what[:LONGEST_TITLE]


def _is_small(people: Beneficiaries) -> bool:
    return any(
        count is not None and count < SMALL_GROUP for count in (people.count, people.households)
    )


def _people(people: Beneficiaries) -> str:
    parts = (_counted(people.count, "人"), _counted(people.households, "户"), people.kind or "")
    return "，".join(part for part in parts if part)


def _counted(count: int | None, unit: str) -> str:
    if count is None:
        return ""
    return f"{SMALL_GROUP} {unit}以内" if count < SMALL_GROUP else f"{count:,} {unit}"


def _share(status: TicketStatus) -> Decimal | None:
    if status is S.PARTLY_CLAIMED:
        return None
    return Decimal(1) if status in TAKEN else Decimal(0)


def _month(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date().replace(day=1)

"""Organisations as the desk shows them: parts of the list, how a profile and its history read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from api.desk.organisations import AT_ONCE, Listing, Wanted
from api.domain.category import Category
from api.domain.organisation import Offer
from api.domain.organisation_event import OrganisationEvent
from api.domain.organisation_profile import OrganisationState, Profile
from bot.dialogue.values import money

S = OrganisationState
ADDRESS = "/desk/organisations"
BADGES = {
    S.UNVERIFIED: "badge-wait",
    S.VERIFIED: "badge-good",
    S.REFUSED: "badge-lost",
    S.SUSPENDED: "badge-lost",
}
_PERSON = re.compile("[0-9a-f]{32}")  # an id as api.store.people makes them


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the list to choose."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the history as shown."""

    at: datetime
    what: str
    who: str
    note: str


def wanted_of(
    *, state: str = "", kind: str = "", focus: str = "", q: str = "", page: int = 1
) -> Wanted:
    """What an address asks for; unknown codes ask for nothing."""
    return Wanted(
        state=S(state) if state in set(S) else None,
        kind=kind[:40],
        focus=Category(focus) if focus in set(Category) else None,
        words=q.strip()[:60],
        page=min(max(page, 1), 10_000),
    )


def address(wanted: Wanted, state: OrganisationState | None, page: int = 1) -> str:
    """The address of that part of what is wanted."""
    said = {
        "state": state.value if state else "",
        "kind": wanted.kind,
        "focus": wanted.focus.value if wanted.focus else "",
        "q": wanted.words,
        "page": str(page) if page > 1 else "",
    }
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{ADDRESS}?{query}" if query else ADDRESS


def parts(listing: Listing, wanted: Wanted) -> tuple[Part, ...]:
    """All, and each state, with how many there are."""
    everything = Part(
        "全部", listing.states.total(), address(wanted, None), chosen=wanted.state is None
    )
    return (
        everything,
        *(
            Part(state.label, listing.states[state], address(wanted, state), wanted.state is state)
            for state in S
        ),
    )


def pages(listing: Listing, wanted: Wanted) -> tuple[str, str]:
    """The addresses of the page before and the page after; empty where there is none."""
    before = address(wanted, wanted.state, wanted.page - 1) if wanted.page > 1 else ""
    more = wanted.page * AT_ONCE < listing.total
    return before, address(wanted, wanted.state, wanted.page + 1) if more else ""


def facts(profile: Profile) -> tuple[tuple[str, str], ...]:
    """The profile as labels and values; what is not stated is empty."""
    details, own = profile.details, profile.organisation
    return (
        ("信用代码", own.credit_code or ""),
        ("类型", own.kind),
        ("登记地", own.home),
        ("关注领域", "、".join(one.label for one in details.focus)),
        ("服务地区", "、".join(map(str, details.areas))),
        ("服务对象", details.beneficiaries),
        ("每年投入", money(details.capacity_yuan) if details.capacity_yuan else ""),
        ("年检结论", _of_year(details.review.label if details.review else "", details.review_year)),
        ("评估等级", _of_year(details.rating, details.rating_year)),
        ("资料来源", own.source),
    )


def offer_lines(offers: tuple[Offer, ...], today: date) -> Iterator[tuple[str, str, str]]:
    """Each offer as its key, its title and what there is to say of it."""
    for offer in offers:
        said = (
            "已到期" if offer.is_over(today) else "",
            offer.kind.label if offer.kind else "",
            "、".join(one.label for one in offer.categories) or "不限类别",
            "、".join(map(str, offer.areas)) or "不限地区",
            offer.quantity or "、".join(offer.services),
            f"单个最多 {money(offer.most_yuan)}" if offer.most_yuan else "",
            f"到 {offer.ends} 为止" if offer.ends else "",
            offer.conditions,
        )
        yield offer.key, offer.title, " · ".join(filter(None, said))


def told(history: tuple[OrganisationEvent, ...]) -> tuple[Told, ...]:
    """The history, the newest entry first; persons stay without a name."""
    return tuple(
        Told(
            at=event.at,
            what=event.act.label,
            who="机构成员" if _PERSON.fullmatch(event.actor) else event.actor,
            note=event.note,
        )
        for event in reversed(history)
    )


def _of_year(value: str, year: int | None) -> str:
    return f"{value}（{year}年）" if value and year else value

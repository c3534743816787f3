"""What the list of applications (申报) shows around its lines: parts, filters, pages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from api.desk.application_list import Filter, Listing, State
from api.domain.procedure import Procedure

ADDRESS = "/desk/applications"
LONGEST_WORDS = 60
LAST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the list, with its address and how many there are."""

    label: str
    count: int
    address: str
    chosen: bool


def filter_of(query: Mapping[str, str]) -> Filter:
    """The filter in the address; what is unknown there counts as absent."""
    state, page = query.get("state", ""), query.get("page", "")
    is_number = page.isascii() and page.isdigit() and len(page) <= 9
    return Filter(
        programme=query.get("programme", "")[:80],
        stage=query.get("stage", "")[:40],
        state=State(state) if state in set(State) else None,
        mine=query.get("mine") == "1",
        words=query.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS],
        page=min(max(int(page), 1), LAST_PAGE) if is_number else 1,
    )


def address(wanted: Filter) -> str:
    """The address of that part of the list."""
    said = {
        "programme": wanted.programme,
        "stage": wanted.stage,
        "state": wanted.state or "",
        "mine": "1" if wanted.mine else "",
        "q": wanted.words,
        "page": str(wanted.page) if wanted.page > 1 else "",
    }
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{ADDRESS}?{query}" if query else ADDRESS


def parts(listing: Listing, wanted: Filter) -> tuple[Part, ...]:
    """All, and each state."""
    here = replace(wanted, page=1)
    whole = Part("全部", listing.everything, address(replace(here, state=None)), not wanted.state)
    return (
        whole,
        *(
            Part(
                state.label,
                listing.states[state],
                address(replace(here, state=state)),
                state is wanted.state,
            )
            for state in State
        ),
    )


def stages(
    procedures: Mapping[str, Procedure], listing: Listing, wanted: Filter
) -> tuple[tuple[str, str], ...]:
    """The stages to choose from, as key and label with how many stand there."""
    labels = {
        one.key: one.label
        for key, procedure in procedures.items()
        for one in procedure.stages[1:]
        if wanted.programme in {"", key}
    }
    return tuple((key, f"{label}（{listing.stages[key]}）") for key, label in labels.items())


def pages(listing: Listing, wanted: Filter) -> tuple[str, str]:
    """The addresses of the page before and the page after; empty where there is none."""
    before = address(replace(wanted, page=wanted.page - 1)) if wanted.page > 1 else ""
    return before, address(replace(wanted, page=wanted.page + 1)) if listing.more else ""

"""A search over everything a member of staff may see: kind by kind, and a number goes straight."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from api.desk.people import Staff
from api.domain.duties import Duty
from api.domain.found import Found, words_of
from api.store import search_cases, search_records
from api.store.database import Unit
from api.store.search_words import Asked

D = Duty
SHOWN = 5  # of each kind; one more is looked for, to say that there are more
CREDIT_CODE = 18  # characters

Search = Callable[[Unit, Asked], tuple[Found, ...]]
Exact = Callable[[Unit, str], Found | None]


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of thing that is searched, by whoever has one of ``duties`` (by all, where there are
    none). ``exact`` finds the one that goes by what was typed (letters made small) as its number
    or code."""

    key: str
    label: str
    duties: tuple[Duty, ...]
    found: Search
    exact: Exact | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; ``more``: there is more than is shown."""

    source: Source
    found: tuple[Found, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Exactly:
    """The one thing that goes by the number or code typed."""

    source: Source
    found: Found


def _numbered(pattern: str, of_number: Callable[[Unit, int], Found | None]) -> Exact:
    shape = re.compile(pattern, re.ASCII)

    def exact(unit: Unit, typed: str) -> Found | None:
        match = shape.fullmatch(typed)
        return of_number(unit, int(match[1])) if match else None

    return exact


def _organisation(unit: Unit, typed: str) -> Found | None:
    return search_records.organisation_of_code(unit, typed) if len(typed) == CREDIT_CODE else None


SOURCES = (
    Source(
        "tickets",
        "工单",
        (D.SEE_NEEDS,),
        search_cases.found_tickets,
        _numbered(r"(?:工单|#|no\.?)?(\d{1,9})", search_cases.ticket_of_number),
    ),
    Source(
        "applications",
        "申报",
        (D.SEE_APPLICATIONS,),
        search_cases.found_applications,
        _numbered(r"(?:申报)?s(\d{1,9})", search_cases.application_of_number),
    ),
    Source(
        "claims",
        "认领",
        (D.SEE_NEEDS,),
        search_cases.found_claims,
        _numbered(r"(?:认领)?c(\d{1,9})", search_cases.claim_of_number),
    ),
    Source(
        "organisations",
        "机构",
        (D.ADMIT_ORGANISATIONS, D.HANDLE_CLAIMS, D.MANAGE),
        search_records.found_organisations,
        _organisation,
    ),
    Source("posts", "岗位", (D.REVIEW_NEEDS, D.MANAGE), search_records.found_posts),
    Source("questions", "提问", (D.ANSWER,), search_records.found_questions),
    Source("answers", "审定解答", (D.ANSWER,), search_records.found_answers),
    Source("documents", "政策文件", (), search_records.found_documents),
    Source("pools", "资金池", (D.SEE_FIGURES,), search_records.found_pools),
)


def search(unit: Unit, staff: Staff, typed: str) -> tuple[Group, ...]:
    """What was found of each kind, kinds with nothing left out."""
    words = words_of(typed)
    if not words:
        return ()
    asked = Asked(words, SHOWN + 1, staff.regions)
    groups = [(source, source.found(unit, asked)) for source in _open(staff)]
    return tuple(
        Group(source, found[:SHOWN], more=len(found) > SHOWN) for source, found in groups if found
    )


def exactly(unit: Unit, staff: Staff, typed: str) -> Exactly | None:
    """What goes by that number or code; whether it opens for them, its page says."""
    plain = "".join(words_of(typed))
    for source in _open(staff):
        found = source.exact(unit, plain) if source.exact and plain else None
        if found:
            return Exactly(source, found)
    return None


def _open(staff: Staff) -> tuple[Source, ...]:
    """What this member of staff may search."""
    return tuple(one for one in SOURCES if not one.duties or staff.may(*one.duties))

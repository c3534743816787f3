"""From a report in free text to a Need: every field with where it stood, and what is missing."""

from dataclasses import dataclass
from datetime import date

from api.domain.need import FIELDS, Beneficiaries, Item, Need
from api.domain.place import Place
from api.domain.redaction import mask
from bot.understanding.apart import shared_out
from bot.understanding.budget import find_funding
from bot.understanding.category import find_category
from bot.understanding.cover import find_cover, find_urgency
from bot.understanding.dates import Deadline, find_deadline
from bot.understanding.lines import with_lines_ended
from bot.understanding.people import find_people
from bot.understanding.places import INFERRED, PlaceFound, find_places
from bot.understanding.quantity import find_items
from bot.understanding.span import Found
from bot.understanding.title import compose_title, short_name
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer

# Characters that are read; some grammars take time with the square of it, and the longest real
# report seen has 1,200. A longer text is kept whole as the description.
LONGEST = 3_000


@dataclass(frozen=True, slots=True)
class Understood:
    """What was read. Spans point into the original text, keyed as ``FIELDS``.

    ``missing`` are the fields still to be asked, ``places`` the places to choose from when the
    one named is not certain.
    """

    need: Need
    spans: dict[str, tuple[int, int]]
    missing: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


def understand(text: str, gazetteer: Gazetteer, today: date) -> Understood:
    """Read a report. ``today`` is the date in Asia/Shanghai, for deadlines such as 下个月."""
    plain = normalise(with_lines_ended(text[:LONGEST]))
    place = find_places(plain.text, gazetteer)
    items = find_items(plain.text)
    category = find_category(plain.text)
    people = find_people(plain.text, narrow=bool(place and place.value.place.site))
    beneficiaries = people.value if people else Beneficiaries()
    things = shared_out(plain.text, [item.value for item in items], beneficiaries)
    funding = find_funding(plain.text, things)
    deadline = find_deadline(plain.text, today)
    kept = deadline if deadline and not deadline.value.problem else None
    cover, urgency = find_cover(plain.text), find_urgency(plain.text)
    where = place.value.place if place else Place()
    need = Need(
        title=compose_title(where, things, category.value.first if category else None),
        category=category.value.first if category else None,
        secondary_category=category.value.second if category else None,
        place=where,
        items=things,
        description=mask(text.strip()),
        beneficiaries=beneficiaries,
        budget_yuan=funding.budget.value if funding.budget else None,
        gap_yuan=funding.gap.value if funding.gap else None,
        fiscal_cover=cover.value if cover else None,
        urgency=urgency.value if urgency else None,
        deadline=kept.value.phrase if kept else None,
        deadline_date=kept.value.date if kept else None,
    )
    spans = {
        "place": place, "category": category, "items": _whole(items), "beneficiaries": people,
        "budget_yuan": funding.budget, "gap_yuan": funding.gap, "fiscal_cover": cover,
        "urgency": urgency, "deadline": kept,
    }  # fmt: skip
    return Understood(
        need,
        {name: plain.span(found.start, found.end) for name, found in spans.items() if found},
        missing(need),
        (*_place_warnings(place), *funding.warnings, *_deadline_warnings(deadline)),
        place.value.candidates if place else (),
    )


def missing(need: Need) -> tuple[str, ...]:
    """The fields of ``need`` that nobody has stated, in the order of ``FIELDS``.

    A place is stated when its county or prefecture is; beneficiaries when a count is.
    """
    stated = {
        "place": need.place.county or need.place.prefecture,
        "beneficiaries": need.beneficiaries.count or need.beneficiaries.households,
        **{name: getattr(need, name) for name in FIELDS if name not in {"place", "beneficiaries"}},
    }
    return tuple(name for name in FIELDS if stated[name] in (None, "", ()))


def _whole(items: tuple[Found[Item], ...]) -> Found[tuple[Item, ...]] | None:
    if not items:
        return None
    start, end = min(item.start for item in items), max(item.end for item in items)
    return Found(tuple(item.value for item in items), start, end)


def _place_warnings(found: Found[PlaceFound] | None) -> tuple[str, ...]:
    if found is None:
        return ()
    place, candidates = found.value.place, found.value.candidates
    if candidates:
        return (f"有 {len(candidates)} 个地方叫这个名字，请确认是哪一个县。",)
    if found.value.inferred and place.county and place.township:
        return (INFERRED.format(county=short_name(place.county), township=place.township),)
    return ()


def _deadline_warnings(found: Found[Deadline] | None) -> tuple[str, ...]:
    return (found.value.problem,) if found and found.value.problem else ()

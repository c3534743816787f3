"""Needs, organisations and judgements read from files of cases."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import yaml

from api.domain.category import LABELS, Category
from api.domain.need import Beneficiaries, Item, Need
from api.domain.organisation import Area, Offer, Organisation
from api.domain.place import Place
from knowledge.places.gazetteer import Gazetteer

CATEGORIES = {label: category for category, label in LABELS.items()}
# 12省县(…), 贵州等近20省, 上海对口地区: examples, or a place named for another reason.
OPEN = re.compile(r"\d+省|对口")
LONGEST = 8  # characters of a division's name
LEVELS = (4, 6)


class CaseError(Exception):
    """A file of cases that cannot be used; the message says where and why."""


def case_need(case: Mapping[str, Any], gazetteer: Gazetteer) -> Need:
    """The need of a case, from its gold fields (see the reports' evaluation).

    Raises:
        CaseError: the case has no gold fields, or a category that does not exist.
    """
    gold = case.get("gold")
    if not isinstance(gold, dict):
        raise CaseError(f"need {case.get('id')}: no gold fields")
    people = gold.get("beneficiaries") or {}
    items = tuple(
        Item(item["name"], _decimal(item.get("qty")), item.get("unit"))
        for item in gold.get("items") or ()
    )
    return Need(
        title="".join(item.name for item in items[:1]),
        category=_category(gold.get("category")),
        secondary_category=_category(gold.get("category_secondary")),
        place=_place(gold, gazetteer),
        items=items,
        description=str(case.get("raw_text") or ""),
        beneficiaries=Beneficiaries(
            people.get("count"), people.get("households"), people.get("kind")
        ),
        budget_yuan=_decimal(gold.get("budget_yuan")),
        gap_yuan=_decimal(gold.get("funding_gap_yuan")),
        deadline=gold.get("deadline"),
    )


def case_offer(case: Mapping[str, Any], gazetteer: Gazetteer) -> Offer:
    """What an organisation of the cases offers: its programmes as services, its areas read.

    Raises:
        CaseError: a field is missing, or a category does not exist.
    """
    try:
        organisation = Organisation(
            case["id"], case["name"], case.get("type", ""), case.get("home", ""), "cases"
        )
        focus = [_category(label) for label in case["focus_categories"]]
        areas = [area for text in case.get("areas", ()) for area in read_areas(text, gazetteer)]
    except KeyError as error:
        raise CaseError(f"organisation {case.get('id')}: no {error.args[0]}") from None
    is_open = any(OPEN.search(text) for text in case.get("areas", ()))
    return Offer(
        key=organisation.key,
        organisation=organisation,
        title=organisation.name,
        categories=tuple(category for category in focus if category),
        areas=() if is_open else tuple(areas),
        services=tuple(case.get("programmes", ())),
        text=" ".join((case.get("figures", ""), *case.get("areas", ()))),
    )


def read_areas(text: str, gazetteer: Gazetteer) -> tuple[Area, ...]:
    """The divisions a list like 四川甘孜阿坝凉山 names; none when it opens with no province."""
    province = next(
        (one for one in gazetteer.children() if text.startswith((one.name, one.name[:2]))), None
    )
    if province is None:
        return ()
    found: list[str] = []
    at = 2
    while at < len(text):
        code, length = _longest(text[at : at + LONGEST], province.code, gazetteer)
        if code is not None:
            found.append(code)
        at += length
    leaves = [code for code in found if not any(_inside(one, code, gazetteer) for one in found)]
    return tuple(_area(code, gazetteer) for code in leaves or [province.code])


def judgements(text: str, needs: Iterable[str]) -> dict[str, dict[str, int]]:
    """Grades by need and organisation, from YAML: ``N1: {O1: [3, why]}``.

    Raises:
        CaseError: another shape, a grade that is not 0 to 3, or a need that is not among them.
    """
    try:
        body = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise CaseError(f"judgements: not YAML ({error})") from None
    if not isinstance(body, dict):
        raise CaseError("judgements: expected a mapping of needs")
    known = set(needs)
    grades: dict[str, dict[str, int]] = {}
    for need, pairs in body.items():
        if need not in known:
            raise CaseError(f"judgements: there is no need {need}")
        grades[need] = {str(key): _grade(need, value) for key, value in (pairs or {}).items()}
    return grades


def _grade(need: str, value: object) -> int:
    grade = value[0] if isinstance(value, list) and value else value
    if grade not in (0, 1, 2, 3):
        raise CaseError(f"judgements of {need}: a grade is 0 to 3, not {grade}")
    return int(str(grade))


def _longest(text: str, province: str, gazetteer: Gazetteer) -> tuple[str | None, int]:
    for end in range(len(text), 1, -1):
        for match in gazetteer.match(text[:end]):
            code = match.division.code
            if len(code) in LEVELS and gazetteer.within(code, province):
                return code, end
    return None, 1


def _inside(code: str, other: str, gazetteer: Gazetteer) -> bool:
    return code != other and gazetteer.within(code, other)


def _area(code: str, gazetteer: Gazetteer) -> Area:
    place = gazetteer.place(code)
    return Area(place.province or "", place.prefecture, place.county)


def _place(gold: Mapping[str, Any], gazetteer: Gazetteer) -> Place:
    """The lowest division the gold names; what cannot be found is left out."""
    names = [name for level in ("province", "prefecture", "county") if (name := gold.get(level))]
    code: str | None = None
    for name in names:
        matches = [match.division.code for match in gazetteer.match(name)]
        inside = [one for one in matches if code is None or gazetteer.within(one, code)]
        code = next((one for one in inside if len(one) <= 6), code)
    site = gold.get("place")
    return gazetteer.place(code, site) if code else Place(site=site)


def _category(label: str | None) -> Category | None:
    if label is None:
        return None
    if label not in CATEGORIES:
        raise CaseError(f"there is no category {label}")
    return CATEGORIES[label]


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))

"""Needs that were found, as lines, buttons and a card."""

from api.domain.need import Urgency
from api.domain.need_filters import Chip
from api.domain.need_found import Found, FoundNeed
from api.domain.need_json import item_json, place_json
from api.domain.public_need import PublicNeed
from bot import texts
from bot.claims.amounts import amounts_shown
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Card, CardRow, Choice
from bot.dialogue.values import label, money, shown

SHOWN = 5  # needs on one page of a chat
MOST_CHIPS = 4  # buttons that take a filter away
MOST_RELAXED = 3
LONGEST_LABEL = 20
_LONGEST_TITLE = 40
_PRESSING = (Urgency.URGENT, Urgency.SUDDEN)

LOOK, WITHOUT, MORE, ANEW, AGAIN, ALL = "look", "without", "more", "anew", "found", "all"
SUBSCRIBE = "subscribe"


def lines_of(found: Found) -> str:
    """One short line for each need; those that only mean something like it under a heading."""
    lines = [_line(one.need) for one in found.needs]
    if found.near:
        lines += [texts.SEARCH_NEAR, *(_line(one.need) for one in _near(found))]
    return "\n".join(lines)


def shown_of(found: Found) -> tuple[FoundNeed, ...]:
    """The needs of the page in the order of their lines."""
    return (*found.needs, *_near(found))


def _near(found: Found) -> tuple[FoundNeed, ...]:
    return found.near[: SHOWN - len(found.needs)]


def _line(need: PublicNeed) -> str:
    sums = need.open_yuan
    facts = [texts.SEARCH_NO_SUM if sums is None else texts.SEARCH_OPEN_SUM.format(sum=money(sums))]
    if need.urgency in _PRESSING:
        facts.append(shown("urgency", need.urgency))
    return texts.SEARCH_LINE.format(
        number=need.number, title=need.title[:_LONGEST_TITLE], facts=" · ".join(facts)
    )


def chips_of(found: Found) -> str:
    """The filters in force, in one sentence; empty when there are none."""
    labels = texts.LIST_COMMA.join(chip.label for chip in found.chips)
    return texts.SEARCH_BY.format(chips=labels) if labels else ""


def choices_of(found: Found, next_page: int) -> tuple[Choice, ...]:
    """A button for each need, for the next page, and to take filters away."""
    looks = [look_at(one.need) for one in shown_of(found)]
    if next_page < found.total:
        looks.append(Choice(DeskButton(MORE).code, texts.SEARCH_MORE))
    return (
        *looks,
        *(_without(chip.key, chip) for chip in found.chips[:MOST_CHIPS]),
        _subscribe(),
        _anew(),
    )


def relaxed(found: Found) -> tuple[tuple[str, ...], tuple[Choice, ...]]:
    """What to take away when nothing was found: sentences, and the buttons that do it."""
    offers = found.relaxations[:MOST_RELAXED]
    looks = [look_at(one.need) for one in found.near]
    sentences = [texts.SEARCH_RELAX.format(label=one.label, count=one.count) for one in offers]
    chips = [_without(one.key, Chip(one.key, one.label)) for one in offers]
    return tuple(sentences), (*looks, *chips, _subscribe(), _anew())


def card_of(found: FoundNeed) -> Card:
    """The need as everybody sees it."""
    need = found.need
    rows = [
        ("place", label("place"), shown("place", place_json(need.place))),
        ("category", label("category"), shown("category", need.category)),
        ("items", label("items"), shown("items", [item_json(one) for one in need.items])),
        ("people", texts.SEARCH_PEOPLE, need.people),
        ("open", texts.SEARCH_OPEN, _open(need)),
        ("urgency", label("urgency"), shown("urgency", need.urgency)),
        ("deadline", label("deadline"), _deadline(need)),
        ("description", label("description"), need.description),
        ("claimed", texts.SEARCH_CLAIMED, _share(need)),
        ("month", texts.SEARCH_MONTH, _month(need)),
    ]
    title = texts.SEARCH_CARD.format(
        number=need.number, status=texts.STATUS_NAMES[need.status.value]
    )
    kept = tuple(CardRow(slot, name, value) for slot, name, value in rows if value)
    return Card(title, kept, texts.SEARCH_NOTE)


def _open(need: PublicNeed) -> str:
    """What may still be claimed; of a need nobody claims yet the sum, its things stand above."""
    if need.left:
        return amounts_shown(need.left)
    return "" if need.open_yuan is None else money(need.open_yuan)


def look_at(need: PublicNeed) -> Choice:
    """The button that opens a need."""
    said = texts.SEARCH_SEE.format(number=need.number)
    return Choice(DeskButton(LOOK, str(need.number)).code, said)


def _without(key: str, chip: Chip) -> Choice:
    said = texts.SEARCH_WITHOUT.format(label=chip.label)
    if len(said) > LONGEST_LABEL:  # of a place the end tells most
        room = LONGEST_LABEL - len(texts.SEARCH_WITHOUT.format(label=""))
        said = texts.SEARCH_WITHOUT.format(label=chip.label[-room:])
    return Choice(DeskButton(WITHOUT, key).code, said)


def _subscribe() -> Choice:
    return Choice(DeskButton(SUBSCRIBE).code, texts.SUBSCRIBE)


def _anew() -> Choice:
    return Choice(DeskButton(ANEW).code, texts.SEARCH_ANEW)


def _deadline(need: PublicNeed) -> str:
    if need.deadline_date is None:
        return need.deadline
    return need.deadline_date.isoformat()


def _share(need: PublicNeed) -> str:
    if not need.claimed:
        return ""
    return str(texts.SEARCH_SHARE.format(percent=int(need.claimed * 100)))


def _month(need: PublicNeed) -> str:
    month = need.month
    return str(texts.MONTH.format(year=month.year, month=month.month)) if month else ""

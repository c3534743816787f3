"""The answer a text gives to one question of eligibility, read by the kind of fact asked for."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.domain.place import Place
from api.domain.programme import Fact
from api.domain.programme_facts import FactAsked, FactType
from bot.commands import plain
from bot.eligibility.wording import YEARS
from bot.understanding.lexicon import lexicon
from bot.understanding.numbers import find_numbers
from bot.understanding.places import PlaceFound, read_place
from knowledge.amounts import read_amounts
from knowledge.normalise import normalise
from knowledge.places.gazetteer import Gazetteer

LONGEST_TEXT = 200  # characters of an answer in one's own words
_LONGEST_YES = 14  # characters; a longer sentence says more than yes or no
_NO = re.compile(
    r"^(?:并|还|都|也|我们?|暂时|目前)*(?:不(?!仅|但|只)|没|未|无|否|非(?!营利)|no$|n$)"
)
_YES = re.compile(
    r"^(?:我们?|已经?|都|也|完全|当然|确实)*(?:是|有|对|嗯|在|属于|满足|符合|合格|通过|好|行|可以|能|yes$|y$)"
)
_NOT_CERTAIN = re.compile(r"不一定|未知|不好判断")  # beside what every question takes for unknown
_DENIED = re.compile(r"(?:不是|不算|不属于|并非|没有)[^,，。;；]{0,4}$")
_ORDINAL = re.compile(r"第?([0-9]{1,2})个?")
_ZERO = re.compile(r"(?:0+|零)(?:元|块钱?|万元?|年|名|个)?")
_NONE = re.compile("(?:还|都|暂时|目前)*(?:没有?|无)")
_MONTHS = re.compile(r"(?P<number>[\d.]+|[一二两三四五六七八九十]+)\s*个?多?月")
_YEARS = re.compile(r"(?P<number>[\d.]+|[一二两三四五六七八九十]+)\s*(?:周年|年)(?P<half>半)?")
_HALF_A_YEAR = re.compile("半年")
_SINCE = re.compile(r"(?P<year>(?:19|20)\d\d)\s*年(?:\s*(?P<month>1[0-2]|0?[1-9])\s*月)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reading of an answer needs."""

    gazetteer: Gazetteer
    today: date


def read_fact(asked: FactAsked, text: str, reading: Reading) -> Fact | None:
    """The answer ``text`` gives to the question for ``asked``; ``None``: it gives none."""
    return _READERS[asked.type](asked, text.strip(), reading)


def is_unknown(text: str) -> bool:
    """Whether ``text`` says that one does not know: no answer, and never a no."""
    said = re.sub(r"^(?:我们?|咱们?|这个|还|也|真的?|都|暂时|目前)+", "", plain(text))
    unknown: str = lexicon("commands")["parts"]["unknown"]
    return bool(re.match(unknown, said) or _NOT_CERTAIN.match(said))


def full_name(place: Place) -> str:
    """The divisions of ``place`` from the province down, as the rules name them."""
    names = (place.province, place.prefecture, place.county)
    return "".join(dict.fromkeys(name for name in names if name))


def choice_in(asked: FactAsked, text: str) -> str | None:
    """The one choice that ``text`` names, by itself or another word for it."""
    words = _other_words(asked) | {choice: choice for choice in asked.choices} | asked.synonyms
    found: dict[str, str] = {}
    taken: list[tuple[int, int]] = []
    for word in sorted(words, key=len, reverse=True):
        at = text.find(word)
        within = any(start <= at < end for start, end in taken)
        if at < 0 or within or _DENIED.search(text[:at]):
            continue
        taken.append((at, at + len(word)))
        found[words[word]] = word
    return next(iter(found)) if len(found) == 1 else None


def _other_words(asked: FactAsked) -> dict[str, str]:
    """What people call the kinds of applicant, each for the first choice it can mean here."""
    known: dict[str, list[str]] = lexicon("applicant_facts")["kinds"]
    return {
        word: choice
        for word, kinds in known.items()
        for choice in [kind for kind in kinds if kind in asked.choices][:1]
    }


def months_in(text: str, today: date) -> int | None:
    """For how many months, written as 8个月, 两年半, 满一年 or 2018年5月."""
    if since := _SINCE.search(text):
        # Of a year alone its last month is the cautious reading.
        month = int(since["month"] or 12)
        return max((today.year - int(since["year"])) * 12 + today.month - month, 0)
    years, months = _YEARS.search(text), _MONTHS.search(text)
    total = Decimal(0)
    if years:
        total += _number(years["number"]) * 12 + (6 if years["half"] else 0)
    elif _HALF_A_YEAR.search(text):
        total += 6
    elif not months:
        return None
    return int(total + (_number(months["number"]) if months else 0))


def _number(written: str) -> Decimal:
    found = find_numbers(written)
    return found[0].value.value if found else Decimal(0)


def _choice(asked: FactAsked, text: str, reading: Reading) -> Fact | None:
    place = _ORDINAL.fullmatch(plain(text))
    if place and 1 <= int(place[1]) <= len(asked.choices):
        return asked.choices[int(place[1]) - 1]
    return asked.chosen(text) or choice_in(asked, text)


def _yes_no(asked: FactAsked, text: str, reading: Reading) -> Fact | None:
    said = plain(text)
    if len(said) > _LONGEST_YES or is_unknown(text):
        return None
    if _NO.search(said):
        return False
    return True if _YES.search(said) else None


def _yuan(asked: FactAsked, text: str, reading: Reading) -> Fact | None:
    if _is_nothing(asked, text):
        return Decimal(0)
    amounts = read_amounts(normalise(text).text)
    return amounts[-1].yuan if len(amounts) == 1 else None


def _is_nothing(asked: FactAsked, text: str) -> bool:
    """没有 is an answer where none of something can be had; a total of nothing is none."""
    said = plain(text)
    none = _NONE.fullmatch(said) is not None and "总" not in asked.label
    return none or _ZERO.fullmatch(said) is not None


def count_in(asked: FactAsked, text: str, reading: Reading) -> Decimal | None:
    """The one number in ``text``, in the unit asked for."""
    if _is_nothing(asked, text):
        return Decimal(0)
    said = normalise(text).text
    if asked.unit == YEARS:
        months = months_in(said, reading.today)
        if months is not None:
            return _years(months)
    found = find_numbers(said)
    return found[0].value.value if len(found) == 1 and found[0].value.value >= 0 else None


def _years(months: int) -> Decimal:
    """Two decimals, cut off: eleven months are not a year."""
    return Decimal(months * 100 // 12) / 100


def _place(asked: FactAsked, text: str, reading: Reading) -> Fact | None:
    return place_named(read_place(normalise(text).text, reading.gazetteer))


def place_named(found: PlaceFound | None) -> str | None:
    """The full name of a place that is certain and known down from its province."""
    if found is None or found.candidates or not found.place.province:
        return None
    return full_name(found.place)


def _words(asked: FactAsked, text: str, reading: Reading) -> Fact | None:
    return text[:LONGEST_TEXT] or None


_READERS: dict[FactType, Callable[[FactAsked, str, Reading], Fact | None]] = {
    FactType.CHOICE: _choice,
    FactType.YES_NO: _yes_no,
    FactType.YUAN: _yuan,
    FactType.NUMBER: count_in,
    FactType.PLACE: _place,
    FactType.TEXT: _words,
}

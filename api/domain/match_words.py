"""What a need and an offer say, in the terms that are compared: words, kinds of thing, people."""

from api.domain.category import Category
from api.domain.match_data import MatchData
from api.domain.need import Need
from api.domain.organisation import Offer
from api.domain.same_words import things_named
from api.domain.same_words import words as word_lists

ITEM_WEIGHT = 1.0  # words of the items and the title say what is lacking
DESCRIPTION_WEIGHT = 0.25


def category_fit(need: Need, offered: Category, data: MatchData) -> float:
    """How well an offer of one category fits a need of a known category; 0 fails."""
    if offered is Category.OTHER:
        return data.category["general"]
    fit = data.category["primary"] * data.nearness(offered, need.category or Category.OTHER)
    if need.secondary_category is offered:
        fit = max(fit, data.category["secondary"])
    return fit


def people_wanted(need: Need) -> frozenset[str]:
    """The groups of people the need is for, by the lists of ``likeness.yaml``."""
    return word_lists().people_in(need.beneficiaries.kind or need.title)


def people_offered(offer: Offer) -> frozenset[str]:
    """The groups of people the offer names."""
    return word_lists().people_in(offer_text(offer))


def need_words(need: Need) -> tuple[tuple[float, set[str]], tuple[float, set[str]]]:
    """The words of what is lacking and those of the description, each with their weight."""
    named = words(" ".join((need.title, *(item.name for item in need.items))))
    return (ITEM_WEIGHT, named), (DESCRIPTION_WEIGHT, words(need.description) - named)


def kinds_wanted(need: Need) -> frozenset[str]:
    """The kinds of thing the items name, by the lists of ``likeness.yaml``."""
    return frozenset(kind for item in need.items for kind in things_named(item.name))


def kinds_offered(offer: Offer) -> frozenset[str]:
    """The kinds of thing the services name."""
    return frozenset(kind for service in offer.services for kind in things_named(service))


def offer_text(offer: Offer) -> str:
    """Everything an offer says of itself."""
    return " ".join((offer.title, *offer.services, offer.text))


def words(text: str) -> set[str]:
    """Pairs of neighbouring characters, which stand for words in Chinese well enough here."""
    kept = "".join(char if char.isalnum() else " " for char in text.lower())
    return {part[i : i + 2] for part in kept.split() for i in range(len(part) - 1)}

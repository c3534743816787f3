"""Words of a search that were typed wrongly by sound (助雪 for 助学), or in pinyin."""

import re
from functools import cache, lru_cache

from api.domain.category import LABELS
from api.domain.need_groups import people_groups, site_groups
from api.domain.same_words import data
from bot.understanding.lexicon import lexicon
from bot.understanding.wish_model import wish_model
from retrieval.sounds import Sounds

_CONDITION = re.compile(r"\(\?[^)]*\)")
_HAN = re.compile("[\u4e00-\u9fff]{2,}")


def mended(word: str) -> str:
    """``word`` as it was probably meant; itself when it may well be what was meant. The first
    word nobody knows costs half a second, for the table of sounds."""
    return word if word in _known() else _corrected(word)


@lru_cache(maxsize=1024)
def _corrected(word: str) -> str:
    return _sounds().corrected(word)[0]


@cache
def _known() -> frozenset[str]:
    """What one may look for, as far as lists name it."""
    groups = (*people_groups().values(), *site_groups().values())
    things = (word for names in data()["things"].values() for word in names)
    patterns = lexicon("need_query")["categories"].values()
    named = (part for pattern in patterns for part in _CONDITION.sub("", pattern).split("|"))
    return frozenset(
        {
            *(word for group in groups for word in group.words),
            *map(str, things),
            *LABELS.values(),
            *filter(_HAN.fullmatch, named),
        }
    )


@cache
def _sounds() -> Sounds:
    # The pairs of ordinary messages are no slips, whatever words they belong to.
    pairs = {word[at : at + 2] for word in _known() for at in range(len(word) - 1)}
    ordinary = pairs | {gram for gram in wish_model().weights if len(gram) == 2}
    return Sounds(sorted(_known()), (), lambda pair: int(pair in ordinary))

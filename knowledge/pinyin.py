"""Pinyin that a copy tool spliced into Chinese text: 實(shí)戰(zhàn) is the word 實戰."""

import re
import unicodedata
from collections.abc import Iterator

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_HAN = "㐀-鿿"
# In brackets, after anything: the character before may itself be damaged. Some copies show the
# opening bracket as a question mark.
_BRACKETED = re.compile(rf"(?<=\S)[(?]([a-züɑɡ{_TONED}]{{1,6}})\)")
_BARE = re.compile(rf"(?<=[{_HAN}])[a-züɑɡ]*[{_TONED}][a-züɑɡ]*(?=[{_HAN}，。、；：])")
_HINT = re.compile(f"[{_TONED}]")
_SYLLABLE = re.compile(
    r"(?:[bpmf]|[dtnl]|[gkh]|[jqx]|zh|ch|sh|[rzcsyw])?"
    r"(?:i(?:ao|an|ang|e|u|n|ng|a|ong)?|u(?:a|o|ai|i|an|n|ang|e)?|ü(?:e|an|n)?"
    r"|a(?:i|o|n|ng)?|o(?:u|ng)?|e(?:i|n|ng|r)?)|n|ng|m"
)
# Neutral-tone syllables carry no mark. Without one they look like words ("人员(men)"), so they
# count only in a text that is plainly spliced.
_NEUTRAL = frozenset(
    ("de", "le", "zhe", "me", "men", "ma", "ne", "ba", "zi", "ge", "er", "la", "tou")
)
_PLAINLY = 3


def spliced(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of ``text`` (NFKC) that are spliced pinyin, brackets included, in order.

    A syllable counts when it bears a tone mark and is one that Mandarin has, so that App, AED,
    WiFi or café stay.
    """
    if not _HINT.search(text):
        return
    toned = [found for found in _BRACKETED.finditer(text) if _is_toned_syllable(found[1])]
    marked = {found.span() for found in toned}
    marked |= {found.span() for found in _BARE.finditer(text) if _is_toned_syllable(found[0])}
    if len(toned) >= _PLAINLY:
        marked |= {found.span() for found in _BRACKETED.finditer(text) if found[1] in _NEUTRAL}
    yield from sorted(marked)


def _is_toned_syllable(word: str) -> bool:
    tones, plain = 0, ""
    for character in unicodedata.normalize("NFD", word.replace("ɑ", "a").replace("ɡ", "g")):
        if character in "\u0304\u0301\u030c\u0300":
            tones += 1
        else:
            plain += character
    return tones == 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", plain)))

"""Traditional → simplified characters and look-alike radicals, one character for one character."""

import re
from functools import cache
from importlib.resources import files

# Radicals that scanned and converted PDFs put in place of the characters they look like, and that
# NFKC leaves alone (Unicode block "CJK Radicals Supplement"). Pairs: radical, character.
_RADICALS = (
    "⺀冫⺁厂⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺋卩⺌小⺍小⺎兀⺏尢⺐尢⺑尢⺒巳⺓幺⺔彐⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歹⺠民⺡氵"
    "⺢水⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罒⺲罒⺳罒⺴网⺵网⺶羊⺷羊⺸羊⺹耂⺺聿⺻聿⺼肉⺽臼"
    "⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑长⻒长⻓长⻔门⻕阜⻖阝⻗雨⻘青"
    "⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻭齿⻮齿⻯龙⻰龙⻱龟⻲龟⻳龟"
)


def simplified(character: str) -> str:
    """The simplified form of one character by OpenCC's table; others as they are."""
    return _characters().get(character, character)


def simplify_phrases(original: str, text: str) -> str:
    """``text`` with the words corrected whose characters alone would mislead (瞭解 → 了解).

    ``original`` is aligned with ``text`` character by character; so is the result.
    """
    words = _words()
    if not words.hint.search(original):
        return text
    corrected = list(text)
    for found in words.pattern.finditer(original):
        corrected[found.start() : found.end()] = words.simplified[found[0]]
    return "".join(corrected)


class _Words:
    """Words of OpenCC's phrase table that the character table gets wrong, same length only."""

    def __init__(self, characters: dict[str, str]) -> None:
        self.simplified = {
            word: plain
            for word, plain in _rows("TSPhrases.txt")
            if len(word) == len(plain)
            and plain != "".join(characters.get(character, character) for character in word)
        }
        longest_first = sorted(self.simplified, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, longest_first)))
        misleading = {
            character
            for word, plain in self.simplified.items()
            for character, wanted in zip(word, plain, strict=True)
            if characters.get(character, character) != wanted
        }
        self.hint = re.compile(f"[{''.join(sorted(misleading))}]")


@cache
def _words() -> _Words:
    return _Words(_characters())


@cache
def _characters() -> dict[str, str]:
    table = dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))
    table.update((row[0], row[1]) for row in _rows("TSCharacters.txt") if row[0] != row[1])
    return {character: table.get(plain, plain) for character, plain in table.items()}


def _rows(name: str) -> list[tuple[str, str]]:
    """The rows of one of OpenCC's tables: the word, and the first of its simplified forms."""
    text = (files("opencc") / "dictionary" / name).read_text(encoding="utf-8")
    return [(word, forms.split(" ")[0]) for word, forms in map(_halves, text.splitlines())]


def _halves(line: str) -> tuple[str, str]:
    word, _, forms = line.strip().partition("\t")
    return word, forms

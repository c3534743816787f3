"""A short follow-up (那个人呢？ 上限呢？ 下一条呢？) is read together with the turns before it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from knowledge.lookup import Titles, article_in, find_references
from knowledge.numerals import ArticleNumber

_LEANS = re.compile(
    r"^(那么?|还有|另外|然后|这个|那个|这种|那种|它|他们|上面|刚才|再问|如果是|要是|换成)|呢[？?。]?$"
)
_OPENING = re.compile(r"^(?:那么?|还有|另外|然后|再问|如果是?|要是|换成|对于?|关于)[,，、 ]*")
_ENDING = re.compile(r"[,，、 ]*(?:的话)?(?:又)?(?:是?怎么样|怎样|如何|呢|吗|嘛)*[？?。！!\s]*$")
_BESIDE = re.compile(r"[上下前后]一条")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年?")
_LONG = 16  # characters from which a question stands on its own
_FEW = 2  # pairs of content below which a question cannot be searched for
_TURNS = 4  # earlier turns that are read; what was said before them is another matter


class FollowUps:
    """Completes follow-ups. ``content`` counts the pairs of content in a text."""

    def __init__(
        self,
        titles: Titles,
        content: Callable[[str], int],
        contrasts: Iterable[Sequence[str]],
        places: Mapping[str, str],
    ) -> None:
        """``contrasts`` are groups of words of which a follow-up may put one in the place of
        another: 企业 and 个人. ``places`` are the names of places."""
        self._titles = titles
        self._content = content
        groups = [tuple(group) for group in contrasts]
        self._groups = [_longest_first(group) for group in (*groups, tuple(places))]

    def in_full(self, question: str, context: Sequence[str]) -> str:
        """``question`` with what it takes over from the earlier user turns of ``context``.

        The turns are folded one after the other, so that a follow-up to a follow-up is understood.
        """
        before = ""
        for turn in (*context[-_TURNS:], question):
            before = self._after(before, turn.strip())
        return before

    def _after(self, before: str, text: str) -> str:
        if not before or len(text) >= _LONG:
            return text
        if (named := self._article(before, text)) is not None:
            return named
        core = _ENDING.sub("", _OPENING.sub("", text))
        leans = bool(_LEANS.search(text))
        if leans and (changed := self._exchanged(before, core)):
            return changed
        return f"{before}\n{text}" if leans or self._content(text) < _FEW else text

    def _article(self, before: str, text: str) -> str | None:
        """The article that ``text`` names without its law: it is one of the law named before."""
        article, beside = article_in(text), _BESIDE.search(text)
        if (article is None and beside is None) or find_references(text, self._titles):
            return None
        law = next(iter(find_references(before, self._titles)), None)
        if article is None and beside and law and law.article:
            step = 1 if beside[0][0] in "下后" else -1
            article = ArticleNumber(max(1, law.article.main + step))
        if article is None:
            return None
        return f"{law.title}{article.label}" if law else text

    def _exchanged(self, before: str, core: str) -> str | None:
        """``before`` with the one thing changed that ``core`` names instead; what else ``core``
        says follows. ``None`` when it names no such thing."""
        for group in self._groups:
            new = group.search(core)
            old = group.search(before) if new else None
            if new and old and new[0] != old[0]:
                return _with_rest(before.replace(old[0], new[0]), core.replace(new[0], "", 1))
        year, old_year = _YEAR.search(core), _YEAR.search(before)
        if year and old_year and year[1] != old_year[1]:
            changed = before.replace(old_year[1], year[1])
            return _with_rest(changed, core.replace(year[0], "", 1))
        return None


def _with_rest(changed: str, rest: str) -> str:
    rest = rest.strip("的,，、 ")
    return f"{changed}\n{rest}" if rest else changed


def _longest_first(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)")

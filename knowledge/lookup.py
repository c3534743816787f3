"""Which document and article a question names: 慈善法第二十二条, 民发〔2022〕11号."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.document_numbers import DocumentNumber, document_numbers
from knowledge.documents import Document, Tier
from knowledge.normalise import normalise
from knowledge.numerals import NUMERAL, ArticleNumber, article_number
from knowledge.titles import short_title

# 财税 2018 15 号: once the blanks are gone, year and number would be one.
_YEAR_APART = re.compile(r"((?:19|20)\d{2}) +(?=第?\d{1,5} ?号)")
_MARKS = re.compile(r"[《》〈〉<>「」『』“”\"'‘’\s]")
# A title followed by one of these is the beginning of another: 企业所得税法实施条例
_GOES_ON = re.compile(
    r"的?(?:(?:实施|施行|暂行)(?:条例|细则|办法|规定|意见)|条例|细则|办法|修正案|若干规定|司法解释)"
)
_LABELLED = re.compile(rf"第{NUMERAL}{{1,9}}(?:条(?:之{NUMERAL}{{1,3}})?|(?=[、和及与至到,-]))")
_FOLLOWING = re.compile(rf"(?:[、和及与至到,-]+第?){NUMERAL}{{1,9}}条(?:之{NUMERAL}{{1,3}})?")
# Without 第 the number must stand beside the title, and 一条, 两条 are a count of articles.
_BARE = re.compile(
    rf"(?:\([^()]*\))?[的中里]{{0,2}}(?![一两]条){NUMERAL}{{1,9}}条(?:之{NUMERAL}{{1,3}})?"
)
_DIGITS = re.compile(r"(?<![\d.])\d{1,4}条")
_SENTENCE_END = re.compile(r"[。？！?!;；]")
_SHORTEST_FREE = 3  # a title of two characters (水法) may be part of any word


@dataclass(frozen=True, slots=True)
class Reference:
    """What a question names.

    ``documents`` are keys, official and newest first; empty when the text is known by its title
    but not at hand. ``article`` is None when only the document is named.
    """

    documents: tuple[str, ...]
    title: str
    article: ArticleNumber | None = None

    @property
    def article_no(self) -> int | None:
        """The article's number as passages carry it."""
        return self.article.main if self.article else None


@dataclass(frozen=True, slots=True)
class Titles:
    """Every way to name the documents at hand. Build once per library with ``Titles.of``."""

    names: Mapping[str, tuple[str, ...]]
    by_first: Mapping[str, tuple[str, ...]]
    numbers: tuple[tuple[DocumentNumber, Document], ...]

    @classmethod
    def of(cls, documents: Iterable[Document], known: Iterable[str] = ()) -> "Titles":
        """The names of ``documents``: full and short titles, aliases, 文号.

        ``known`` are titles of texts that exist but may not be at hand; they keep 国防教育法 from
        being read as 教育法.
        """
        ordered = sorted(documents, key=_rank)
        names: dict[str, dict[str, None]] = {}  # dicts as ordered sets
        for document in ordered:
            for name in _names(document):
                names.setdefault(name, {})[document.key] = None
        for title in known:
            names.setdefault(plain_name(short_title(title)), {})
        return cls(
            names={name: tuple(keys) for name, keys in names.items()},
            by_first=_by_first(names),
            numbers=tuple(
                (number, document)
                for document in ordered
                for number in document_numbers(plain_name(document.number or ""))
            ),
        )


def find_reference(question: str, titles: Titles) -> Reference | None:
    """The first text or article that ``question`` names; articles before mere titles."""
    found = find_references(question, titles)
    return next((each for each in found if each.article), found[0] if found else None)


def find_references(question: str, titles: Titles) -> tuple[Reference, ...]:
    """Every text and article that ``question`` names, in order; then the 文号."""
    plain = plain_name(question)
    mentions = list(_mentions(plain, titles))
    stops = [*(start for start, _ in mentions), len(plain)][1:]
    named = [
        Reference(titles.names.get(name, ()), name, article)
        for (start, name), stop in zip(mentions, stops, strict=True)
        for article in _articles(plain[start + len(name) : stop], name)
    ]
    seen = {each.documents for each in named}
    numbered = (each for each in _numbered(plain, titles) if each.documents not in seen)
    return tuple(dict.fromkeys([*named, *numbered]))


def article_in(question: str) -> ArticleNumber | None:
    """The article a question names without its law: 那第二十三条呢, 23条呢."""
    plain = plain_name(question)
    digits = _DIGITS.search(plain)
    return next(_labelled(plain), article_number(digits[0]) if digits else None)


def _mentions(plain: str, titles: Titles) -> Iterator[tuple[int, str]]:
    """Where which name stands; the longest at each place, with 实施条例 where that follows."""
    at = 0
    while at < len(plain):
        name = next((n for n in titles.by_first.get(plain[at], ()) if plain.startswith(n, at)), "")
        if name and not (len(name) < _SHORTEST_FREE and at and plain[at - 1].isalpha()):
            another = _GOES_ON.match(plain, at + len(name))
            name += another[0] if another else ""
            yield at, name
        at += len(name) or 1


def _articles(window: str, name: str) -> Iterator[ArticleNumber | None]:
    """The articles named after a title and before the next; None once if there are none."""
    sentence = _SENTENCE_END.split(window)[0]
    bare = _BARE.match(sentence)
    numbers = [article_number(bare[0])] if bare else []
    found = [number for number in [*numbers, *_labelled(sentence)] if number]
    if found:
        yield from dict.fromkeys(found)
    elif len(name) >= _SHORTEST_FREE:
        yield None


def _labelled(plain: str) -> Iterator[ArticleNumber]:
    """Numbers in 第二十二条, 第二十二、二十三条, 第22条至第25条 (its ends)."""
    for found in _LABELLED.finditer(plain):
        written = [found[0]]
        following = _FOLLOWING.match(plain, found.end())
        written += [following[0].lstrip("、和及与至到,-")] if following else []
        if following or "条" in found[0]:
            numbers = (article_number(each if "条" in each else f"{each}条") for each in written)
            yield from (number for number in numbers if number)


def _numbered(plain: str, titles: Titles) -> Iterator[Reference]:
    for written in document_numbers(plain):
        same = [document for number, document in titles.numbers if number.same_as(written)]
        if same:
            keys = tuple(dict.fromkeys(document.key for document in same))
            yield Reference(keys, same[0].title)


def _names(document: Document) -> Iterator[str]:
    """Digests of a law do not answer to the bare name of the law, unless an alias says so."""
    yield plain_name(document.title)
    if document.tier is Tier.OFFICIAL:
        yield plain_name(short_title(document.title))
    yield from filter(None, map(plain_name, document.aliases))


def _rank(document: Document) -> tuple[bool, int, str]:
    begun = document.effective_from or document.published
    return document.tier is not Tier.OFFICIAL, -begun.toordinal() if begun else 0, document.key


def _by_first(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for name in sorted(filter(None, names), key=len, reverse=True):
        groups.setdefault(name[0], []).append(name)
    return {first: tuple(group) for first, group in groups.items()}


def plain_name(text: str) -> str:
    """``text`` as names are compared: normalised, without marks and spaces, in lower case."""
    bracketed = _YEAR_APART.sub(r"[\1]", normalise(text).text)
    return _MARKS.sub("", bracketed).lower()

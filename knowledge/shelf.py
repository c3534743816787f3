"""How a document that was just read stands to those in the library: new, there already, another
text of the same version, the same text under another name, another version."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from knowledge.documents import Document, Tier
from knowledge.titles import short_title

_FACTS = (
    "title", "tier", "issuer", "number", "region", "programme", "published", "effective_from",
)  # fmt: skip


class Standing(StrEnum):
    """The closed list of how a document can stand to those in the library."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    SAME_TEXT = "same_text"
    BUILT_IN = "built_in"
    NEWER = "newer"
    OLDER = "older"


# What staff read, and what the command line says. {title} and {key} are those of the other one.
_SENTENCES: dict[Standing, tuple[str, str]] = {
    Standing.NEW: ("", ""),
    Standing.SAME: (
        "《{title}》已经收录，内容没有变化，不需要再导入。",
        "already there",
    ),
    Standing.CHANGED: (
        "《{title}》已经收录，这次的内容有变化。导入后以这次的为准，原来的留在历史里。",
        "replaces what was there under {key}",
    ),
    Standing.SAME_TEXT: (
        "和已经收录的《{title}》正文相同，没有重复收录。如果确实是另一份文件，请核对标题和日期。",
        "the same text as {title} ({key}), not stored again",
    ),
    Standing.BUILT_IN: (
        "《{title}》的这一版已随本系统提供，没有用导入的文字替换。"
        "如果是另一版，请写明它的公布日期再导入。",
        "this version of {title} is built in ({key}); if yours is another, state its date or key",
    ),
    Standing.NEWER: (
        "这是《{title}》的新版。导入后旧版到新版施行的前一天为止。",
        "a newer version of {key}, which ends when this one begins",
    ),
    Standing.OLDER: (
        "已经收录《{title}》更新的一版。导入后这一版只用来回答当时的情况。",
        "an older version of {key}",
    ),
}
_NOT_STORED = {Standing.SAME, Standing.SAME_TEXT, Standing.BUILT_IN}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a document stands, and to which one; ``other`` is set for all but ``NEW``."""

    standing: Standing
    other: Document | None = None

    @property
    def is_to_be_stored(self) -> bool:
        """Whether importing it changes anything."""
        return self.standing not in _NOT_STORED

    @property
    def user(self) -> str:
        """A Chinese sentence for staff; empty for a new document."""
        return self._said(0)

    @property
    def english(self) -> str:
        """The same for the command line."""
        return self._said(1)

    def _said(self, language: int) -> str:
        other = self.other
        title, key = (other.title, other.key) if other else ("", "")
        return _SENTENCES[self.standing][language].format(title=title, key=key)


class Shelf:
    """The documents of a library, to compare others with."""

    def __init__(
        self, documents: Iterable[Document], built_in: Callable[[], Collection[str]] = frozenset
    ) -> None:
        """``built_in`` gives the keys of what ships with the project; asked only when needed."""
        self._built_in = built_in
        self._by_key: dict[str, Document] = {}
        self._by_text: dict[str, Document] = {}
        self._by_title: dict[str, list[Document]] = {}
        for document in documents:
            self.add(document)

    def add(self, document: Document) -> None:
        """Compare what follows with ``document`` too."""
        self._by_key[document.key] = document
        self._by_text.setdefault(_plain(document.text), document)
        self._by_title.setdefault(short_title(document.title), []).append(document)

    def compare(self, document: Document, *, is_stated: bool = False) -> Comparison:
        """How ``document`` stands. One whose facts are ``is_stated`` by its file, not recognised,
        may share its text with another."""
        held = self._by_key.get(document.key)
        if held is not None:
            return self._of_one_key(document, held)
        twin = self._by_text.get(_plain(document.text))
        if twin is not None and not is_stated:
            return Comparison(Standing.SAME_TEXT, twin)
        return self._of_one_title(document)

    def _of_one_key(self, document: Document, held: Document) -> Comparison:
        if document.text == held.text and all(
            getattr(document, name) == getattr(held, name) for name in _FACTS
        ):
            return Comparison(Standing.SAME, held)
        if document.key in self._built_in():
            return Comparison(Standing.BUILT_IN, held)
        return Comparison(Standing.CHANGED, held)

    def _of_one_title(self, document: Document) -> Comparison:
        """Another version is one of the same title; of several, the nearest before, else after."""
        begins = document.effective_from
        versions = [
            (other.effective_from, other)
            for other in self._by_title.get(short_title(document.title), [])
            if other.effective_from and other.tier is document.tier is Tier.OFFICIAL
        ]
        if begins is None or not versions:
            return Comparison(Standing.NEW)
        before = [pair for pair in versions if pair[0] <= begins]
        if before:
            return Comparison(Standing.NEWER, max(before, key=lambda pair: pair[0])[1])
        return Comparison(Standing.OLDER, min(versions, key=lambda pair: pair[0])[1])


def _plain(text: str) -> str:
    return "".join(text.split())

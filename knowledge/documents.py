"""A policy Document (政策文件) and the Passage (片段) that retrieval finds, as plain values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Tier(StrEnum):
    """How close a text is to its issuing body. Always shown, and weighed in ranking."""

    OFFICIAL = "official"
    DIGEST = "digest"
    PRESS = "press"
    SELF_MEDIA = "self_media"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return {
            "official": "官方原文",
            "digest": "本项目转述",
            "press": "新闻报道",
            "self_media": "自媒体",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Document:
    """A policy text with what decides whether it may be quoted.

    ``key`` is a stable slug. ``text`` is the stored original: every quotation is a substring of
    it. ``effective_to`` is the last day in force, ``None`` while it stands. ``programme`` is set
    only on texts of one Programme (专项), whose rules must not leak into another.
    ``status_note`` says in Chinese what a reader must know of the version (试行, 只见节录 …).
    """

    key: str
    title: str
    text: str
    tier: Tier
    source: str
    issuer: str | None = None
    number: str | None = None  # 文号
    region: str | None = None  # None: the whole country
    programme: str | None = None
    published: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    replaces: tuple[str, ...] = ()
    replaced_by: str | None = None
    aliases: tuple[str, ...] = ()
    status_note: str = ""

    def in_force(self, as_of: date) -> bool:
        """Whether the document may be quoted as current on ``as_of``; unknown dates may."""
        begun = self.effective_from is None or self.effective_from <= as_of
        return begun and (self.effective_to is None or as_of <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Passage:
    """One retrievable piece of a document: an article, part of a long one, or a section.

    ``document.text[start:end] == text``, always. ``heading`` is the path 编/章/节 above it.
    ``article`` is the label as written (第二十二条), ``article_no`` its number. ``key`` is
    ``document key#ordinal``.
    """

    document: str
    ordinal: int
    start: int
    end: int
    text: str
    heading: tuple[str, ...] = ()
    article: str | None = None
    article_no: int | None = None

    @property
    def key(self) -> str:
        """Unique in the library and stable while the text stands."""
        return f"{self.document}#{self.ordinal}"

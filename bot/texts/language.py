"""The language a person chose for the interface; what they write may be in either script."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum


class Language(StrEnum):
    """Tags of BCP 47. Quotations stay in the language of their source."""

    SIMPLIFIED = "zh-Hans"
    TRADITIONAL = "zh-Hant"
    ENGLISH = "en"


_spoken: ContextVar[Language] = ContextVar("language", default=Language.SIMPLIFIED)


def spoken() -> Language:
    """The language sentences are taken in at present."""
    return _spoken.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Take sentences in ``language`` while this lasts, in this thread or task only."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)

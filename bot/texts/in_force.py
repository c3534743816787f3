"""Which sentences are said: as they were written, or as whoever runs the service reworded them."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from bot.texts.catalogue import catalogue
from bot.texts.language import Language


class Sentences(Protocol):
    """All sentences by name; ``Written``, and ``Rewording`` where some were reworded."""

    def of(self, language: Language) -> Mapping[str, Any]:
        """Those of ``language``."""


class Written:
    """The sentences of the code."""

    def of(self, language: Language) -> Mapping[str, Any]:
        """See ``Sentences.of``."""
        return catalogue(language)


WRITTEN = Written()
Source = Callable[[], Sentences]


class InForce:
    """What is said at this moment, in every thread and on every channel of the process."""

    def __init__(self) -> None:
        """As written, until a source is followed."""
        self._source: Source = lambda: WRITTEN

    def follow(self, source: Source) -> None:
        """From now on say what ``source`` gives at the moment of speaking."""
        self._source = source

    def of(self, language: Language) -> Mapping[str, Any]:
        """The sentences of ``language``."""
        return self._source().of(language)


# One per process, like the catalogue: a sentence is looked up in a hundred places, none of which
# should have to be handed what the bootstrap sets once.
IN_FORCE = InForce()

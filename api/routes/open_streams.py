"""How many event streams are open: each costs a connection and a look at the store now and then."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from api.routes.problems import Problem

PER_CHAT = 8  # tabs and telephones of one person; a dead connection counts until it is noticed
IN_ALL = 4_000
RETRY_SECONDS = 30


class OpenStreams:
    """Counts within one process; used from the event loop only."""

    def __init__(self) -> None:
        """None is open."""
        self._open: Counter[str] = Counter()

    def require_room(self, chat: str) -> None:
        """Stop one more stream where there are enough.

        Raises:
            Problem: 429 for this conversation, 503 when all together are too many.
        """
        headers = {"Retry-After": str(RETRY_SECONDS)}
        if self._open[chat] >= PER_CHAT:
            raise Problem(
                429, "too_many_streams", "这段对话打开的页面太多了，请关掉几个。", headers=headers
            )
        if self._open.total() >= IN_ALL:
            raise Problem(503, "too_many_streams", "现在用的人很多，请稍后再试。", headers=headers)

    @contextmanager
    def counted(self, chat: str) -> Iterator[None]:
        """Count a stream while it lasts."""
        self._open[chat] += 1
        try:
            yield
        finally:
            self._open[chat] -= 1
            if not self._open[chat]:
                del self._open[chat]

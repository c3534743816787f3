"""The reference matching API's logic: a need in, ranked offers with reasons out, once per key."""

import hashlib
from threading import Lock
from typing import Any

from api.domain.errors import Invalid
from api.domain.matching import Match, OfferIndex
from api.domain.need import Need
from api.store import idempotency, offers
from api.store.database import Database, Unit
from api.store.match_index import index_version, match_index

SCOPE = "matching"
LIMIT = 20
NEAR_MISSES = 3  # shown when nothing fits, with what stands against them


class Matcher:
    """Ranks offers for needs. Thread-safe; the index is made again when the offers change."""

    def __init__(self, database: Database) -> None:
        """Match against the offers in ``database``; reads them with the first need."""
        self._database = database
        self._lock = Lock()
        self._index = OfferIndex(())
        self._version: tuple[int, ...] = ()

    def answer(self, key: str, body: bytes, need: Need) -> dict[str, Any]:
        """The response to a delivery; the same ``key`` is answered as it was the first time.

        Raises:
            Invalid: the key was used for another body.
        """
        digest = hashlib.sha256(body).hexdigest()
        with self._database.read() as unit:
            if (earlier := self._earlier(unit, key, digest)) is not None:
                return earlier
            index = self._current(unit)
        response = {"matches": [match_json(match) for match in found(index, need)]}
        with self._database.begin() as unit:
            unit.alone(offers.OFFERS_LOCK)
            if (earlier := self._earlier(unit, key, digest)) is not None:
                return earlier
            idempotency.record(unit, SCOPE, key, response, digest)
        return response

    def match(self, need: Need, limit: int = LIMIT) -> list[Match]:
        """The offers that fit a need, best first, with nothing recorded."""
        with self._database.read() as unit:
            index = self._current(unit)
        return found(index, need, limit)

    def _earlier(self, unit: Unit, key: str, digest: str) -> dict[str, Any] | None:
        recalled = idempotency.recall(unit, SCOPE, key)
        if recalled is None:
            return None
        if recalled.digest != digest:
            raise Invalid("Idempotency-Key", "这个 Idempotency-Key 已用于另一份内容。请换一个。")
        response: dict[str, Any] = recalled.response
        return response

    def _current(self, unit: Unit) -> OfferIndex:
        version = index_version(unit)
        with self._lock:
            if version != self._version:
                self._index, self._version = match_index(unit), version
            return self._index


def found(index: OfferIndex, need: Need, limit: int = LIMIT) -> list[Match]:
    """What may help; when nothing may, the nearest misses with what stands against them."""
    ranked = index.rank(need, limit)
    fitting = [match for match in ranked if not match.failed]
    return fitting or ranked[:NEAR_MISSES]


def match_json(match: Match) -> dict[str, Any]:
    """One match on the wire; what stands against it follows its reasons."""
    against = [f"不完全符合：{rule}" for rule in match.failed]
    return {
        "organisation": match.offer.organisation.name,
        "offer": match.offer.title,
        "score": match.score,
        "summary": match.summary,
        "reasons": [*match.reasons, *against],
    }

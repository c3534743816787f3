"""The search of the market: an index in each process that follows the database by itself."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from threading import Lock

from api.clock import SHANGHAI
from api.domain.category import Category
from api.domain.errors import NotFound
from api.domain.need_found import Facet, Found, FoundNeed, Relaxation, found_need
from api.domain.need_groups import people_groups, site_groups
from api.domain.need_query import NeedQuery
from api.market.entry import entry_of
from api.market.index import NeedIndex
from api.market.meaning import Meaning, Vector
from api.market.ranking import Page, Ranked, gains, ranked
from api.market.search_tally import SearchTally
from api.store import market_search as store
from api.store.database import Database
from bot.understanding.need_query import Reading, read_need_query
from knowledge.places.gazetteer import Gazetteer

FOLLOW_SECONDS = 1.0  # for so long the index may be behind the database
# A change is stamped when its transaction begins, and seen when that ends, on another machine's
# clock perhaps: what was stamped so long ago is looked at again.
OVERLAP = timedelta(seconds=60)
PAGE_SIZE = 10
FILL_SECONDS = 2.0  # of computing vectors at a time
MISTYPED = "冬依"  # reads the table of sounds, before somebody waits for it
FILLED = 50  # vectors computed before the index is looked at again
MOST_PAGE_SIZE = 50
STANDING_LABEL = "只看可认领的"


class MarketSearch:
    """Finds published needs. Thread-safe; one per process."""

    def __init__(
        self,
        database: Database,
        gazetteer: Gazetteer,
        monotonic: Callable[[], float] = time.monotonic,
        meaning: Meaning | None = None,
    ) -> None:
        """Search what ``database`` publishes; reads it with the first search, or ``refresh``.
        Without a ``meaning`` words alone decide."""
        self._database = database
        self.tally = SearchTally(database)
        self._gazetteer = gazetteer
        self._monotonic = monotonic
        self._lock = Lock()  # around every use of the index
        self._following = Lock()  # one thread brings it up to date, the others wait
        self._meaning = meaning
        self._index = NeedIndex()
        self._followed_at = 0.0
        self._since: datetime | None = None  # not read yet

    def read(self, text: str) -> Reading:
        """What a sentence looks for, today."""
        return read_need_query(text, self._gazetteer, self._today())

    def name_of(self, code: str) -> str | None:
        """The names of a division from the province down; ``None`` when there is no such code."""
        return str(self._gazetteer.place(code)) if self._gazetteer.get(code) else None

    def search(self, query: NeedQuery, *, limit: int = PAGE_SIZE, offset: int = 0) -> Found:
        """The needs for ``query``, the best first, with facets; when there are none, what to
        relax."""
        index, vector = self._current(), self._vector_of(query)
        wanted = Page(limit, offset, facets=True)
        with self._database.read() as unit, self._lock:
            page = ranked(index, query, unit.now, wanted, vector)
            wider = () if page.total else gains(index, query)
        return self._found(query, page, wider)

    def searched(self, query: NeedQuery, *, limit: int = PAGE_SIZE, offset: int = 0) -> Found:
        """``search`` for somebody at a page or the API. It is counted, without its person; what
        lies behind the first page is the same search."""
        found = self.search(query, limit=limit, offset=offset)
        if not offset:
            self.tally.note(found)
        return found

    def suggest(self, query: NeedQuery, limit: int = PAGE_SIZE) -> Found:
        """The same by words alone and without counts, for every key that is pressed."""
        index = self._current()
        with self._database.read() as unit, self._lock:
            page = ranked(index, query, unit.now, Page(limit))
        return self._found(query, page, ())

    def need(self, number: int) -> FoundNeed:
        """The published need of that number.

        Raises:
            NotFound: there is none, or it is not public.
        """
        with self._database.read() as unit:
            found = store.public_needs(unit, (number,))
        if not found:
            raise NotFound(
                f"没有找到公开的需求 {number}，可能已经撤下或办结。请换一个编号，或重新查找。"
            )
        return found_need(found[0], NeedQuery())

    def refresh(self) -> None:
        """Bring the index up to date; make it again when much of it is of no use any more."""
        with self._following:
            if self._since is None or self._index.is_worn:
                self._build()
            else:
                self._follow(self._since)

    def follow(self, seconds: float = FILL_SECONDS) -> None:
        """Bring the index up to date, then compute what lacks a vector, for ``seconds`` at most;
        the rest waits for the next time."""
        self.refresh()
        self.read(MISTYPED)
        if self._meaning is None:
            return
        end = self._monotonic() + seconds
        while self._fill(self._meaning, lambda: self._monotonic() >= end):
            pass

    def _fill(self, meaning: Meaning, is_over: Callable[[], bool]) -> bool:
        """A batch of vectors; whether there may be more to do, and time."""
        index = self._index
        if index.vectors is None:
            return False
        with self._lock:
            lacking = index.vectors.lacking(FILLED)
        slots, texts = list(lacking), list(lacking.values())
        for slot, vector in zip(slots, meaning.computed(texts, is_over), strict=False):
            with self._lock:
                index.vectors.keep(slot, vector)
        return len(slots) == FILLED and not is_over()

    def _vector_of(self, query: NeedQuery) -> Vector | None:
        """What the words of a query mean, with whom and which places they are about."""
        if self._meaning is None or not query.words:
            return None
        whom = (people_groups()[code].label for code in query.people)
        where = (site_groups()[code].label for code in query.sites)
        return self._meaning.of_question(" ".join((*query.words, *whom, *where)))

    def __len__(self) -> int:
        """How many needs can be found."""
        return len(self._current())

    def _current(self) -> NeedIndex:
        if self._is_behind():
            with self._following:
                if self._since is None:
                    self._build()
                elif self._is_behind():
                    self._follow(self._since)
        return self._index

    def _is_behind(self) -> bool:
        late = self._monotonic() - self._followed_at >= FOLLOW_SECONDS
        return self._since is None or late

    def _build(self) -> None:
        index, last = NeedIndex(self._meaning.dimension if self._meaning else 0), 0
        began = self._monotonic()
        with self._database.read() as unit:
            since = unit.now
            while part := store.published_after(unit, last):
                for one in part:
                    index.put(entry_of(one))
                last = part[-1].need.number
        with self._lock:
            self._index, self._since, self._followed_at = index, since, began

    def _follow(self, since: datetime) -> None:
        index, began = self._index, self._monotonic()
        with self._database.read() as unit:
            now = unit.now
            changed = store.changed_since(unit, since - OVERLAP)
            gone = [number for number, _, is_public in changed if not is_public]
            newer = [n for n, version, public in changed if public and index.version(n) != version]
            newer += store.claimed_since(unit, since - OVERLAP)
            entries = [entry_of(one) for one in store.published(unit, dict.fromkeys(newer))]
        with self._lock:
            for number in gone:
                index.drop(number)
            for entry in entries:
                index.put(entry)
            self._since, self._followed_at = now, began

    def _found(self, query: NeedQuery, page: Ranked, wider: tuple[tuple[str, int], ...]) -> Found:
        with self._database.read() as unit:
            # Less what was taken back meanwhile.
            needs = store.public_needs(unit, page.numbers)
            near = store.public_needs(unit, page.near)
        labels = {chip.key: chip.label.strip("“”") for chip in query.chips()}
        scores = dict(zip(page.numbers, page.scores, strict=True))
        return Found(
            query=query,
            total=page.total,
            needs=tuple(found_need(one, query, scores[one.number]) for one in needs),
            near=tuple(found_need(one, query) for one in near),
            categories=tuple(Facet(c, Category(c).label, n) for c, n in page.categories),
            provinces=tuple(Facet(c, self._short(c), n) for c, n in page.provinces),
            relaxations=tuple(
                Relaxation(key, labels.get(key, STANDING_LABEL), count) for key, count in wider
            ),
        )

    def _short(self, code: str) -> str:
        division = self._gazetteer.get(code)
        return division.name if division else code

    def _today(self) -> date:
        return self._database.clock.now().astimezone(SHANGHAI).date()

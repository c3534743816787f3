"""The ledger of conversations in the database; implements ``bot.ports.Ledger``."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.store import inbound as arrivals
from api.store import people
from api.store.database import Database
from api.store.files import FileStore
from api.store.inbound import Spool
from api.store.transaction import SqlTransaction
from bot.dialogue.turn import Inbound
from bot.dialogue.turn_json import turn_from_json
from bot.ports import Receipt

PUSHING = frozenset({"telegram", "wecom"})  # channels whose replies are delivered, not returned


class SqlLedger:
    """``bot.ports.Ledger`` over the database. Thread-safe."""

    def __init__(
        self, database: Database, files: FileStore, spool: Spool, push: frozenset[str] = PUSHING
    ) -> None:
        """Keep conversations in ``database``, evidence in ``files``, arrivals in ``spool``."""
        self._database = database
        self._files = files
        self._spool = spool
        self._push = push

    def receive(self, inbound: Inbound, *, durable: bool = False) -> Receipt:
        """See ``Ledger.receive``. Numbers of persons are masked before anything is stored.

        The turn that answers is durable and takes this along: waiting for the disk twice would
        only make everybody wait longer. A channel that acknowledges before the answer is
        ``durable`` here.
        """
        if inbound.file is not None and inbound.file.refused is None:
            self._files.examine_ahead(inbound.file.content)
        payload = arrivals.payload_of(inbound, self._spool)
        with self._database.begin(durable=durable) as unit:
            person = people.person_of_chat(unit, inbound.channel, inbound.chat)
            made = arrivals.store(unit, inbound, person, payload)
            if made is not None:
                return Receipt(made, person, None)
            row = arrivals.find(unit, inbound)
        if spooled := (payload.get("file") or {}).get("spool"):
            self._spool.drop(spooled)
        return Receipt(row.id, row.person, turn_from_json(row.turn) if row.turn else None)

    def unhandled(self) -> tuple[tuple[Receipt, Inbound], ...]:
        """See ``Ledger.unhandled``; also clears the spool of what was answered."""
        with self._database.read() as unit:
            rows = arrivals.unanswered(unit)
            now = unit.now.timestamp()
        spooled = {(row.payload.get("file") or {}).get("spool") for row in rows}
        self._spool.sweep({name for name in spooled if name}, now)
        return tuple(
            (Receipt(row.id, row.person, None), arrivals.inbound_of(row, self._spool))
            for row in rows
        )

    @contextmanager
    def transaction(self, person: str) -> Iterator[SqlTransaction]:
        """See ``Ledger.transaction``."""
        with self._database.begin() as unit:
            transaction = SqlTransaction(unit, person, self._files, self._push)
            yield transaction
        for name in transaction.spooled:
            self._spool.drop(name)

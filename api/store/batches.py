"""Sheets of needs in the database; implements ``bot.batch.store.Batches``."""

from collections.abc import Collection
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from api.domain.errors import NotFound, Outdated
from api.domain.post import Post, post_for
from api.domain.ticket import Ticket, TicketStatus
from api.store import posts, reports
from api.store import tickets as ticket_rows
from api.store.database import Unit
from api.store.inbound import clean
from api.store.rule_assigning import give_by_rule
from api.tables.batches import batch_rows, batches
from api.tables.conversation import transcript
from api.tables.tickets import tickets
from bot.batch.kept import Batch, KnownTicket, batch_from_json, batch_json
from bot.batch.rows import ReadRow

KEPT = 3  # sheets of a person: the one being decided on, and those just before it
KEPT_DAYS = timedelta(days=30)
_AT_ONCE = 400  # values in one condition; SQLite binds no more than a thousand everywhere


class SqlBatches:
    """``Batches`` of one person over one unit."""

    def __init__(self, unit: Unit, person: str) -> None:
        """Work for ``person``, who must exist."""
        self._unit = unit
        self._person = person

    def keep(self, batch: Batch) -> str:
        """See ``Batches.keep``."""
        key = uuid4().hex
        self._unit.connection.execute(
            insert(batches).values(
                id=key,
                person=self._person,
                name=clean(batch.name),
                body=batch_json(batch),
                kept_at=self._unit.now,
            )
        )
        self._forget_old()
        return key

    def kept(self, key: str) -> Batch:
        """See ``Batches.kept``."""
        body = self._unit.connection.execute(
            select(batches.c.body).where(batches.c.id == key, batches.c.person == self._person)
        ).scalar()
        if body is None:
            raise NotFound("这个表格已经不在了。请把文件再发一次。")
        return batch_from_json(body)

    def known(self, digests: Collection[str]) -> dict[str, KnownTicket]:
        """See ``Batches.known``."""
        wanted, found = list(digests), {}
        for start in range(0, len(wanted), _AT_ONCE):
            rows = self._unit.connection.execute(
                select(batch_rows.c.digest, tickets.c.number, tickets.c.status)
                .join(tickets, tickets.c.number == batch_rows.c.ticket)
                .where(
                    batch_rows.c.person == self._person,
                    batch_rows.c.digest.in_(wanted[start : start + _AT_ONCE]),
                    tickets.c.status != TicketStatus.WITHDRAWN,
                )
            )
            for row in rows:
                found[row.digest] = KnownTicket(row.number, TicketStatus(row.status).label)
        return found

    def open(self, name: str, rows: tuple[ReadRow, ...]) -> dict[int, int]:
        """See ``Batches.open``. Staff read beside each ticket which row of which sheet it was."""
        held = posts.held_by(self._unit, self._person)
        opened = {row.number: self._opened(row, held) for row in rows}
        if not opened:
            return {}
        self._forget_withdrawn()
        try:
            self._unit.connection.execute(
                insert(batch_rows),
                [
                    {
                        "person": self._person,
                        "digest": row.digest,
                        "ticket": opened[row.number].number,
                        "row": row.number,
                    }
                    for row in rows
                ],
            )
        except IntegrityError:
            raise Outdated("同样的内容刚刚提交过。正在按最新情况重新处理。") from None
        self._unit.connection.execute(
            insert(transcript),
            [
                {
                    "person": self._person,
                    "ticket": opened[row.number].number,
                    "speaker": "person",
                    "text": clean(f"［批量上报］{name} 第 {row.number} 行：{'｜'.join(row.cells)}"),
                    "at": self._unit.now,
                }
                for row in rows
            ],
        )
        return {number: ticket.number for number, ticket in opened.items()}

    def _opened(self, row: ReadRow, held: tuple[Post, ...]) -> Ticket:
        if row.need is None:
            raise ValueError(f"row {row.number} is no need")
        need = reports.masked(row.need)
        post = post_for(held, need.place.code)
        ticket = ticket_rows.open_ticket(self._unit, need, row.provenance, self._person, post)
        return give_by_rule(self._unit, ticket)

    def _forget_withdrawn(self) -> None:
        """What was taken back may be reported again."""
        taken_back = select(tickets.c.number).where(tickets.c.status == TicketStatus.WITHDRAWN)
        self._unit.connection.execute(
            delete(batch_rows).where(
                batch_rows.c.person == self._person, batch_rows.c.ticket.in_(taken_back)
            )
        )

    def _forget_old(self) -> None:
        """Keep no more of what people sent than a decision on it may take."""
        latest = (
            select(batches.c.id)
            .where(batches.c.person == self._person)
            .order_by(batches.c.kept_at.desc(), batches.c.id)
            .limit(KEPT)
        )
        ids = list(self._unit.connection.execute(latest).scalars())
        self._unit.connection.execute(
            delete(batches).where(
                ((batches.c.person == self._person) & batches.c.id.not_in(ids))
                | (batches.c.kept_at < self._unit.now - KEPT_DAYS)
            )
        )

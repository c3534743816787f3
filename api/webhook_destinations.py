"""What the relay sends to webhooks: each to its own address, looked up and checked every time."""

from dataclasses import dataclass

from api import outbox
from api.destinations import Destination, NoWay
from api.domain.errors import Invalid
from api.outbox import Delivery
from api.store import webhooks
from api.store.database import Database, Unit
from api.webhook_reach import Reach, Unresolved

TRIES = 20  # about nine hours, with the waits of the relay


@dataclass(frozen=True, slots=True)
class Webhooks:
    """Deliveries to webhooks that are not paused."""

    database: Database
    reach: Reach

    def claim(self, unit: Unit) -> tuple[Delivery, ...]:
        """See ``Destinations.claim``."""
        return outbox.claim(unit, 1, webhooks=True)

    def of(self, delivery: Delivery) -> Destination:
        """See ``Destinations.of``."""
        with self.database.read() as unit:
            hook = webhooks.load(unit, delivery.webhook or 0)
        try:
            address = self.reach.address_of(hook.facts.url)
        except Invalid as refusal:
            raise NoWay(refusal.message, may_change=False) from None
        except Unresolved as unknown:
            raise NoWay(str(unknown), may_change=delivery.tries < TRIES) from None
        return Destination(
            url=hook.facts.url,
            secret=hook.secret,
            whom="对方系统",
            address=address,
            tries=TRIES,
            keeps_answer=False,
        )

"""The relay: sends what the outbox holds, at least once, with a key, a signature and patience."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from math import inf
from random import random
from time import monotonic
from typing import Any

import httpx

from api import outbox
from api.destinations import Destination, Destinations, NoWay
from api.outbox import Delivery, DeliveryStatus
from api.signature import IDEMPOTENCY_KEY, SIGNATURE, TIMESTAMP, sign
from api.store.database import Database
from api.webhook_outbox import put_off

log = logging.getLogger(__name__)

S = DeliveryStatus

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(hours=1)
LONGEST_ASKED_WAIT = timedelta(hours=24)  # a Retry-After beyond this is taken as this
TRANSIENT = frozenset({408, 425, 429})
TIMEOUT_S = 15.0  # well inside the lease of a claimed row
LONGEST_ANSWER = 1_000_000  # bytes; twenty matches with reasons have about 10,000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one attempt led to."""

    status: DeliveryStatus
    status_code: int | None = None
    error: str | None = None
    response: Any = None
    retry_after: timedelta | None = None


class Relay:
    """Delivers what goes to its destinations. Several may run, in one process or many."""

    def __init__(
        self,
        database: Database,
        client: httpx.Client,
        to: Destinations,
        *,
        jitter: Callable[[], float] = random,
    ) -> None:
        """``jitter`` gives a number from 0 to 1 that spreads the retries of many rows."""
        self._database = database
        self._client = client
        self._to = to
        self._jitter = jitter

    def deliver_due(self, limit: int = 20) -> int:
        """Try everything that is due once, at most ``limit``; returns how many arrived.

        A row is leased and its attempt written before it is sent, so a crash loses nothing and
        shows on the ticket; the receiver recognises a second delivery by its key. Each is leased
        alone: a slow receiver must not use up the lease of those behind it.
        """
        arrived = 0
        for _ in range(limit):
            with self._database.begin() as unit:
                claimed = self._to.claim(unit)
            if not claimed:
                break
            arrived += self._deliver(claimed[0]) is DeliveryStatus.DELIVERED
        return arrived

    def _deliver(self, delivery: Delivery) -> DeliveryStatus:
        outcome = self._attempt(delivery)
        with self._database.begin() as unit:
            again_at = unit.now + self._wait(delivery.tries, outcome.retry_after)
            outbox.record(
                unit,
                delivery,
                status=outcome.status,
                status_code=outcome.status_code,
                error=outcome.error,
                response=outcome.response,
                next_attempt_at=again_at,
            )
            if outcome.status is S.PENDING and delivery.webhook is not None:
                put_off(unit, delivery.webhook, again_at)
        return outcome.status

    def _attempt(self, delivery: Delivery) -> Outcome:
        try:
            destination = self._to.of(delivery)
        except NoWay as no_way:
            log.warning("delivery %s cannot be sent", delivery.key)
            status = S.PENDING if no_way.may_change else S.NEEDS_ATTENTION
            return Outcome(status, error=no_way.message)
        outcome = self._sent(delivery, destination)
        if outcome.status is S.PENDING and delivery.tries >= (destination.tries or inf):
            error = f"{outcome.error}已试 {delivery.tries} 次，不再自动重试。"
            return replace(outcome, status=S.NEEDS_ATTENTION, error=error)
        return outcome

    def _sent(self, delivery: Delivery, to: Destination) -> Outcome:
        body = json.dumps(delivery.payload, ensure_ascii=False, sort_keys=True).encode()
        now = self._database.clock.now()
        timestamp = str(int(now.timestamp()))
        headers = {
            "Content-Type": "application/json",
            IDEMPOTENCY_KEY: delivery.key,
            TIMESTAMP: timestamp,
            SIGNATURE: sign(to.secret, timestamp, body),
        }
        try:
            answer = self._post(to, body, headers)
        except httpx.HTTPError as error:
            log.warning("delivery %s did not arrive: %s", delivery.key, error)
            return Outcome(S.PENDING, error=f"没有连上{to.whom}：{_why(error)}。")
        return outcome_of(answer, now, to)

    def _post(self, to: Destination, body: bytes, headers: dict[str, str]) -> httpx.Response:
        """The answer, read only so far and so long that no receiver can hold up the others."""
        deadline = monotonic() + TIMEOUT_S
        url, extensions = httpx.URL(to.url), {}
        if to.address is not None:
            # To the address that was checked, but in the name of the host, certificate included.
            headers = {**headers, "Host": url.netloc.decode()}
            extensions = {"sni_hostname": url.host}
            url = url.copy_with(host=to.address)
        with self._client.stream(
            "POST", url, content=body, headers=headers, timeout=TIMEOUT_S, extensions=extensions
        ) as answer:
            content = bytearray()
            for part in answer.iter_bytes():
                content += part
                if len(content) > LONGEST_ANSWER or monotonic() > deadline:
                    break
        plain = {"Retry-After": answer.headers.get("Retry-After", "")}
        return httpx.Response(answer.status_code, headers=plain, content=bytes(content))

    def _wait(self, tries: int, asked: timedelta | None) -> timedelta:
        """Doubling from a second to an hour, spread over its upper half; longer if asked to."""
        doubled: timedelta = min(FIRST_WAIT * 2 ** min(tries - 1, 12), LONGEST_WAIT)
        spread = doubled * (0.5 + self._jitter() / 2)
        return max(spread, asked or timedelta(0))


def _why(error: httpx.HTTPError) -> str:
    """In words for the ticket page; the log has what a technician needs."""
    match error:
        case httpx.TimeoutException():
            return "等了很久没有回音"
        case httpx.ConnectError():
            return "对方没有应答，请核对地址，以及对方是否在运行"
    return "传输中断"


def outcome_of(answer: httpx.Response, now: datetime, to: Destination) -> Outcome:
    """What an answer means: arrived, try later, or somebody has to look at it."""
    code = answer.status_code
    if answer.is_success:
        return Outcome(S.DELIVERED, code, response=_body(answer) if to.keeps_answer else None)
    if code in TRANSIENT or answer.is_server_error:
        return Outcome(
            S.PENDING,
            code,
            f"{to.whom}暂时没有接收（{code}）。",
            retry_after=_retry_after(answer, now),
        )
    detail = answer.text[:200].replace("\x00", "")
    return Outcome(S.NEEDS_ATTENTION, code, f"{to.whom}拒绝了（{code}）：{detail}")


def _body(answer: httpx.Response) -> Any:
    """The JSON of an answer, ``None`` when it is none or out of all proportion.

    What no database stores (NaN, half characters) is not let in.
    """
    if len(answer.content) > LONGEST_ANSWER:
        return None
    try:
        value = json.loads(answer.content, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None
    return json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _retry_after(answer: httpx.Response, now: datetime) -> timedelta | None:
    """RFC 9110: seconds or an HTTP date; anything else is ignored."""
    value = answer.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:6])), LONGEST_ASKED_WAIT)
    try:
        asked = parsedate_to_datetime(value) - now
    except (TypeError, ValueError):  # not a date, or one without a zone
        return None
    return min(max(asked, timedelta(0)), LONGEST_ASKED_WAIT)

"""What webhooks are told: only what is public, what was ticked, once and for administrators."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from api.desk import publishing, webhooks
from api.domain.claimable import Parts
from api.domain.credit_code import credit_code
from api.domain.errors import Invalid, NotAllowed, NotFound, Outdated, WrongMove
from api.domain.organisation_details import Details
from api.domain.webhook import WebhookEvent
from api.outbox import DeliveryStatus, deliveries
from api.relay import Relay
from api.routes import webhook_documents
from api.signature import is_signed
from api.store import claiming, organisations
from api.store import tickets as ticket_rows
from api.store import webhooks as store
from api.store.claiming import Wanted
from api.store.database import Database
from api.web_app import create_app
from tests.api.application_office import open_office, reviewed
from tests.api.desks import ADMIN, NEED, NOTIFIER, REVIEWER
from tests.api.webhooks.hooks import FACTS, Receivers, made, pinged, published, sent
from tests.fakes import FixedClock
from tests.web_fakes import make_world


def test_a_need_is_told_as_everybody_sees_it(
    database: Database, tmp_path: Path, relay: Relay, receivers: Receivers, clock: FixedClock
) -> None:
    made(database)
    number = published(database, tmp_path)
    assert relay.deliver_due() == 2
    accepted, told = receivers.told()
    assert (accepted["event"], told["event"]) == ("need.accepted", "need.published")
    assert told["need"]["title"] == "山区小学缺冬衣"
    assert told["need"]["page"] == f"/needs/{number}"
    assert told["need"]["wanted_yuan"] == 50_000
    for secret in ("王老师", "中心小学"):
        assert secret not in json.dumps([accepted, told], ensure_ascii=False)
    request = receivers.requests[1]
    assert request.headers["Idempotency-Key"] == told["id"]
    with database.read() as unit:
        secret = store.load(unit, 1).secret
        assert len(deliveries(unit, number)) == 1  # the ticket shows the matching service alone
    stamp, signature = (request.headers[f"X-Shanhai-{n}"] for n in ("Timestamp", "Signature"))
    assert is_signed(secret, stamp, request.content, signature, clock.now())


def test_only_what_was_ticked_is_told(
    database: Database, tmp_path: Path, relay: Relay, receivers: Receivers
) -> None:
    made(database, replace(FACTS, events=(WebhookEvent.WITHDRAWN,)))
    number = published(database, tmp_path)
    with database.begin() as unit:
        publishing.take_back(unit, REVIEWER, number, version=5, reason="有误", notifier=NOTIFIER)
    assert relay.deliver_due() == 1
    (told,) = receivers.told()
    assert told["event"] == "need.withdrawn"
    assert told["need"] == {"number": number, "status": "accepted"}


def test_each_claim_of_a_part_is_told_with_what_is_left(
    database: Database, tmp_path: Path, relay: Relay, receivers: Receivers
) -> None:
    made(database, replace(FACTS, events=(WebhookEvent.CLAIMED,)))
    number = published(database, tmp_path)
    with database.begin() as unit:
        code = credit_code("533100005017745272")
        key = organisations.add(unit, code, "上海市儿童基金会", Details(), actor="li").key
        for yuan in (10_000, 15_000):
            wanted = Wanted(number, key, Parts(Decimal(yuan)))
            claiming.claim(unit, wanted, actor="li", key=str(yuan))
    assert relay.deliver_due() == 2
    assert [one["need"]["open_yuan"] for one in receivers.told()] == [40_000, 25_000]


def test_what_happens_during_a_pause_is_told_after_it(
    database: Database, tmp_path: Path, relay: Relay, receivers: Receivers
) -> None:
    made(database)
    with database.begin() as unit:
        webhooks.pause_webhook(unit, ADMIN, 1, paused=True, version=1)
        with pytest.raises(WrongMove, match="没有启用"):
            webhooks.ping(unit, ADMIN, 1)
    published(database, tmp_path)
    assert relay.deliver_due() == 0
    with database.begin() as unit:
        webhooks.pause_webhook(unit, ADMIN, 1, paused=False, version=2)
    assert relay.deliver_due() == 2
    assert receivers.requests[0].headers["Host"] == "hooks.example"


def test_one_that_was_removed_is_told_nothing_and_cannot_be_changed(
    database: Database, tmp_path: Path, relay: Relay
) -> None:
    pinged(database, made(database))
    with database.begin() as unit:
        webhooks.remove_webhook(unit, ADMIN, 1, version=1)
        assert webhooks.list_webhooks(unit, ADMIN) == ()
        with pytest.raises(WrongMove, match="已经删除"):
            webhooks.change_webhook(unit, ADMIN, 1, FACTS, version=2)
        with pytest.raises(WrongMove, match="已经删除"):
            webhooks.resend(unit, ADMIN, 1, 1)
    published(database, tmp_path)
    assert relay.deliver_due() == 0
    assert [one.status for one in sent(database)] == [DeliveryStatus.CANCELLED]


def test_a_need_nobody_is_told_of_costs_nothing(database: Database, tmp_path: Path) -> None:
    number = published(database, tmp_path)
    with database.read() as unit:
        assert ticket_rows.load(unit, number).need.title == NEED.title
        assert store.told_of(unit, WebhookEvent.PUBLISHED) == ()


def test_a_form_sent_twice_or_late_changes_nothing(database: Database) -> None:
    made(database)
    with pytest.raises(Invalid, match="已经提交过"):
        made(database)
    with database.begin() as unit:
        changed = webhooks.change_secret(unit, ADMIN, 1, version=1)
        assert changed.secret != webhooks.webhook_page(unit, ADMIN, 1).events[0].state
        with pytest.raises(Outdated):
            webhooks.change_webhook(unit, ADMIN, 1, FACTS, version=1)
        with pytest.raises(Outdated):
            store.save(
                unit, replace(changed, version=1), changed, webhooks.A.CHANGED, actor="admin"
            )
        with pytest.raises(NotFound):
            webhooks.resend(unit, ADMIN, 1, 99)
        with pytest.raises(NotFound):
            webhooks.ping(unit, ADMIN, 2)


def test_only_administrators_see_and_set_webhooks(database: Database) -> None:
    made(database)
    with database.begin() as unit:
        for act in (
            lambda: webhooks.list_webhooks(unit, REVIEWER),
            lambda: webhooks.webhook_page(unit, REVIEWER, 1),
            lambda: webhooks.make_webhook(unit, REVIEWER, FACTS, key="l"),
            lambda: webhooks.change_webhook(unit, REVIEWER, 1, FACTS, version=1),
            lambda: webhooks.ping(unit, REVIEWER, 1),
            lambda: webhooks.resend(unit, REVIEWER, 1, 1),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_a_decision_on_an_application_is_told_without_who_applies(
    sqlite_database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    office = open_office(sqlite_database, clock, tmp_path)
    with sqlite_database.begin() as unit:
        facts = replace(FACTS, events=(WebhookEvent.APPLICATION,))
        number = webhooks.make_webhook(unit, ADMIN, facts, key="k").number
    reviewed(office)
    told = [one.payload for one in reversed(sent(sqlite_database, number))]
    assert told
    assert told[0]["event"] == "application.decided"
    assert told[0]["application"]["act"] == "passed"
    assert set(told[0]["application"]) == {
        "code",
        "programme",
        "act",
        "decided_stage",
        "stage",
        "standing",
    }


def test_what_is_told_fits_the_openapi_document(sqlite_database: Database, tmp_path: Path) -> None:
    document = create_app(make_world().services).openapi()
    assert document["webhooks"].keys() == {"need", "need.withdrawn", "application.decided", "ping"}
    pinged(sqlite_database, made(sqlite_database))
    published(sqlite_database, tmp_path)
    tried, *needs = (one.payload for one in reversed(sent(sqlite_database)))
    assert webhook_documents.Ping.model_validate(tried).webhook == "省平台"
    for payload in needs:
        told = webhook_documents.NeedTold.model_validate(payload)
        assert told.model_dump(mode="json")["need"] == payload["need"]

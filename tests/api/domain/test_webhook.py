"""Webhooks: which moves others are told of, and which addresses may be told."""

import pytest

from api.domain.errors import Invalid
from api.domain.ticket import MOVES, TicketStatus
from api.domain.webhook import (
    TICKABLE,
    Parts,
    WebhookEvent,
    WebhookFacts,
    event_of,
    is_public_address,
    parts_of,
)

S, E = TicketStatus, WebhookEvent
URL = "https://example.org/hooks/shanhai"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (S.IN_REVIEW, S.ACCEPTED, E.ACCEPTED),
        (S.ACCEPTED, S.PUBLISHED, E.PUBLISHED),
        (S.PUBLISHED, S.ACCEPTED, E.WITHDRAWN),
        (S.PUBLISHED, S.PARTLY_CLAIMED, E.CLAIMED),
        (S.PARTLY_CLAIMED, S.PUBLISHED, E.CLAIMED),
        (S.CLAIMED, S.IN_PROGRESS, E.UNDERWAY),
        (S.IN_PROGRESS, S.DELIVERED, E.DELIVERED),
        (S.DELIVERED, S.CLOSED, E.CLOSED),
        (S.PUBLISHED, S.WITHDRAWN, E.WITHDRAWN),
        (S.ACCEPTED, S.ACCEPTED, None),
    ],
)
def test_a_move_is_told_by_what_it_means_outside(
    before: TicketStatus, after: TicketStatus, told: WebhookEvent | None
) -> None:
    assert event_of(before, after) is told


def test_nobody_outside_hears_of_a_need_before_it_is_accepted() -> None:
    inside = (S.SUBMITTED, S.IN_REVIEW, S.RETURNED)
    told = {(a, b): event_of(a, b) for a in inside for b in MOVES[a] if b is not S.ACCEPTED}
    assert set(told.values()) == {None}


def test_every_event_of_a_need_comes_of_some_move() -> None:
    told = {event_of(before, after) for before, all_ in MOVES.items() for after in all_}
    assert told - {None} == set(TICKABLE) - {E.APPLICATION}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "ftp://example.org/",
        "https:///hooks",
        "https://li:secret@example.org/",
        "https://example.org/#part",
        "https://exa mple.org/",
        "https://例子.中国/",
        "https://example.org:99999/",
        "https://[::1",
        "https://-x-.org/",
        f"https://example.org/{'x' * 500}",
    ],
)
def test_what_is_no_address_of_a_web_server_is_refused(url: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parts_of(url)
    assert refusal.value.field == "url"


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        (URL, Parts("example.org", 443, True)),
        ("http://10.0.0.1:8080/x?y=1", Parts("10.0.0.1", 8080, False)),
        ("https://[2001:db8::1]/", Parts("2001:db8::1", 443, True)),
    ],
)
def test_the_parts_that_decide_where_it_leads_are_read(url: str, parts: Parts) -> None:
    assert parts_of(url) == parts


@pytest.mark.parametrize(
    ("name", "events", "field"),
    [
        ("", (E.PUBLISHED,), "name"),
        ("字" * 61, (E.PUBLISHED,), "name"),
        ("省平台", (), "events"),
        ("省平台", (E.PING,), "events"),
    ],
)
def test_facts_that_say_too_little_are_refused(
    name: str, events: tuple[WebhookEvent, ...], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        WebhookFacts(name, URL, events)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("address", "is_public"),
    [
        ("1.1.1.1", True),
        ("2606:4700:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_only_addresses_of_the_internet_are_public(address: str, is_public: bool) -> None:
    assert is_public_address(address) is is_public

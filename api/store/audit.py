"""Every hash-chained history read again: was anything changed behind the service's back?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Column, Table, select

from api.store import (
    api_keys,
    applications,
    assignment_rules,
    claims,
    document_history,
    export_log,
    faqs,
    fund_pools,
    need_versions,
    organisations,
    posts,
    reworded_texts,
    staff_chats,
    staff_history,
    ticket_history,
    tickets,
    webhooks,
)
from api.store import work_history as work
from api.store.database import Unit
from api.tables.administration import administration_history
from api.tables.agreements import work_history
from api.tables.applications import application_history
from api.tables.assignment import assignment_rules as rule_entries
from api.tables.claims import claim_history
from api.tables.claims import claims as claim_rows
from api.tables.exports import export_log as export_entries
from api.tables.faqs import faq_history
from api.tables.faqs import faqs as faq_versions
from api.tables.fund_pools import fund_movements
from api.tables.knowledge import document_history as document_entries
from api.tables.knowledge import documents
from api.tables.need_versions import need_versions as version_rows
from api.tables.organisations import organisation_history
from api.tables.organisations import organisations as organisation_rows
from api.tables.people import staff as accounts
from api.tables.people import staff_history as account_entries
from api.tables.posts import post_history
from api.tables.staff_chats import staff_chat_events
from api.tables.staff_chats import staff_chats as talks
from api.tables.tickets import history as ticket_entries
from api.tables.tickets import tickets as ticket_rows

_AT_ONCE = 500  # tickets read together: memory stays small however many there are

T = TypeVar("T")
# What it is of, as people call it, and whether its history is whole.
Verdicts = Iterator[tuple[str, bool]]
Audit = Callable[[Unit], Verdicts]


@dataclass(frozen=True, slots=True)
class Audited:
    """How many histories were read, and which of them do not hold together."""

    histories: int
    broken: tuple[str, ...]


def audited(unit: Unit) -> Audited:
    """All histories, read one after another."""
    verdicts = [verdict for audit in AUDITS.values() for verdict in audit(unit)]
    return Audited(len(verdicts), tuple(name for name, is_whole in verdicts if not is_whole))


def _tickets(unit: Unit) -> Verdicts:
    numbers = _all(unit, ticket_rows.c.number)
    for start in range(0, len(numbers), _AT_ONCE):
        for ticket in tickets.of_numbers(unit, numbers[start : start + _AT_ONCE]):
            yield f"工单 {ticket.number}", ticket_history.history_is_whole(unit, ticket)


def _needs(unit: Unit) -> Verdicts:
    numbers = _all(unit, ticket_rows.c.number)
    for start in range(0, len(numbers), _AT_ONCE):
        for number, is_whole in need_versions.verdicts(unit, numbers[start : start + _AT_ONCE]):
            yield f"工单 {number} 的内容", is_whole


def _posts(unit: Unit) -> Verdicts:
    for post in posts.all_posts(unit):
        yield f"岗位 {post.number}", posts.history_is_whole(unit, post)


def _organisations(unit: Unit) -> Verdicts:
    for key in _all(unit, organisation_rows.c.key):
        profile = organisations.load(unit, key)
        yield f"机构 {profile.name}", organisations.history_is_whole(unit, profile)


def _claims(unit: Unit) -> Verdicts:
    for number in _all(unit, claim_rows.c.number):
        claim = claims.load(unit, number)
        yield f"认领 {claim.code}", claims.history_is_whole(unit, claim)


def _faqs(unit: Unit) -> Verdicts:
    for number in sorted(set(_all(unit, faq_versions.c.number))):
        yield f"解答 {number}", faqs.events_are_whole(unit, number)


def _documents(unit: Unit) -> Verdicts:
    for key in _all(unit, documents.c.key):
        told = document_history.events_of(unit, key)
        yield f"政策文件 {key}", document_history.events_are_whole(unit, key, told)


def _talks(unit: Unit) -> Verdicts:
    for number in _all(unit, talks.c.number):
        talk = staff_chats.load(unit, number)
        yield f"人工对话 {number}", staff_chats.history_is_whole(unit, talk)


def _pools(unit: Unit) -> Verdicts:
    for pool in fund_pools.all_pools(unit):
        yield f"资金池 {pool.number}", fund_pools.ledger_is_whole(unit, pool)


def _work(unit: Unit) -> Verdicts:
    for number in sorted(set(_all(unit, work_history.c.claim))):
        yield f"认领 C{number} 的实施", work.is_whole(unit, number)


def _applications(unit: Unit) -> Verdicts:
    for application in applications.found(unit):
        yield f"申报 {application.code}", applications.history_is_whole(unit, application)


def _exports(unit: Unit) -> Verdicts:
    for year in export_log.years(unit):
        yield f"{year} 年的导出记录", export_log.is_whole(unit, year)


def _administration(unit: Unit) -> Verdicts:
    for key in api_keys.all_keys(unit):
        yield f"密钥 {key.name}", api_keys.history_is_whole(unit, key)
    for webhook in webhooks.all_webhooks(unit):
        yield f"推送 {webhook.facts.name}", webhooks.history_is_whole(unit, webhook)
    for text in reworded_texts.ever_reworded(unit):
        yield f"话术 {text}", reworded_texts.history_is_whole(unit, text)


def _rules(unit: Unit) -> Verdicts:
    yield "分配规则", assignment_rules.history_is_whole(unit)


def _accounts(unit: Unit) -> Verdicts:
    for username in _all(unit, accounts.c.username):
        yield f"账号 {username}", staff_history.is_whole(unit, username)


def _all(unit: Unit, column: Column[T]) -> tuple[T, ...]:
    return tuple(unit.connection.execute(select(column).order_by(column)).scalars())


# The table each history is kept in, and how it is read again.
AUDITS: Mapping[Table, Audit] = {
    ticket_entries: _tickets,
    version_rows: _needs,
    post_history: _posts,
    organisation_history: _organisations,
    claim_history: _claims,
    faq_history: _faqs,
    document_entries: _documents,
    staff_chat_events: _talks,
    fund_movements: _pools,
    work_history: _work,
    application_history: _applications,
    rule_entries: _rules,
    export_entries: _exports,
    administration_history: _administration,
    account_entries: _accounts,
}

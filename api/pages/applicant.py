"""Who is on a page for members: the person of the chat in this browser, and what they act for."""

from dataclasses import dataclass

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from api.domain.membership import Membership
from api.domain.programme import Programme
from api.routes.chat_access import COOKIE
from api.routes.services import Web
from api.store import organisations, people
from api.store.database import Database
from bot.eligibility.beginning import facts_of_organisation
from bot.web import CHANNEL


@dataclass(frozen=True, slots=True)
class Applicant:
    """``person`` is empty for somebody who never wrote in this browser."""

    person: str = ""
    memberships: tuple[Membership, ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """What the organisations are called, by their keys."""
        return {one.organisation.key: one.organisation.name for one in self.memberships}


async def applicant_of(request: Request, web: Web, database: Database) -> Applicant:
    """Whoever holds the cookie of the chat."""
    token = request.cookies.get(COOKIE)
    chat = await run_in_threadpool(web.services.chats.find, token) if token else None
    return await run_in_threadpool(_known, database, chat) if chat else Applicant()


def known_answers(programme: Programme, who: Applicant) -> dict[str, str]:
    """What is known of the only organisation, as the form of an application has it; of several it
    is not known for which one it will be."""
    if len(who.memberships) != 1:
        return {}
    known = facts_of_organisation(programme, who.memberships[0].organisation)
    words = {True: "yes", False: "no"}
    return {
        name: words[value] if isinstance(value, bool) else str(value)
        for name, value in known.items()
    }


def _known(database: Database, chat: str) -> Applicant:
    with database.read() as unit:
        person = people.known_person(unit, CHANNEL, chat)
        if person is None:
            return Applicant()
        return Applicant(person, organisations.memberships(unit, person))

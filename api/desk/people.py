"""Who works at the desk, and what a page needs to know of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from api.domain.application_news import ApplicationNews
from api.domain.duties import Duty, Role, roles_for
from api.domain.errors import NotAllowed
from api.domain.followup import StaffQuestion
from api.domain.organisation_profile import OrganisationAct, Profile
from api.domain.post import Post
from api.domain.region import Region
from api.domain.ticket import Ticket
from retrieval.answer import Citation


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff who is logged in. ``person`` is set once they linked their own chat;
    ``regions`` are where they work, none for everywhere."""

    username: str
    roles: frozenset[Role]
    must_change_password: bool = False
    person: str | None = None
    regions: tuple[Region, ...] = ()

    def may(self, *duties: Duty) -> bool:
        """Whether one of these is a duty of theirs."""
        return any(not role.duties.isdisjoint(duties) for role in self.roles)

    def require(self, *duties: Duty) -> None:
        """Stop everybody who has none of these duties.

        Raises:
            NotAllowed: the sentence names the roles that have.
        """
        if not self.may(*duties):
            wanted = "、".join(f"“{role.label}”" for role in roles_for(*duties))
            raise NotAllowed(f"您的角色不能{duties[0].label}，需要{wanted}。请联系管理员处理。")


@dataclass(frozen=True, slots=True)
class Notifier:
    """Composes the turns the desk sends to people, as turn JSON; handed in by the bootstrap.

    ``ticket`` words what happened to a ticket, ``supporter`` the same for those who joined it,
    ``question`` what staff ask about one, ``answer`` an answer to a question passed on (question,
    answer, quotations), ``dismissed`` why there is none (question, reason), ``post_closed`` that
    the post they held is no more, ``organisation`` what staff decided on the one they act for,
    ``application`` how its application goes on.
    """

    ticket: Callable[[Ticket], dict[str, Any]]
    supporter: Callable[[Ticket], dict[str, Any]]
    question: Callable[[Ticket, StaffQuestion], dict[str, Any]]
    answer: Callable[[str, str, Sequence[Citation]], dict[str, Any]]
    dismissed: Callable[[str, str], dict[str, Any]]
    post_closed: Callable[[Post], dict[str, Any]]
    organisation: Callable[[Profile, OrganisationAct], dict[str, Any]]
    application: Callable[[ApplicationNews], dict[str, Any]]

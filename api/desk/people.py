"""Who works at the desk, and what a page needs to know of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from api.domain.application_news import ApplicationNews
from api.domain.errors import NotAllowed
from api.domain.followup import StaffQuestion
from api.domain.organisation_profile import OrganisationAct, Profile
from api.domain.post import Post
from api.domain.ticket import Ticket
from retrieval.answer import Citation


class Role(StrEnum):
    """What a member of staff may do; an administrator may also manage staff."""

    ADMIN = "admin"
    REVIEWER = "reviewer"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return {"admin": "管理员", "reviewer": "审核员"}[self.value]


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff who is logged in. ``person`` is set once they linked their own chat."""

    username: str
    role: Role
    must_change_password: bool = False
    person: str | None = None

    def require_admin(self) -> None:
        """Stop everybody but administrators.

        Raises:
            NotAllowed: this is a reviewer.
        """
        if self.role is not Role.ADMIN:
            raise NotAllowed("这项操作需要管理员。请联系本单位的管理员处理。")


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

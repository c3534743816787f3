"""A world without organisations: ``bot.organisation_ports.Organisations`` of a ``MemoryLedger``.

What they do is tried on a database (``tests.bot.test_organisations_dialogue``).
"""

from api.domain.application import Application
from api.domain.credit_code import CreditCode
from api.domain.errors import NotFound
from api.domain.membership import Member, MemberInvitation, Membership, Role
from api.domain.organisation import Offer
from api.domain.organisation_details import Details
from api.domain.organisation_profile import Profile
from api.domain.project import Project
from bot.application_ports import ApplicationSeen
from bot.organisation_ports import Invite

_NOBODYS = NotFound("您现在不是这家机构的成员。")


class MemoryOrganisations:
    """See ``bot.organisation_ports.Organisations``."""

    def mine(self) -> tuple[Membership, ...]:
        return ()

    def profile(self, key: str) -> Profile:
        raise _NOBODYS

    def refusal(self, code: CreditCode | None, name: str) -> str:
        return ""

    def register(self, code: CreditCode, name: str, details: Details) -> Profile:
        raise NotFound("这里不登记机构。")

    def change(self, key: str, name: str, details: Details) -> Profile:
        raise _NOBODYS

    def members(self, key: str) -> tuple[Member, ...]:
        raise _NOBODYS

    def invite(self, key: str, role: Role) -> Invite:
        raise _NOBODYS

    def revoke(self, key: str) -> int:
        raise _NOBODYS

    def invitation(self, channel: str, chat: str, code: str) -> MemberInvitation | None:
        return None

    def join(self, invitation: int) -> Profile:
        raise _NOBODYS

    def leave(self, key: str) -> None:
        raise _NOBODYS

    def remove(self, key: str, mark: str) -> None:
        raise _NOBODYS

    def promote(self, key: str, mark: str) -> None:
        raise _NOBODYS


class MemoryApplications:
    """See ``bot.application_ports.Applications``."""

    def mine(self) -> tuple[ApplicationSeen, ...]:
        return ()

    def one(self, number: int) -> Application:
        raise _NOBODYS

    def stage(self, application: Application) -> str:
        return application.stage

    def submit(
        self, programme: str, organisation: str, project: Project, files: tuple[str, ...], key: str
    ) -> Application:
        raise _NOBODYS

    def answer(
        self, number: int, project: Project, files: tuple[str, ...], key: str
    ) -> Application:
        raise _NOBODYS

    def withdraw(self, number: int, reason: str) -> Application:
        raise _NOBODYS


class MemoryOffers:
    """See ``bot.offer_ports.Offers``."""

    def mine(self) -> tuple[Offer, ...]:
        return ()

    def one(self, key: str) -> Offer:
        raise _NOBODYS

    def put(self, offer: Offer) -> Offer:
        raise _NOBODYS

    def withdraw(self, key: str) -> Offer:
        raise _NOBODYS

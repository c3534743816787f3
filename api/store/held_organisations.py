"""What a person may do for organisations in one turn; implements
``bot.organisation_ports.Organisations``."""

from collections.abc import Callable
from dataclasses import replace

from api.domain.blocked import Blocked
from api.domain.credit_code import CreditCode
from api.domain.errors import NotAllowed, NotFound, WrongMove
from api.domain.membership import Member, MemberInvitation, Membership, Role
from api.domain.organisation_details import Details
from api.domain.organisation_profile import OrganisationAct, Profile
from api.store import members, organisations, refusals
from api.store.database import Unit
from api.store.notices import tell_person
from bot.dialogue.turn import Turn
from bot.dialogue.turn_json import turn_json
from bot.organisation_ports import Invite
from bot.organisations.notices import joined_turn, promoted_turn, removed_turn

REGISTER_LOCK = 7_266_431  # PostgreSQL: of two who register one code at once, one is told
TAKEN = (
    "这个信用代码已经登记过。如果您是这家机构的人，请让机构的负责人发邀请码给您；"
    "找不到负责人，请发“转人工”，由工作人员核实。"
)
# The rules whose refusals are kept for staff.
BLOCKED, CODE_TAKEN = "blocked_organisation", "credit_code_taken"
NOT_A_MEMBER, NOT_AN_OWNER = "not_a_member", "not_an_owner"


class SqlOrganisations:
    """``bot.organisation_ports.Organisations`` over one unit."""

    def __init__(self, unit: Unit, person: str) -> None:
        """For ``person``, who writes in this unit."""
        self._unit = unit
        self._person = person

    def mine(self) -> tuple[Membership, ...]:
        """See ``Organisations.mine``."""
        return organisations.memberships(self._unit, self._person)

    def profile(self, key: str) -> Profile:
        """See ``Organisations.profile``."""
        self._part(key)
        return organisations.load(self._unit, key)

    def refusal(self, code: CreditCode | None, name: str) -> str:
        """See ``Organisations.refusal``."""
        text = code.text if code else None
        blocked = organisations.blocked_as(self._unit, name, text)
        if blocked is not None:
            return self._refused(blocked, text or name)
        known = organisations.by_credit_code(self._unit, code.text) if code else None
        if known is None:
            return ""
        if any(one.organisation.key == known.key for one in self.mine()):
            return f"“{known.name}”您已经登记过。发“我的机构”可以查看和修改。"
        self._note(CODE_TAKEN, text or "", TAKEN)
        return TAKEN

    def register(self, code: CreditCode, name: str, details: Details) -> Profile:
        """See ``Organisations.register``."""
        self._unit.alone(REGISTER_LOCK)
        if organisations.by_credit_code(self._unit, code.text) is not None:
            raise WrongMove(TAKEN)
        profile = organisations.add(self._unit, code, name, details, actor=self._person)
        members.add_member(self._unit, profile.key, self._person, Role.OWNER)
        return profile

    def change(self, key: str, name: str, details: Details) -> Profile:
        """See ``Organisations.change``."""
        before = self.profile(key)
        act = OrganisationAct.CHANGED if name == before.name else OrganisationAct.RENAMED
        after = replace(
            before.after(act),
            organisation=replace(before.organisation, name=name),
            details=details,
        )
        note = "" if name == before.name else f"{before.name} → {name}"
        organisations.save(self._unit, before, after, act, actor=self._person, note=note)
        return after

    def members(self, key: str) -> tuple[Member, ...]:
        """See ``Organisations.members``."""
        self._part(key)
        return members.members_of(self._unit, key)

    def invite(self, key: str, role: Role) -> Invite:
        """See ``Organisations.invite``."""
        return Invite(*members.invite(self._unit, self._owned(key), role, actor=self._person))

    def revoke(self, key: str) -> int:
        """See ``Organisations.revoke``."""
        return members.revoke_all(self._unit, self._owned(key), actor=self._person)

    def invitation(self, channel: str, chat: str, code: str) -> MemberInvitation | None:
        """See ``Organisations.invitation``."""
        return members.of_code(self._unit, code, channel=channel, chat=chat)

    def join(self, invitation: int) -> Profile:
        """See ``Organisations.join``."""
        made_by = members.maker_of(self._unit, invitation)
        profile = members.join(self._unit, invitation, self._person)
        self._tell(made_by, profile.name, joined_turn, f"joined-{invitation}")
        return profile

    def leave(self, key: str) -> None:
        """See ``Organisations.leave``."""
        members.remove(self._unit, self.profile(key), self._person, actor=self._person)

    def remove(self, key: str, mark: str) -> None:
        """See ``Organisations.remove``."""
        owned, member = self._owned(key), self._member(key, mark)
        members.remove(self._unit, owned, member.person, actor=self._person)
        self._tell(member.person, owned.name, removed_turn, f"removed-{key}-{self._moment()}")

    def promote(self, key: str, mark: str) -> None:
        """See ``Organisations.promote``."""
        owned, member = self._owned(key), self._member(key, mark)
        members.give_role(self._unit, owned, member.person, Role.OWNER, actor=self._person)
        self._tell(member.person, owned.name, promoted_turn, f"owner-{key}-{self._moment()}")

    def _tell(self, person: str, name: str, turn: Callable[[str], Turn], key: str) -> None:
        """Others learn of it in their own chat; who did it sees the answer."""
        if person != self._person:
            tell_person(
                self._unit,
                person=person,
                turn=lambda: turn_json(turn(name)),
                key=f"organisation-{key}",
            )

    def _moment(self) -> int:
        return int(self._unit.now.timestamp() * 1_000_000)

    def _part(self, key: str) -> Membership:
        for one in self.mine():
            if one.organisation.key == key:
                return one
        raise NotFound(
            "您现在不是这家机构的成员。发“我的机构”可以看到您的机构。", misuse=(NOT_A_MEMBER, key)
        )

    def _owned(self, key: str) -> Profile:
        if not self._part(key).is_owner:
            raise NotAllowed(
                "只有机构的负责人可以管理成员。请联系本机构的负责人。", misuse=(NOT_AN_OWNER, key)
            )
        return organisations.load(self._unit, key)

    def _member(self, key: str, mark: str) -> Member:
        for member in members.members_of(self._unit, key):
            if member.mark == mark:
                return member
        raise NotFound("没有这位成员。请按最新名单处理。")

    def _refused(self, blocked: Blocked, subject: str) -> str:
        self._note(BLOCKED, subject, blocked.message)
        return blocked.message

    def _note(self, what: str, subject: str, reason: str) -> None:
        refusals.note_refusal(
            self._unit, actor=self._person, what=what, subject=subject, reason=reason
        )

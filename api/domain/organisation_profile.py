"""The profile (资料) of an Organisation, and how far it is verified: the table of its states."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from api.domain.errors import WrongMove
from api.domain.organisation import Organisation
from api.domain.organisation_details import Details


class OrganisationState(StrEnum):
    """How far an organisation is verified."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    REFUSED = "refused"
    SUSPENDED = "suspended"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return LABELS[self]


class OrganisationAct(StrEnum):
    """What can happen to an organisation."""

    REGISTERED = "registered"
    CHANGED = "changed"
    RENAMED = "renamed"
    VERIFIED = "verified"
    REFUSED = "refused"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    INVITED = "invited"
    REVOKED = "revoked"
    JOINED = "joined"
    LEFT = "left"
    REMOVED = "removed"
    ROLE = "role"
    OFFERED = "offered"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The Chinese label shown to staff."""
        return ACT_LABELS[self]


S, A = OrganisationState, OrganisationAct
LABELS = {
    S.UNVERIFIED: "待核验",
    S.VERIFIED: "已核验",
    S.REFUSED: "核验未通过",
    S.SUSPENDED: "已暂停",
}
ACT_LABELS = {
    A.REGISTERED: "登记",
    A.CHANGED: "修改资料",
    A.RENAMED: "更改名称",
    A.VERIFIED: "核验通过",
    A.REFUSED: "核验不通过",
    A.SUSPENDED: "暂停",
    A.RESUMED: "恢复",
    A.INVITED: "邀请成员",
    A.REVOKED: "撤回邀请",
    A.JOINED: "成员加入",
    A.LEFT: "成员退出",
    A.REMOVED: "移除成员",
    A.ROLE: "更改角色",
    A.OFFERED: "登记资源",
    A.WITHDRAWN: "撤下资源",
}
# What leaves an organisation as it stands, whatever that is.
_MEMBERS = (A.INVITED, A.REVOKED, A.JOINED, A.LEFT, A.REMOVED, A.ROLE, A.OFFERED, A.WITHDRAWN)
# The whole state machine: what an act makes of an organisation. What is not listed is not allowed.
MOVES: dict[OrganisationState, dict[OrganisationAct, OrganisationState]] = {
    S.UNVERIFIED: {
        A.CHANGED: S.UNVERIFIED,
        A.RENAMED: S.UNVERIFIED,
        A.VERIFIED: S.VERIFIED,
        A.REFUSED: S.REFUSED,
        A.SUSPENDED: S.SUSPENDED,
    },
    S.VERIFIED: {
        A.CHANGED: S.VERIFIED,
        A.RENAMED: S.UNVERIFIED,
        A.SUSPENDED: S.SUSPENDED,
    },
    S.REFUSED: {
        A.CHANGED: S.UNVERIFIED,
        A.RENAMED: S.UNVERIFIED,
        A.VERIFIED: S.VERIFIED,
        A.SUSPENDED: S.SUSPENDED,
    },
    S.SUSPENDED: {A.RESUMED: S.UNVERIFIED},
}


@dataclass(frozen=True, slots=True)
class Profile:
    """An organisation as it stands. ``verified_at`` is when staff verified it last (UTC);
    ``note`` why it was refused or suspended; ``version`` rises with every change."""

    organisation: Organisation
    state: OrganisationState = OrganisationState.UNVERIFIED
    details: Details = field(default_factory=Details)
    verified_at: datetime | None = None
    note: str = ""
    version: int = 1

    @property
    def key(self) -> str:
        """The key of the organisation."""
        return self.organisation.key

    @property
    def name(self) -> str:
        """Its registered name."""
        return self.organisation.name

    @property
    def is_verified(self) -> bool:
        """Whether staff have verified it and it is not suspended."""
        return self.state is OrganisationState.VERIFIED

    def after(self, act: OrganisationAct) -> "Profile":
        """This profile once ``act`` happened.

        Raises:
            WrongMove: the table ``MOVES`` does not allow it.
        """
        moves = {**dict.fromkeys(_MEMBERS, self.state), **MOVES[self.state]}
        if act not in moves:
            raise WrongMove(
                f"机构“{self.name}”现在是“{self.state.label}”，不能{act.label}。"
                "请按最新状态处理；有疑问请找工作人员。"
            )
        return replace(self, state=moves[act], version=self.version + 1)

"""The profile (资料) of an Organisation, how far it is verified, and who may act for it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from api.domain.category import Category
from api.domain.errors import Invalid, WrongMove
from api.domain.organisation import Area, Organisation

LONGEST_NAME = 60  # characters; the longest registered names have about 40
LONGEST_TEXT = 120
MOST_AREAS = 40
MOST_A_YEAR = Decimal(10_000_000_000)  # yuan; more than any foundation gives in a year
EARLIEST_YEAR = 2000  # of an annual review or a rating


class Role(StrEnum):
    """What a person may do for an organisation: an owner (负责人) also invites and removes."""

    OWNER = "owner"
    MEMBER = "member"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return {Role.OWNER: "负责人", Role.MEMBER: "成员"}[self]


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


class Review(StrEnum):
    """The outcome of an annual review (年检结论) or annual report."""

    PASSED = "passed"
    BASIC = "basic"
    FAILED = "failed"
    NONE = "none"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return REVIEW_LABELS[self]


REVIEW_LABELS = {
    Review.PASSED: "合格",
    Review.BASIC: "基本合格",
    Review.FAILED: "不合格",
    Review.NONE: "还没有年检",
}
RATINGS = ("5A", "4A", "3A", "2A", "1A")  # 社会组织评估等级


@dataclass(frozen=True, slots=True)
class Details:
    """What an organisation states of itself beside its name and code.

    No ``focus`` means any category, no ``areas`` anywhere. ``capacity_yuan`` is how much it can
    give in a year; ``review_year`` and ``rating_year`` are the years those outcomes stand for.
    """

    focus: tuple[Category, ...] = ()
    areas: tuple[Area, ...] = ()
    beneficiaries: str = ""
    capacity_yuan: Decimal | None = None
    review: Review | None = None
    review_year: int | None = None
    rating: str = ""
    rating_year: int | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises:
            Invalid: ``field`` names what is too long, absurd, or no rating.
        """
        if len(self.areas) > MOST_AREAS:
            raise Invalid("areas", f"服务地区最多写 {MOST_AREAS} 个。可以写到省或州市，不必逐县写。")
        if len(self.beneficiaries) > LONGEST_TEXT:
            raise Invalid("beneficiaries", f"服务对象最多 {LONGEST_TEXT} 字。请精简后再填。")
        check_capacity(self.capacity_yuan)
        if self.rating and self.rating not in RATINGS:
            raise Invalid("rating", "评估等级是 1A 到 5A。没有参加评估可以跳过。")


def check_capacity(yuan: Decimal | None) -> None:
    """Refuse an amount nobody gives in a year.

    Raises:
        Invalid: it is not positive, or above ``MOST_A_YEAR``.
    """
    if yuan is None:
        return
    if yuan <= 0:
        raise Invalid("capacity_yuan", "每年能投入的金额要大于零。还没有打算可以跳过。")
    if yuan > MOST_A_YEAR:
        raise Invalid(
            "capacity_yuan", "这个金额超过每年 100 亿元，请核对单位是不是写错了，比如“50万元”。"
        )


def check_year(year: int, today: date, name: str) -> None:
    """Refuse a year that has not come or is long past.

    Raises:
        Invalid: ``field`` is ``name``.
    """
    if not EARLIEST_YEAR <= year <= today.year:
        raise Invalid(name, f"年份要在 {EARLIEST_YEAR} 到 {today.year} 之间。请核对后再填。")


def clean_name(text: str) -> str:
    """A name as it is kept.

    Raises:
        Invalid: empty or too long.
    """
    name = "".join(text.split())
    if len(name) < 4:
        raise Invalid("name", "请写登记证书上的全称，比如“上海市慈善基金会”。")
    if len(name) > LONGEST_NAME:
        raise Invalid("name", f"机构名称最多 {LONGEST_NAME} 字。请照登记证书写全称，不加说明。")
    return name


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


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's part in an organisation. ``since`` is when they joined (UTC)."""

    organisation: Organisation
    role: Role
    state: OrganisationState
    since: datetime

    @property
    def is_owner(self) -> bool:
        """Whether they may invite and remove."""
        return self.role is Role.OWNER

    @property
    def is_verified(self) -> bool:
        """Whether staff have verified the organisation."""
        return self.state is OrganisationState.VERIFIED


@dataclass(frozen=True, slots=True)
class Member:
    """One person of an organisation; ``person`` is opaque. ``ordinal`` counts from 1 by when they
    joined, so that one can be named without saying who they are."""

    person: str
    role: Role
    since: datetime
    ordinal: int


def check_leaving(members: Iterable[Member], person: str) -> None:
    """An organisation keeps somebody who answers for it.

    Raises:
        WrongMove: ``person`` is its last owner.
    """
    owners = [one.person for one in members if one.role is Role.OWNER]
    if owners == [person]:
        raise WrongMove(
            "您是这家机构唯一的负责人，不能退出或改为成员。请先把另一位成员设为负责人，"
            "或者请工作人员处理。"
        )


@dataclass(frozen=True, slots=True)
class Blocked:
    """An entry of the list of illegal organisations (非法社会组织名单), as published."""

    name: str
    source: str
    published: date
    credit_code: str | None = None
    reason: str = ""

    @property
    def message(self) -> str:
        """Why the organisation is refused, by whom it was listed, and what can be done."""
        why = f"（{self.reason}）" if self.reason else ""
        return (
            f"“{self.name}”在非法社会组织名单里{why}，不能在这里登记或认领。"
            f"来源：{self.source}，{self.published.isoformat()}。"
            "如果已经移出名单或同名不同机构，请发“转人工”，带上登记证书说明。"
        )


def same_name(text: str) -> str:
    """A name by which two spellings are compared: without blanks and the brackets' width."""
    return "".join(text.split()).replace("(", "（").replace(")", "）").casefold()

"""An Agreement (协议) about one claim, one project one agreement: its terms and its states."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from api.domain.capitals import capitals
from api.domain.errors import Invalid, WrongMove
from api.domain.history import entry_hash

LONGEST_EXTRA = 2_000  # characters of what staff add
LONGEST_RUN = timedelta(days=5 * 366)


class AgreementState(StrEnum):
    """Where a version stands."""

    DRAFTED = "drafted"
    SENT = "sent"
    AGREED = "agreed"
    IN_FORCE = "in_force"
    FULFILLED = "fulfilled"
    ENDED = "ended"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return LABELS[self]


S = AgreementState
LABELS = {
    S.DRAFTED: "草拟中",
    S.SENT: "待认领方同意",
    S.AGREED: "认领方已同意",
    S.IN_FORCE: "已生效",
    S.FULFILLED: "已履行",
    S.ENDED: "已终止",
    S.SUPERSEDED: "已被新版代替",
}
# The whole state machine. ``SENT`` goes back to ``DRAFTED`` when the claimant asks for changes,
# ``FULFILLED`` back to ``IN_FORCE`` when the reporter says it is not solved.
MOVES: dict[AgreementState, frozenset[AgreementState]] = {
    S.DRAFTED: frozenset({S.SENT, S.ENDED, S.SUPERSEDED}),
    S.SENT: frozenset({S.AGREED, S.DRAFTED, S.ENDED, S.SUPERSEDED}),
    S.AGREED: frozenset({S.IN_FORCE, S.ENDED, S.SUPERSEDED}),
    S.IN_FORCE: frozenset({S.FULFILLED, S.ENDED, S.SUPERSEDED}),
    S.FULFILLED: frozenset({S.IN_FORCE}),
    S.ENDED: frozenset(),
    S.SUPERSEDED: frozenset(),
}
# A new version takes the place of these at once; of one in force only when it is in force itself.
UNSETTLED = frozenset({S.DRAFTED, S.SENT, S.AGREED})


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One milestone (节点) as the agreement states it."""

    what: str
    due: date


@dataclass(frozen=True, slots=True)
class AgreementTerms:
    """What both sides agree on, as it was when drafted. ``place``, ``need`` and ``people`` are
    public data of the need; ``goods`` is what is claimed besides money, ``money_fen`` the money."""

    ticket: int
    claimant: str
    credit_code: str
    need: str
    place: str
    people: str
    goods: str
    money_fen: int
    starts: date
    ends: date
    plan: tuple[PlanLine, ...] = ()
    extra: str = ""

    def __post_init__(self) -> None:
        """Refuse terms that nobody could keep.

        Raises:
            Invalid: ``field`` is ``ends`` or ``extra``.
        """
        if self.ends <= self.starts:
            raise Invalid("ends", "完成日期要晚于今天。请重新选择日期。")
        if self.ends - self.starts > LONGEST_RUN:
            raise Invalid("ends", "完成日期最多在五年以内。请核对年份。")
        if len(self.extra) > LONGEST_EXTRA:
            raise Invalid("extra", f"补充约定最多 {LONGEST_EXTRA} 字。请精简后再保存。")

    @property
    def in_capitals(self) -> str:
        """The money in Chinese capitals (大写)."""
        return capitals(self.money_fen)

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "ticket": self.ticket,
            "claimant": self.claimant,
            "credit_code": self.credit_code,
            "need": self.need,
            "place": self.place,
            "people": self.people,
            "goods": self.goods,
            "money_fen": self.money_fen,
            "starts": self.starts.isoformat(),
            "ends": self.ends.isoformat(),
            "plan": [[one.what, one.due.isoformat()] for one in self.plan],
            "extra": self.extra,
        }

    @classmethod
    def of_json(cls, body: Mapping[str, Any]) -> "AgreementTerms":
        """The terms stored as ``body``."""
        dates = {name: date.fromisoformat(body[name]) for name in ("starts", "ends")}
        plan = tuple(PlanLine(what, date.fromisoformat(due)) for what, due in body["plan"])
        return cls(**{**body, **dates, "plan": plan})


@dataclass(frozen=True, slots=True)
class Agreement:
    """One version, of claim ``claim``. ``agreed_by`` is the person id or the member of staff who
    agreed for the claimant."""

    claim: int
    version: int
    terms: AgreementTerms
    made_by: str
    made_at: datetime
    state: AgreementState = AgreementState.DRAFTED
    agreed_by: str = ""
    agreed_at: datetime | None = None

    @property
    def code(self) -> str:
        """Its number as people say it: XY-C12-2."""
        return f"XY-C{self.claim}-{self.version}"

    def moved(self, to: AgreementState) -> "Agreement":
        """This version in state ``to``.

        Raises:
            WrongMove: the table ``MOVES`` does not allow it.
        """
        if to not in MOVES[self.state]:
            raise WrongMove(
                f"协议 {self.code} 现在是“{self.state.label}”，不能改为“{to.label}”。"
                "请按最新状态处理。"
            )
        return replace(self, state=to)

    def agreed(self, by: str, at: datetime) -> "Agreement":
        """This version, agreed to by the claimant.

        Raises:
            WrongMove: it was not sent, or answered before.
        """
        return replace(self.moved(AgreementState.AGREED), agreed_by=by, agreed_at=at)


class WorkAct(StrEnum):
    """What happens to a claim after it was confirmed; its history lists these."""

    DRAFTED = "drafted"
    SENT = "sent"
    AGREED = "agreed"
    OBJECTED = "objected"
    IN_FORCE = "in_force"
    ENDED = "ended"
    PLANNED = "planned"
    DROPPED = "dropped"
    REPORTED = "reported"
    REACHED = "reached"
    REMINDED = "reminded"
    SLIPPED = "slipped"
    DELIVERED = "delivered"
    FULFILLED = "fulfilled"
    REOPENED = "reopened"
    EVALUATED = "evaluated"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return ACTS[self]


A = WorkAct
ACTS = {
    A.DRAFTED: "起草协议",
    A.SENT: "发给认领方",
    A.AGREED: "认领方同意",
    A.OBJECTED: "认领方要求修改",
    A.IN_FORCE: "协议生效",
    A.ENDED: "协议终止",
    A.PLANNED: "排定节点",
    A.DROPPED: "取消节点",
    A.REPORTED: "报告进展",
    A.REACHED: "节点完成",
    A.REMINDED: "提醒节点",
    A.SLIPPED: "节点逾期",
    A.DELIVERED: "标为送达",
    A.FULFILLED: "上报人确认，协议已履行",
    A.REOPENED: "上报人说还没解决",
    A.EVALUATED: "评价",
}


@dataclass(frozen=True, slots=True)
class WorkEvent:
    """One entry of that history, chained by hash. ``actor`` is a member of staff, a person id or
    ``service``; ``note`` says what it was about."""

    at: datetime
    actor: str
    act: WorkAct
    note: str = ""
    previous_hash: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 over this entry and the hash of the one before."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return entry_hash([at, self.actor, self.act, self.note, self.previous_hash])

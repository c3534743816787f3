"""A reviewed answer (审定解答): written by one member of staff, approved by another, dated."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from api.domain.errors import Invalid, NotAllowed, WrongMove

LONGEST_ANSWER = 2_000
LONGEST_QUESTION = 200
MOST_QUESTIONS = 12
MOST_SOURCES = 3
LONGEST_WITHOUT_TEXT = timedelta(days=366)
"""What no text says changes without anybody noticing: such an answer is looked at each year."""


class FaqStatus(StrEnum):
    """Where one version of an answer stands."""

    PENDING = "pending"
    RETURNED = "returned"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The Chinese label shown to staff."""
        return LABELS[self]


S = FaqStatus
LABELS = {
    S.PENDING: "待审定",
    S.RETURNED: "退回修改",
    S.APPROVED: "已审定",
    S.SUPERSEDED: "已有新版",
    S.WITHDRAWN: "已停用",
}

# The whole state machine of a version. A new version begins as PENDING.
MOVES: dict[FaqStatus, frozenset[FaqStatus]] = {
    S.PENDING: frozenset({S.APPROVED, S.RETURNED, S.SUPERSEDED, S.WITHDRAWN}),
    S.RETURNED: frozenset({S.SUPERSEDED, S.WITHDRAWN}),
    S.APPROVED: frozenset({S.SUPERSEDED, S.WITHDRAWN}),
    S.SUPERSEDED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
_BY_ANOTHER = frozenset({S.APPROVED, S.RETURNED})


@dataclass(frozen=True, slots=True)
class FaqSource:
    """What an answer rests on: ``quote`` stood at ``text[start:end]`` of the document then."""

    document: str  # key
    title: str
    article: str | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FaqBody:
    """The words of a version. ``questions`` are the ways to ask, the first of which is its title;
    without ``sources`` it is the office's own answer. ``valid_to`` is the last day."""

    questions: tuple[str, ...]
    answer: str
    sources: tuple[FaqSource, ...]
    valid_from: date
    valid_to: date | None = None

    def __post_init__(self) -> None:
        """Refuse what nobody could use.

        Raises:
            Invalid: ``field`` is ``questions``, ``answer``, ``sources`` or ``valid_to``.
        """
        self._check_words()
        if len(self.sources) > MOST_SOURCES:
            raise Invalid("sources", f"最多引用 {MOST_SOURCES} 处原文。请留下最要紧的。")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise Invalid("valid_to", "有效期的最后一天不能早于第一天。请核对后再填。")
        if self.sources:
            return
        if self.valid_to is None or self.valid_to - self.valid_from > LONGEST_WITHOUT_TEXT:
            raise Invalid(
                "valid_to", "没有原文依据的答复，有效期最长一年，到期再核对。请填写最后一天。"
            )

    def _check_words(self) -> None:
        if not self.questions or not all(self.questions):
            raise Invalid("questions", "请至少写一种问法。")
        if len(self.questions) > MOST_QUESTIONS:
            raise Invalid("questions", f"问法最多 {MOST_QUESTIONS} 种。请留下差别最大的几种。")
        if any(len(one) > LONGEST_QUESTION for one in self.questions):
            raise Invalid("questions", f"每种问法最多 {LONGEST_QUESTION} 字。请精简。")
        if not self.answer:
            raise Invalid("answer", "答复不能为空。请写好后再提交。")
        if len(self.answer) > LONGEST_ANSWER:
            raise Invalid("answer", f"答复最多 {LONGEST_ANSWER} 字，请精简后再提交。")

    def valid_on(self, day: date) -> bool:
        """Whether ``day`` lies in its time."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def to_json(self) -> dict[str, Any]:
        """As it is stored; dates as ISO strings."""
        body = asdict(self)
        body["valid_from"] = self.valid_from.isoformat()
        body["valid_to"] = self.valid_to.isoformat() if self.valid_to else None
        return body | {"questions": list(self.questions), "sources": list(body["sources"])}


def body_from_json(body: Mapping[str, Any]) -> FaqBody:
    """The other way round."""
    return FaqBody(
        questions=tuple(body["questions"]),
        answer=body["answer"],
        sources=tuple(FaqSource(**one) for one in body["sources"]),
        valid_from=date.fromisoformat(body["valid_from"]),
        valid_to=date.fromisoformat(body["valid_to"]) if body["valid_to"] else None,
    )


@dataclass(frozen=True, slots=True)
class FaqVersion:
    """One version of the reviewed answer ``number``; its words never change."""

    number: int
    version: int
    status: FaqStatus
    body: FaqBody
    written_by: str
    written_at: datetime
    reviewed_by: str | None = None
    reviewed_at: datetime | None = None

    def moved(self, to: FaqStatus, *, actor: str, at: datetime) -> "FaqVersion":
        """This version in state ``to``; ``at`` in UTC.

        Raises:
            WrongMove: the table ``MOVES`` does not allow it.
            NotAllowed: nobody reviews what they wrote (four eyes, 双人复核).
        """
        if to not in MOVES[self.status]:
            raise WrongMove(
                f"这一版现在是“{self.status.label}”，不能改为“{to.label}”。"
                "请刷新页面，按最新状态处理。"
            )
        if to not in _BY_ANOTHER:
            return replace(self, status=to)
        if actor == self.written_by:
            raise NotAllowed("自己写的答复要由另一位同事审定。请转告同事打开这一页。")
        return replace(self, status=to, reviewed_by=actor, reviewed_at=at)

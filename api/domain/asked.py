"""Where a question that was not answered well stands at the desk, and why it came there."""

from enum import StrEnum


class QuestionState(StrEnum):
    """A question is decided once, together with those like it."""

    OPEN = "open"
    ANSWERED = "answered"
    IGNORED = "ignored"

    @property
    def label(self) -> str:
        """The Chinese label shown to staff."""
        return {"open": "待处理", "answered": "已答复", "ignored": "不作答复"}[self.value]


PASSED_ON = "passed_on"
"""The reason of a question that was handed on without being declined before."""

REASONS = {
    PASSED_ON: "转给工作人员",
    "useless": "回答没用",
    "no_source": "没有依据",
    "no_such_article": "没有这一条",
    "no_local_source": "缺当地规定",
    "no_such_fact": "没有这个数",
    "not_published": "没有公布",
    "lapsed": "规定已失效",
    "expired": "规定已失效",
}


def reason_label(reason: str) -> str:
    """Why the question came, in Chinese; a reason not listed is one of having no source."""
    return REASONS.get(reason, REASONS["no_source"])

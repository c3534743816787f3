"""Where a question that was not answered well stands at the desk."""

from enum import StrEnum


class QuestionState(StrEnum):
    """``written``: an answer with a source is being written or reviewed."""

    OPEN = "open"
    WRITTEN = "written"
    ANSWERED = "answered"
    IGNORED = "ignored"

    @property
    def label(self) -> str:
        """The Chinese label shown to staff."""
        return {
            "open": "待处理",
            "written": "解答编写中",
            "answered": "已处理",
            "ignored": "已忽略",
        }[self.value]


PASSED_ON = "passed_on"
"""The reason of a question that was handed on without being declined before."""

"""The closed list of reasons to decline, and the patterns that need no search to decline."""

import re
from collections.abc import Mapping
from enum import StrEnum
from importlib.resources import files
from typing import Any

import yaml

from retrieval.answer import AnswerStatus


class Reason(StrEnum):
    """Why a question is declined: the closed list; each has one text in ``retrieval.texts``."""

    PRIVATE = "private"
    DRAFTING = "drafting"
    PREDICTION = "prediction"
    INDIVIDUAL = "individual"
    LIVE = "live"
    MEDICAL = "medical"
    DISPUTE = "dispute"
    POLITICS = "politics"
    UNRELATED = "unrelated"
    NO_SOURCE = "no_source"
    NO_SUCH_DOCUMENT = "no_such_document"
    NO_SUCH_ARTICLE = "no_such_article"
    NO_LOCAL_SOURCE = "no_local_source"
    NO_SUCH_FACT = "no_such_fact"
    NOT_PUBLISHED = "not_published"
    LAPSED = "lapsed"

    @property
    def status(self) -> AnswerStatus:
        """The outcome this reason is reported as."""
        return _STATUS.get(self, AnswerStatus.NO_SOURCE)


_BEFORE_LOOKING = (
    Reason.PRIVATE,
    Reason.DRAFTING,
    Reason.PREDICTION,
    Reason.INDIVIDUAL,
    Reason.LIVE,
    Reason.MEDICAL,
    Reason.DISPUTE,
    Reason.POLITICS,
    Reason.UNRELATED,
)
_STATUS = {
    **dict.fromkeys(_BEFORE_LOOKING, AnswerStatus.OUT_OF_SCOPE),
    Reason.PRIVATE: AnswerStatus.PRIVATE,
    Reason.LAPSED: AnswerStatus.EXPIRED,
}


def scope() -> Mapping[str, Any]:
    """The table of patterns (``scope.yaml``)."""
    body: Mapping[str, Any] = yaml.safe_load(
        (files("retrieval") / "scope.yaml").read_text(encoding="utf-8")
    )
    return body


def refusals(table: Mapping[str, Any]) -> dict[Reason, re.Pattern[str]]:
    """The patterns of ``table`` that decline a question as it is asked, by reason."""
    return {
        reason: re.compile("|".join(f"(?:{one})" for one in table[reason.value]))
        for reason in _BEFORE_LOOKING
    }

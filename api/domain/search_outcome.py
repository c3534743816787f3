"""What came of a search for needs or of a policy question, as it is counted without its person."""

from dataclasses import dataclass, replace
from enum import StrEnum

from api.domain.need_filters import Order
from api.domain.need_found import Found
from api.domain.redaction import mask

FEW = 10  # needs that fit on a page
LONGEST_WORDS = 120  # characters of what was looked for


class SearchOutcome(StrEnum):
    """``NEAR``: none fits, something like it is shown. ``OUTSIDE``: no question about policy."""

    NONE = "needs:none"
    NEAR = "needs:near"
    FEW = "needs:few"
    MANY = "needs:many"
    ANSWERED = "policy:answered"
    ASKED_BACK = "policy:asked_back"
    DECLINED = "policy:declined"
    OUTSIDE = "policy:outside"

    @property
    def label(self) -> str:
        """The Chinese label staff see."""
        return LABELS[self]


S = SearchOutcome
LABELS = {
    S.NONE: "没有找到",
    S.NEAR: "只有相近的",
    S.FEW: f"1 到 {FEW} 个",
    S.MANY: f"{FEW} 个以上",
    S.ANSWERED: "答复了",
    S.ASKED_BACK: "请对方补充情况",
    S.DECLINED: "没有依据，没有答复",
    S.OUTSIDE: "不属于政策问题",
}
OF_NEEDS = (S.MANY, S.FEW, S.NEAR, S.NONE)
OF_POLICY = (S.ANSWERED, S.ASKED_BACK, S.DECLINED, S.OUTSIDE)


@dataclass(frozen=True, slots=True)
class Looked:
    """A search for needs without its person: what came of it, and where nothing did, what it
    looked for, in the words of its filters and without the numbers of persons."""

    outcome: SearchOutcome
    words: str = ""


def looked(found: Found) -> Looked | None:
    """What is kept of a search; ``None`` when somebody looked at all there is."""
    if found.query.is_empty:
        return None
    outcome = _outcome(found)
    if outcome is not SearchOutcome.NONE:
        return Looked(outcome)
    wanted = replace(found.query, order=Order.BEST)
    words = mask(" ".join(chip.label for chip in wanted.chips()))
    return Looked(outcome, words[:LONGEST_WORDS])


def _outcome(found: Found) -> SearchOutcome:
    if not found.total:
        return S.NEAR if found.near else S.NONE
    return S.FEW if found.total <= FEW else S.MANY

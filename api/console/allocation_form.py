"""The form of an allocation: what was typed, the terms it states, and which needs it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from api.console.amounts import fen_or_none
from api.domain.allocation import MOST_NEEDS, Terms
from api.domain.category import Category
from api.domain.errors import Invalid
from api.domain.need import Urgency
from api.store.match_results import OPEN
from api.store.ticket_queue import TicketFilter
from knowledge.normalise import normalise

LONGEST = 100  # characters of one field
NAMES = (
    "pool",
    "share",
    "cap",
    "organisation_cap",
    "organisation_needs",
    "least",
    "category",
    "province",
    "urgency",
    "words",
)
# Which field of the form states which of the terms.
FORM_NAMES = {
    "pool_yuan": "pool",
    "pool_share": "share",
    "pool_cap_yuan": "cap",
    "organisation_cap_yuan": "organisation_cap",
    "organisation_needs": "organisation_needs",
    "least_share": "least",
}


@dataclass(frozen=True, slots=True)
class AllocationForm:
    """The texts as typed. Money may be written 12.5万 or 125000, shares in percent."""

    pool: str = ""
    share: str = "100"
    cap: str = ""
    organisation_cap: str = ""
    organisation_needs: str = ""
    least: str = "100"
    category: str = ""
    province: str = ""
    urgency: str = ""
    words: str = ""

    @classmethod
    def sent(cls, values: Mapping[str, str]) -> "AllocationForm":
        """What the form sent."""
        return cls(*(values.get(name, "").replace("\x00", "").strip()[:LONGEST] for name in NAMES))

    def terms(self) -> Terms:
        """The terms stated.

        Raises:
            Invalid: ``field`` names the field of the form that cannot be.
        """
        if not self.pool:
            raise Invalid("pool", "请写资金池的金额，比如 50万。没有资金池请写 0。")
        pool = _yuan("pool", self.pool)
        terms = Terms(
            pool_yuan=pool or Decimal(0),
            pool_share=_share("share", self.share),
            pool_cap_yuan=_yuan("cap", self.cap),
            organisation_cap_yuan=_yuan("organisation_cap", self.organisation_cap),
            organisation_needs=_whole("organisation_needs", self.organisation_needs),
            least_share=_share("least", self.least),
        )
        try:
            return terms.checked()
        except Invalid as refusal:
            raise Invalid(FORM_NAMES[refusal.field], refusal.message) from None

    def chosen(self) -> TicketFilter:
        """The open needs it means; unknown choices count as none."""
        return TicketFilter(
            statuses=OPEN,
            category=self.category if self.category in set(Category) else None,
            province=self.province or None,
            urgency=self.urgency if self.urgency in set(Urgency) else None,
            text=self.words,
            page_size=MOST_NEEDS,
        )


def _yuan(field: str, text: str) -> Decimal | None:
    fen = fen_or_none(text, field)
    return None if fen is None else Decimal(fen) / 100


def _share(field: str, text: str) -> Decimal:
    try:
        percent = Decimal(normalise(text).text.removesuffix("%"))
    except InvalidOperation:
        raise Invalid(field, f"没有看懂比例“{text}”。请写 1 到 100 之间的数。") from None
    if not (percent.is_finite() and 0 < percent <= 100):
        raise Invalid(field, "比例要大于 0、不超过 100。请改正后再试。")
    return percent / 100


def _whole(field: str, text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_NEEDS):
        raise Invalid(field, f"请写 1 到 {MOST_NEEDS} 之间的整数；不限请留空。")
    return int(text)

"""Names of fields and of what they may hold, and how values are written."""

from api.domain.category import LABELS as _LABELS
from api.domain.need import FIELDS as _FIELDS
from api.domain.need import FiscalCover, Urgency
from api.domain.post import PostState
from api.domain.ticket import TicketStatus

FIELD_NAMES = dict(_FIELDS)
CATEGORY_NAMES = {code.value: label for code, label in _LABELS.items()}
URGENCY_NAMES = {urgency.value: urgency.label for urgency in Urgency}
COVER_NAMES = {cover.value: cover.label for cover in FiscalCover}
STATUS_NAMES = {status.value: status.label for status in TicketStatus}
POST_STATES = {state.value: state.label for state in PostState}

LIST_COMMA = "、"
PART_COMMA = "，"
SEMICOLON = "；"
TEN_THOUSAND_YUAN = "{amount}万元"  # empty: amounts are not counted in 万
YUAN = "{amount}元"
QUANTITY_OPEN = "{name}（数量待定）"
QUANTITY = "{name} {amount}{unit}"
PEOPLE = "{count:,}人"
HOUSEHOLDS = "{count:,}户"
RESOLVED_DAY = "{phrase}（{day.year}年{day.month}月{day.day}日）"
FILES = "{count} 份文件"

# Wording of the steps of flows (flow → slot → part of the step), where it is not the declared one.
STEP_WORDING: dict[str, dict[str, dict[str, str]]] = {}
CHOICE_NAMES: dict[str, dict[str, str]] = {}
CARD_QUESTIONS: dict[str, str] = {}

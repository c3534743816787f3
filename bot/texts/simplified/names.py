"""Names of fields and of what they may hold, and how values are written."""

from api.domain.category import LABELS as _LABELS
from api.domain.need import FIELDS as _FIELDS
from api.domain.need import FiscalCover, Urgency
from api.domain.organisation import KIND_LABELS as _KINDS
from api.domain.organisation_details import REVIEW_LABELS as _REVIEWS
from api.domain.post import PostState
from api.domain.ticket import TicketStatus

FIELD_NAMES = dict(_FIELDS) | {
    "credit_code": "信用代码",
    "name": "机构名称",
    "focus": "关注领域",
    "areas": "服务地区",
    "served": "服务对象",
    "capacity_yuan": "每年投入",
    "review": "年检结论",
    "rating": "评估等级",
    "kind": "资源类型",
    "what": "能提供什么",
    "quantity": "数量",
    "until": "截止",
    "conditions": "条件",
    "applicant": "申报机构",
    "programme": "专项",
    "project": "项目名称",
    "lines": "预算明细",
}
CATEGORY_NAMES = {code.value: label for code, label in _LABELS.items()}
URGENCY_NAMES = {urgency.value: urgency.label for urgency in Urgency}
COVER_NAMES = {cover.value: cover.label for cover in FiscalCover}
STATUS_NAMES = {status.value: status.label for status in TicketStatus}
REVIEW_NAMES = {review.value: label for review, label in _REVIEWS.items()}
OFFER_KINDS = {kind.value: label for kind, label in _KINDS.items()}
RATING_NAMES = {"none": "没有参加评估"}
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
EVERYWHERE = "全国"
CREDIT_CODE = "{code}（{kind}，登记地{region}）"
OF_YEAR = "{value}（{year}年）"
RESOLVED_DAY = "{phrase}（{day.year}年{day.month}月{day.day}日）"
FILES = "{count} 份文件"

# Wording of the steps of flows (flow → slot → part of the step), where it is not the declared one.
STEP_WORDING: dict[str, dict[str, dict[str, str]]] = {}
CHOICE_NAMES: dict[str, dict[str, str]] = {}
CARD_QUESTIONS: dict[str, str] = {}

"""What staff take out as tables: needs, claims, applications, grants, each in plain columns.

Who reported a need and whom to ask there stay at the desk; numbers of persons in free text are
masked once more.
"""

from collections.abc import Iterable
from decimal import Decimal

from api.console.sheet_files import Cell, Sheet
from api.console.words import moment
from api.desk.application_exports import Programmes, TakenApplication
from api.domain.grant import HEADINGS, Grant, yuan
from api.domain.need import Item, Need
from api.domain.project_evaluation import GRADES
from api.domain.redaction import mask
from api.pages.amounts import number
from api.store.desk_exports import TakenClaim, TakenNeed

NEED_HEADINGS = (
    "工单号",
    "状态",
    "标题",
    "类别",
    "兼类别",
    "省",
    "市州",
    "区县",
    "乡镇",
    "具体地点",
    "区划代码",
    "需要什么",
    "情况说明",
    "受益人数",
    "受益户数",
    "受益对象",
    "预算（元）",
    "资金缺口（元）",
    "财政覆盖",
    "紧急程度",
    "期限",
    "期限日期",
    "有效认领（元）",
    "上报时间",
    "最近变动",
)
CLAIM_HEADINGS = (
    "认领编号",
    "工单号",
    "需求",
    "省",
    "区划代码",
    "机构",
    "统一社会信用代码",
    "状态",
    "认领金额（元）",
    "认领物资",
    "牵头认领",
    "接替认领",
    "提出时间",
    "最近变动",
)
APPLICATION_HEADINGS = (
    "申报编号",
    "专项",
    "机构",
    "统一社会信用代码",
    "项目",
    "实施地",
    "环节",
    "状态",
    "项目总投入（元）",
    "自筹（元）",
    "申请资助（元）",
    "协议资助（元）",
    "审定资助（元）",
    "拨付（元）",
    "结项等次",
    "录入时间",
    "最近变动",
)


def needs_sheet(needs: Iterable[TakenNeed]) -> Sheet:
    """Needs, whatever became of them."""
    return Sheet("需求", NEED_HEADINGS, map(_need_row, needs))


def claims_sheet(claims: Iterable[TakenClaim]) -> Sheet:
    """Claims, whatever became of them."""
    return Sheet("认领", CLAIM_HEADINGS, map(_claim_row, claims))


def applications_sheet(applications: Iterable[TakenApplication], programmes: Programmes) -> Sheet:
    """Applications with their amounts, as far as they came."""
    rows = (_application_row(one, programmes) for one in applications)
    return Sheet("申报", APPLICATION_HEADINGS, rows)


def grants_sheet(grants: Iterable[Grant]) -> Sheet:
    """Grants with the columns of the 360Giving standard."""
    return Sheet("grants", HEADINGS, (one.to_row() for one in grants))


def _need_row(taken: TakenNeed) -> tuple[Cell, ...]:
    need = taken.need
    place = need.place
    return (
        taken.number,
        taken.status.label,
        mask(need.title),
        need.category.label if need.category else "",
        need.secondary_category.label if need.secondary_category else "",
        place.province,
        place.prefecture,
        place.county,
        place.township,
        mask(place.site or ""),
        place.code,
        mask("、".join(map(_item, need.items))),
        mask(need.description),
        *_people(need),
        *(_money(amount) for amount in (need.budget_yuan, need.gap_yuan)),
        need.fiscal_cover.label if need.fiscal_cover else "",
        need.urgency.label if need.urgency else "",
        need.deadline,
        need.deadline_date.isoformat() if need.deadline_date else "",
        yuan(taken.claimed_fen),
        moment(taken.submitted_at),
        moment(taken.changed_at),
    )


def _people(need: Need) -> tuple[Cell, ...]:
    people = need.beneficiaries
    return people.count, people.households, people.kind


def _claim_row(taken: TakenClaim) -> tuple[Cell, ...]:
    return (
        f"C{taken.number}",
        taken.ticket,
        mask(taken.title),
        taken.province,
        taken.county_code,
        taken.organisation,
        taken.credit_code,
        taken.state.label,
        yuan(taken.fen),
        mask("、".join(map(_item, taken.things))),
        f"C{taken.lead}" if taken.lead else "",
        f"C{taken.takes_over}" if taken.takes_over else "",
        moment(taken.made_at),
        moment(taken.changed_at),
    )


def _application_row(taken: TakenApplication, programmes: Programmes) -> tuple[Cell, ...]:
    one = taken.application
    project = one.project
    return (
        one.code,
        programmes.title(one.programme),
        taken.applicant.name,
        taken.applicant.credit_code,
        mask(project.title),
        project.place,
        taken.stage,
        one.standing.label,
        yuan(project.total_fen),
        yuan(project.own_fen),
        yuan(project.requested_fen),
        _fen(taken.agreed_fen),
        _fen(taken.audited_fen),
        yuan(taken.paid_fen),
        GRADES[taken.grade] if taken.grade else "",
        moment(one.events[0].at),
        moment(one.events[-1].at),
    )


def _item(item: Item) -> str:
    if item.quantity is None:
        return item.name
    return f"{item.name} {number(item.quantity)} {item.unit or ''}".rstrip()


def _fen(fen: int | None) -> Decimal | None:
    return None if fen is None else yuan(fen)


def _money(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(Decimal("0.01"))

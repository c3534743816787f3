"""The text of an agreement (协议), made from its terms; the page and the Word file both show it."""

from dataclasses import dataclass

from api.domain.agreement import Agreement
from api.domain.fund_pool import yuan_of

TITLE = "对口帮扶项目协议"
NOTICE = (
    "本文本由系统按双方登记的资料生成，签署前请双方逐项核对。法律效力以双方签字盖章的文本为准。"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered part: its heading and its sentences."""

    heading: str
    lines: tuple[str, ...]


def parties(agreement: Agreement) -> tuple[str, ...]:
    """Who agrees."""
    terms = agreement.terms
    code = f"（统一社会信用代码：{terms.credit_code}）" if terms.credit_code else ""
    return (f"甲方（认领方）：{terms.claimant}{code}", f"乙方（受助方）：{terms.place}需求上报单位")


def clauses(agreement: Agreement) -> tuple[Clause, ...]:
    """What they agree on, in order."""
    terms = agreement.terms
    period = f"自 {terms.starts} 起，{terms.ends} 前完成。"
    parts = (
        Clause("项目", _project(agreement)),
        Clause("甲方承担的内容", _amounts(agreement)),
        Clause("期限", (period,)),
        Clause("节点", tuple(f"{one.due}：{one.what}" for one in terms.plan)),
        Clause(
            "进展和送达",
            (
                "甲方按节点报告进展，可附照片；逾期的说明原因。",
                "送达后由乙方的上报岗位确认收到，并对本次帮扶作出评价。",
            ),
        ),
        Clause(
            "资金和物资的使用",
            ("专用于本项目，不得挪作他用；需要变更的，双方另签新版协议，新版生效后代替本协议。",),
        ),
        Clause("个人信息", ("双方不收集、不公开受益人的身份证号、电话等个人信息。",)),
        Clause("补充约定", tuple(line for line in terms.extra.splitlines() if line.strip())),
    )
    return tuple(one for one in parts if one.lines)


def _project(agreement: Agreement) -> tuple[str, ...]:
    terms = agreement.terms
    lines = (
        f"需求编号：{terms.ticket}；认领编号：C{agreement.claim}；协议编号：{agreement.code}",
        f"名称：{terms.need}",
        f"地点：{terms.place}" if terms.place else "",
        f"受益对象：{terms.people}" if terms.people else "",
    )
    return tuple(line for line in lines if line)


def _amounts(agreement: Agreement) -> tuple[str, ...]:
    terms = agreement.terms
    money = f"资金：人民币 {yuan_of(terms.money_fen)}（大写：人民币{terms.in_capitals}）"
    lines = (money if terms.money_fen else "", f"物资：{terms.goods}" if terms.goods else "")
    return tuple(line for line in lines if line)

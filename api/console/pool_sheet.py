"""Movements of fund pools as a table to take out: of one pool, or of all."""

from collections.abc import Iterable

from api.console.sheet_files import Cell, Sheet
from api.console.words import exact_moment
from api.desk.pools import Entry
from api.domain.fund_pool import FundPool
from api.domain.grant import yuan

HEADINGS = (
    "序号",
    "时间（北京时间）",
    "登记人",
    "事项",
    "从",
    "到",
    "金额（元）",
    "关联笔",
    "工单",
    "项目总投入（元）",
    "原因或凭据",
    "已冲正",
    "校验",
)


def pool_sheet(entries: Iterable[Entry]) -> Sheet:
    """The ledger of one pool."""
    return Sheet("明细", HEADINGS, (_row(entry) for entry in entries))


def movements_sheet(entries: Iterable[tuple[FundPool, Entry]]) -> Sheet:
    """The ledgers of several pools, one below the other."""
    rows = ((pool.number, pool.facts.name, *_row(entry)) for pool, entry in entries)
    return Sheet("资金池流水", ("资金池编号", "资金池", *HEADINGS), rows)


def _row(entry: Entry) -> tuple[Cell, ...]:
    one = entry.movement
    return (
        one.ordinal,
        exact_moment(one.at),
        one.actor,
        one.kind.label,
        one.giving.label,
        one.taking.label,
        yuan(one.fen),
        one.of,
        one.ticket,
        yuan(one.whole_fen) if one.whole_fen is not None else None,
        one.reason,
        "是" if entry.undone else "",
        one.hash,
    )

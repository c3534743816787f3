"""The money of the overview in tables: balances, what was planned and paid, what moved."""

from collections.abc import Iterator, Sequence

from api.console.bar_chart import bar_chart
from api.console.figure_table import Cell, Column, Kind, Meaning, Row, Table, said
from api.console.overview_part import KeyFigure, Shown, amount
from api.desk.overview_money import MoneyOverview
from api.domain.pool_figures import Planned, PoolFigures

NO_POOLS = "还没有资金池。建好资金池、登记入账以后，这里会有数字。"
POOL = Column("资金池", Kind.TEXT)
EVERY = "合计"
RECEIVED = Meaning("入账", "出资方到账的全部金额，含后来退给出资方的。")
AVAILABLE = Meaning("可用", "入账减去已承诺、已拨付和退给出资方的。")
COMMITTED = Meaning("已承诺", "答应给项目、还没有拨付的。")
PAID = Meaning("已拨付", "拨给项目的，减去项目退回的。")
LEVERAGE = Meaning(
    "撬动",
    "资金池每出 1 元，别人出了几元：项目总投入减去资金池的部分，没有写总投入的按已确认的认领算。",
)


def shown_money(found: MoneyOverview) -> Shown:
    """What stands on the page of the money."""
    balances, pools = found.balances, found.pools
    return Shown(
        figures=(
            KeyFigure(amount(balances.available), "可用", "截至今天"),
            KeyFigure(amount(balances.committed), "已承诺、还没有拨付", "截至今天"),
            KeyFigure(amount(balances.disbursed), "已拨付", "截至今天"),
            KeyFigure(said(found.leverage, Kind.LEVERAGE), "撬动", "资金池 1 元，别人出几元"),
        ),
        tables=(_balances(found), _planned(found), _moved(found)) if pools else (_none(),),
        note="资金池按用途分，不分地区。",
    )


def _none() -> Table:
    return Table("pools", "各资金池的余额", (POOL,), (), NO_POOLS)


def _balances(found: MoneyOverview) -> Table:
    title = "各资金池的余额"
    bars = [(one.pool.facts.name, one.pool.balances.available) for one in found.pools]
    every = found.balances
    return Table(
        key="pools",
        title=title,
        columns=(
            POOL,
            Column("入账", Kind.MONEY),
            Column("已承诺", Kind.MONEY),
            Column("已拨付", Kind.MONEY),
            Column("可用", Kind.MONEY),
            Column("撬动", Kind.LEVERAGE),
        ),
        rows=tuple(_of_pool(one, _amounts(one)) for one in found.pools),
        total=Row(
            (
                EVERY,
                every.contributed,
                every.committed,
                every.disbursed,
                every.available,
                found.leverage,
            )
        ),
        empty=NO_POOLS,
        chart=bar_chart("各资金池的可用余额", bars, say=amount),
        meanings=(RECEIVED, COMMITTED, PAID, AVAILABLE, LEVERAGE),
        notes=("图里是可用余额。数字截至今天，和上面选的时间无关。",),
    )


def _amounts(one: PoolFigures) -> tuple[Cell, ...]:
    balances = one.pool.balances
    return (
        balances.contributed,
        balances.committed,
        balances.disbursed,
        balances.available,
        one.leverage,
    )


def _planned(found: MoneyOverview) -> Table:
    bars = list(_plan_bars(found.pools))
    return Table(
        key="planned",
        title="计划和实际",
        columns=(
            POOL,
            Column("计划", Kind.MONEY),
            Column("实际", Kind.MONEY),
            Column("已结清的计划", Kind.MONEY),
            Column("已结清的实际", Kind.MONEY),
            Column("偏差", Kind.MONEY),
            Column("偏差率", Kind.SHARE),
        ),
        rows=tuple(_of_pool(one, _plan(one.planned)) for one in found.pools),
        total=Row((EVERY, *_plan(found.planned))),
        empty=NO_POOLS,
        chart=bar_chart("各资金池的计划和实际", bars, say=amount),
        meanings=(
            Meaning("计划", "历次承诺的金额，登错冲正的不算。"),
            Meaning("实际", "这些承诺里已经拨付、没有退回的。"),
            Meaning("已结清", "没有余款要拨的承诺：拨完了，或者余下的已经释放。"),
            Meaning("偏差", "已结清的计划减去实际，也就是少花的；没有结清的还不算。"),
            Meaning("偏差率", "偏差除以已结清的计划。"),
        ),
        notes=("数字截至今天，和上面选的时间无关。",),
    )


def _plan(one: Planned) -> tuple[Cell, ...]:
    return (
        one.planned,
        one.paid,
        one.settled,
        one.settled_paid,
        one.variance,
        one.variance_share,
    )


def _plan_bars(pools: Sequence[PoolFigures]) -> Iterator[tuple[str, int]]:
    for one in pools:
        yield f"{one.pool.facts.name[:6]} 计划", one.planned.planned
        yield f"{one.pool.facts.name[:6]} 实际", one.planned.paid


def _moved(found: MoneyOverview) -> Table:
    every = found.moved
    return Table(
        key="moved",
        title="这段时间的进出",
        columns=(
            POOL,
            Column("入账", Kind.MONEY),
            Column("新承诺", Kind.MONEY),
            Column("拨付", Kind.MONEY),
        ),
        rows=tuple(
            _of_pool(one, (one.moved.received, one.moved.committed, one.moved.paid))
            for one in found.pools
        ),
        total=Row((EVERY, every.received, every.committed, every.paid)),
        empty=NO_POOLS,
        chart=bar_chart(
            "这段时间的进出",
            [("入账", every.received), ("新承诺", every.committed), ("拨付", every.paid)],
            say=amount,
        ),
        meanings=(
            Meaning("入账", "这段时间到账的，减去退给出资方的和冲正的。"),
            Meaning("新承诺", "这段时间登记的承诺，后来冲正的不算。"),
            Meaning("拨付", "这段时间拨付的，减去项目退回的和冲正的。"),
        ),
    )


def _of_pool(one: PoolFigures, cells: tuple[Cell, ...]) -> Row:
    return Row((one.pool.facts.name, *cells), f"/desk/pools/{one.pool.number}")

"""Amounts of money and the part each plays: budget, gap, raised, loss, debt, standard, unit price."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from bot.understanding.numbers import Number, find_numbers
from bot.understanding.span import Found

CENT = Decimal("0.01")
LARGEST = Decimal(10) ** 11  # more is a slip of the pen, and exceeds what storage takes


class Role(StrEnum):
    """What an amount is for."""

    BUDGET = "budget"
    GAP = "gap"
    RAISED = "raised"
    LOSS = "loss"
    DEBT = "debt"
    STANDARD = "standard"
    INCOME = "income"
    UNIT_PRICE = "unit_price"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Amount:
    """Yuan, exact to the cent. ``low`` differs from ``yuan`` when a range was written."""

    yuan: Decimal
    role: Role
    low: Decimal


_CURRENCY = re.compile(r"\s*(?:人民币)?(?:元|块钱|块|圆|万元|亿元|RMB|rmb)(?:整|左右|上下)?")
_BEFORE = re.compile(r"(?:￥|¥|RMB\s*|人民币\s*)$")
_JIAO = re.compile(r"(?P<jiao>[1-9一二三四五六七八九])(?:角|毛)(?:(?P<fen>[1-9])分)?")
_BARE = re.compile(r"[万萬亿億]")
# A unit after 万 that is not money: 1.8万斤, 6.15万人, 3万册.
_THING = re.compile(
    r"\s*(?:多|余|来)?(?:名|人|户|口|斤|公斤|吨|亩|册|本|件|套|米|公里|平方|棵|株|只|头|字|次|副|个|张|床|台)"
)

# The nearest cue before an amount, in its clause, decides; each is one role.
_CUES: tuple[tuple[Role, str], ...] = (
    (Role.LOSS, "损失|受损|亏损|灾损"),
    (Role.DEBT, "负债|欠债|欠款|债务|贷款|借款|外债|欠下|拖欠"),
    (
        Role.RAISED,
        "已筹|筹集到|筹集|筹得|筹到|筹措|自筹|募集到|募得|募集|已到位|到位|落实|争取到|争取|已投入|投入|"
        "捐款|捐赠|捐助|获捐|已有|现有资金|拨付|下拨|安排|支持资金|配套",
    ),
    (Role.STANDARD, "补助标准|补助资金|补助|补贴|标准|奖补|人均补"),
    (Role.INCOME, "人均|年收入|纯收入|收入|产值|营收|年产|集体经济|月工资|工资|学费|生活费|医药费|GDP"),
    (
        Role.GAP,
        "资金缺口|缺口资金|经费缺口|缺口|尚缺|还缺|仍缺|尚差|还差|差额|短缺|不足部分|缺资金|缺少资金|"
        "缺|还需|尚需|仍需|还需要|申请资助|申请补助|申请资金|申请支持|申请拨款|请求拨款|请求支持|请求补助",
    ),
    (
        Role.BUDGET,
        "预算|概算|估算|总投资|总投入|投资|总造价|造价|总价|价值|总费用|费用|合计|总计|共计|共约需|共需|"
        "约需|需资金|需要资金|急需资金|所需资金|需用|需要|需|资金|经费|花费|大概|大约|一共|总共",
    ),
)
_CUE = re.compile("|".join(f"(?P<{role}>{words})" for role, words in _CUES))
_EACH = re.compile(r"(?:每|单价|一)(?:[名个人户台套件盏杆张床本册间所米公里吨斤只头副双辆株亩位座组生])?\S{0,4}$")
_PER = re.compile(r"\s*(?:元)?\s*(?:/|每|一)\s*(?:[个人户台套件盏杆张床本册间所米吨斤只头副双辆株亩位座月年天])")
_AFTER_CUES = re.compile(r"^(?:的)?(?:资金)?(?P<gap>缺口)|^(?:的)?(?P<loss>损失)|^(?:的)?(?P<debt>欠款|债务|贷款|外债)")
_CLAUSE = re.compile(r"[，,。；;！!？?\n：:]")

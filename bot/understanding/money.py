"""Amounts of money and the part each plays: budget, gap, raised, loss, debt, unit price …"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.understanding.numbers import Number, find_numbers
from bot.understanding.span import Found

LONGEST_CLAUSE = 120  # characters before an amount that may say what it is for
LARGEST = Decimal(10) ** 11  # yuan; beyond any need, and beyond what storage takes


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
    """Yuan, exact to the cent, and its role. ``total`` marks a sum (共需, 预算, 总投资).

    ``measure`` is the 套 of a price per 套; ``part`` marks an amount contained in another (其中).
    """

    number: Number
    role: Role
    total: bool = False
    part: bool = False
    measure: str | None = None

    @property
    def yuan(self) -> Decimal:
        """The amount; of a range the upper end."""
        return self.number.value


_CURRENCY = re.compile(r"\s*(?:人民币)?(?:元|块钱|块(?!石|地|板)|圆|RMB|rmb)整?")
_SIGN_BEFORE = re.compile(r"(?:[￥¥]|RMB|人民币)\s*$")
_MYRIAD = re.compile("[万萬亿億]")
# 1.8万斤, 6.15万人 and 3万册 are no money; 人民币 is.
_THING = re.compile(
    r"\s*(?:名|人(?!民币)|户|口|公?斤|吨|公?亩|册|本|件|套|平?方?米|公里|平方|立方|棵|株|只|头|羽|字|次|副|"
    r"个|张|床|台|箱|瓶|袋|公顷|千瓦|度|师生|学生|群众|村民|居民|贫困|余?人|伏)"
)
_GIVERS = (
    "财政|政府|民政|教育|教体|残联|县|乡|镇|村|局|集体|上级|学校|单位|合作社|群众|家长|企业|自己"
)
_FUNDS = "(?:善款|资金|经费|款项|款|费用|金额|物资)?"
# The last cue before an amount, in its clause, says what it is for.
_CUES: tuple[tuple[Role, str], ...] = (
    (Role.LOSS, rf"(?:损失|受损|亏损|灾损){_FUNDS}"),
    (Role.DEBT, rf"(?:负债|欠债|欠款|债务|贷款|借款|借债|外债|拖欠|借了|欠下|欠了?){_FUNDS}"),
    (
        Role.GAP,
        "(?:资金|经费|费用)?的?缺口(?:资金)?|[尚还仍就只](?:需要?|缺少?|差)(?:了|着)?(?:资金|经费)?|差额|不足部分|"
        "(?:资金|经费|费用|钱)?还?差(?:了|着)?(?=[约近大概]{0,2}$)|(?:剩余|剩下|余下|其余|下剩)的?(?:部分|资金|费用)?|"
        "缺少?(?:资金|经费|钱)?|短缺|"
        "申请(?:专项|补助|资助|支持|帮扶|救助|解决|拨付)*(?:资金|经费|拨款)?|"
        r"[请恳]\S{0,6}?(?:拨款|拨付|解决|支持|资助|补助)(?:资金|经费)?",
    ),
    (
        Role.RAISED,
        "(?:(?:已经?|自|众)?筹(?:集|得|到|措|资|款)?|已有|募(?:集|得|到)|到位|落实|争取|已投入|投入了|"
        "捐[款赠助献]?(?:了|出)|捐[款赠助献]|获捐|现有|拨付|下拨|安排|配套|众筹|投工投劳|承担|负担|报销|自付|批复|批准|协调|赞助|捐助|匹配|"
        f"(?:{_GIVERS})[^,。;\\d]{{0,6}}?(?:只能|只|可以|可|能|已)?"
        "(?:出(?!售|行)|给(?!予)|补(?![助贴])|拿出|拿(?!不)|凑|筹|贴|解决))[到了得出]?"
        f"(?:的)?{_FUNDS}",
    ),
    (Role.STANDARD, f"(?:补助标准|补助|补贴|标准|奖补|低保金|保障金){_FUNDS}"),
    (
        Role.INCOME,
        "人均|收入|产值|营收|年产|集体经济|工资|学费|生活费|存款|医[疗药]费|花费了?|花了|已花|"
        "用了|支出|GDP|罚款|市值|销售额",
    ),
    (
        Role.BUDGET,
        "(?:总|合)?共约?$|总?预算|概算|估算|总?投资|总?投入|总?造价|总?价值?|价格|费用|合计|总计|共计|所?[需要]|需用|"
        "资金|经费|大[概约]|一共|总共|总额|项目款|款项|预计|估计|估价|报价|询价|折合|要价|得花|价钱|(?:下来|总价?|大概|约)[要得算]|"
        "[要得算]$|改造款|工程款|造价|(?<![学活药疗])费用?(?:约|共|大概|需|为|是|[:要])*$",
    ),
)
_CUE = re.compile("|".join(f"(?P<{role}>{words})" for role, words in _CUES))
_TOTAL = re.compile(r"总|共|合计|预算|概算|一共")
_BARE_PRICE = re.compile("单价[是为约:大概]*$")
_SLAB = re.compile(
    "[板砖表牌屏布毯瓦皂石池饼田地垫](?:约|共|各|要|需要?)?$"
)  # 绘画板20块 are no yuan
_MEASURE = "[名个人户台套件盏杆张床本册间所亩米吨斤只头副双辆株座组位生顿份箱袋支年月天餐]"
_EACH = re.compile(
    rf"(?:每个?(?P<each>{_MEASURE})?|单价)[^\d,。;]{{0,6}}$|一(?P<one>{_MEASURE})(?:要|得|约|大概)?$"
)
_PER = re.compile(rf"\s*(?:/|每|一)\s*(?P<per>{_MEASURE})")
_AFTER = re.compile(
    r"(?:左右|上下)?(?:的)?(?:(?P<gap>资金缺口|缺口)|(?P<loss>损失)|(?P<debt>欠款|债务|贷款|外债|债)"
    r"|(?P<standard>补助标准|标准)|(?P<raised>已到位|已筹))"
)
# 2.8万元拿不出来: what nobody has is what is lacking.
_LACKING = re.compile(
    r"[^,。;\d]{0,6}?(?:[没无][有]?(?:着落|来源|落实|钱|人|资金)|未落实|拿不出|凑不[出齐够]|解决不了|"
    r"无法(?:落实|解决|承担)|无力(?:承担|解决)|(?:希望|请|盼|恳请)[^,。;\d]{0,8}(?:支持|解决|帮助|资助|帮忙))"
)
_REST = re.compile("剩|余|另|还|差|其他|不足|部分")
_WISH = re.compile("希望|盼|[请求恳]")
_ALONE = re.compile(r"\s*(?:大概|大约|约|共|是|为|差不多|人民币)*\s*$")


def find_amounts(text: str) -> tuple[Found[Amount], ...]:
    """Every amount of money in ``text`` (normalised), with its role, in order."""
    return tuple(_find(text))


def _find(text: str) -> Iterator[Found[Amount]]:
    for found in find_numbers(text):
        end = _money_end(text, found)
        if end and Decimal(0) < found.value.value <= LARGEST:
            yield Found(_amount(text, found, end), found.start, end)


def _money_end(text: str, found: Found[Number]) -> int | None:
    """Where the amount ends with its currency, or ``None`` when the number is no money."""
    if currency := _CURRENCY.match(text, found.end):
        slabs = currency[0] == "块" and _SLAB.search(text[: found.start])
        return None if slabs else currency.end()
    if _SIGN_BEFORE.search(text[max(0, found.start - LONGEST_CLAUSE) : found.start]):
        return found.end
    if _THING.match(text, found.end):
        return None
    before = _clause_before(text, found.start)
    if _BARE_PRICE.search(before):
        return found.end
    written = text[found.start : found.end]
    if _MYRIAD.search(written) and (_cue(before) or _ALONE.fullmatch(before)):
        return found.end
    sure = re.search(r"(?:预算|缺口|资金|经费|费用|造价|投资)[是为需要约共:大概]{0,4}$", before)
    return found.end if sure and re.match(r"\s*(?:$|[,。;!?\n])", text[found.end :]) else None


def _clause_before(text: str, at: int) -> str:
    """The text from the beginning of the clause to ``at``; a colon opens no new clause."""
    first = max(0, at - LONGEST_CLAUSE)
    return text[max(first, *(text.rfind(mark, first, at) + 1 for mark in ",。;!?\n")) : at]


def _cue(before: str) -> Role | None:
    last = None
    for match in _CUE.finditer(before):
        last = match.lastgroup
    return Role(last) if last else None


def _amount(text: str, found: Found[Number], end: int) -> Amount:
    before = _clause_before(text, found.start)
    role = _cue(before) or Role.OTHER
    if after := _AFTER.match(text, end):
        role = Role(after.lastgroup or role)
    elif role in {Role.BUDGET, Role.OTHER} and _REST.search(before) and _LACKING.match(text, end):
        role = Role.GAP
    if role is Role.RAISED and _WISH.search(before):
        role = Role.BUDGET
    price = _EACH.search(before) or _PER.match(text, end)
    if price and role in {Role.BUDGET, Role.OTHER, Role.GAP}:
        measure = next(filter(None, price.groups()), None)
        return Amount(found.value, Role.UNIT_PRICE, measure=measure)
    sentence = text[max(text.rfind(mark, 0, found.start) for mark in "。;\n") + 1 : found.start]
    return Amount(found.value, role, bool(_TOTAL.search(before[-10:])), "其中" in sentence)


def counts_things(text: str, at: int) -> bool:
    """Whether what follows ``text[:at]`` is a measure of things, not of money."""
    return bool(_THING.match(text, at))

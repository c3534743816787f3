"""The words by which a question about a project subsidy is known, and what its figures are."""

import re

from api.domain.programme import Fact

# --- what is asked -------------------------------------------------------------------------
_HOW_MUCH = r"(?:多少|几万|几多|多大|几成|什么额度)"
SUBSIDY = re.compile(
    r"资助|补助|补贴|扶持|支持|奖补|专项资金|拨款|拨付|拨多少|自筹|(?:自己|我们)(?:要|得|需要?)?(?:出|掏|筹|配)|"
    rf"(?:申请|申报|拿|领|给|补|批|报)(?:到|得|我们|咱们)*{_HOW_MUCH}|(?:申请|申报)(?:到)?[\d一二三四五六七八九十两]|"
    r"政府(?:能|可以|会)?(?:出|给|补|拿)"
)
ASKS_AMOUNT = re.compile(
    rf"(?:能|可以|可|会|给|获|得|拿|领|申请|申报|补|资助|补助|补贴|支持|扶持|批|拨)[^。；;]{{0,10}}{_HOW_MUCH}|"
    rf"{_HOW_MUCH}[^。；;，,]{{0,4}}(?:资助|补助|补贴|支持|扶持|奖补)|"
    r"(?:资助|补助|补贴|支持|奖补|申请)(?:资金|金额|额)?(?:的)?(?:比例|上限|额度|金额|最高)|"
    r"上限|封顶|最高额|"
    rf"(?:自筹|自有|自己|我们|还|另外)(?:资金|部分)?(?:要|得|需要?|应|至少|最少|还要|出|筹|掏|配|准备)+[^。；;]{{0,6}}{_HOW_MUCH}|"
    rf"自筹(?:资金|比例|部分)?(?:是|占|至少|最少|不少于)?{_HOW_MUCH}|"
    rf"(?:总投入|投入|总预算|总投资)(?:至少|最少|最低|起码|要|需要?|得)+[^。；;]{{0,4}}{_HOW_MUCH}"
)
# A wish for money alone may be a need being reported; it must speak of a subsidy to be ours.
WISH = re.compile(r"资助|补助|专项资金|项目")
ASKS_WHETHER = re.compile(
    r"可以吗|行吗|可不可以|能不能|行不行|能吗|超不超|超了吗|超标|会超|超过上限|够不够"
)
ASKS_TERMS = re.compile(r"比例|上限|封顶|最高额|额度|几成|标准|单个项目")

# --- whose money it is ---------------------------------------------------------------------
PROJECT = re.compile(r"项目|公益|帮扶|总投入|总投资|总预算")
PLAIN = re.compile(
    r"(?:请问|想问一下|那|那么|问一下)?(?:我们|我们单位|我们机构|我单位|你们|政府|单个)?(?:一共|到底|大概|究竟)?"
    r"(?:最多|最高|至多)?(?:能|可以|可|会)?(?:拿|申请|获得|得到|给|补|资助|补助|支持)(?:到|我们)*多少"
    r"(?:钱|万|资金)?(?:的)?(?:资助|补助|支持|补贴)?(?:资金|款|金)?(?:呢|啊|呀)?[?？。]?"
    r"|(?:请问|想问一下)?(?:政府|财政)?资助的?(?:资金)?(?:比例|上限|额度)[^。；，,]{0,10}"
)
# Personal benefits, taxes, fines and the like are not project subsidies, whatever else is said.
OTHER_MATTER = re.compile(
    r"税|低保|救助金|救济|临时救助|特困|抚恤|养老金|社保|医保|报销|工资|学费|生活费|奖学金|助学金|失业|"
    r"罚款|利息|贷款|分红|管理费|原始基金|注册资金|开办资金|活动资金|捐款箱|彩礼|取暖|失独|孤儿|每人每月|"
    r"我家|家里|邻居|本人|户口|"
    # What was spent so far is a figure to look up, not to compute.
    r"截至|累计|历年|(?:资助|支持|补助|投入)了|多少[个家]"
)
# A scheme of somebody else: another giver, or a named fund, plan or purse that is not ours.
OTHER_SCHEME = re.compile(
    r"中央|衔接资金|财政部|彩票|福彩|公益创投|政府采购|购买服务|慈善信托|百万公益|双一百|万企兴万村|"
    r"牵手计划|活水计划|(?:北京|天津|江苏|浙江|福建|山东|广东|广州|深圳|南京|苏州|杭州|宁波|厦门|青岛)|"
    r"基金(?!会)|(?:计划|行动)(?=的|能|最多|项目|单个|每|给|资助)|大赛"
)
# 残疾人补贴, 学生资助: what stands before the word says it is a benefit of its own.
OWN_BENEFIT = re.compile(
    r"(?<![能得拿到请领少的给府政金目些多有上海市款元万点成项财以可被获本行供业务最高，,。？?、\s“])(?:补助|补贴|津贴|奖补)"
    r"|(?:学生|生活|助学|孤儿|创业|人才|就业)资助"
)
QUOTED = re.compile(r"[《“\"「『]([^》”\"」』]{2,40})[》”\"」』]")
PAST_ROUND = re.compile(
    r"((?:19|20)\d\d)年?(?:度|版)?[^。；，,]{0,8}(?:专项|通知|细则|申报|资助|项目|规定|政策|标准)"
)

# --- what the amounts are ------------------------------------------------------------------
ROLES = re.compile(
    r"(?P<own>自己投入|自筹投入|自筹|自有|自己出|自己拿|自己投|自己掏|我们出|我们拿|我方出|已筹|募集|筹到|筹了|筹集)|"
    r"(?P<requested>申请|申报|想要|想拿|要拿|拿到|拿|资助|补助|补贴|支持)|"
    r"(?P<other>上限|封顶|缺口|还差|缺)|"
    r"(?P<total>总投入|总投资|总预算|总资金|总经费|总成本|总额|总共|一共|共需|共计|合计|预算|投入|投资|造价|资金|经费|规模|花费|需要)"
)
BARE_REPLY = re.compile(r"[^\d一二三四五六七八九十百千两]{0,12}$")

# --- what else is said of the applicant ----------------------------------------------------
STATED: tuple[tuple[re.Pattern[str], str, Fact], ...] = (
    (
        re.compile(
            r"(?:外地|外省|外市|省外|市外)(?:登记|注册|的?(?:机构|组织|社会组织|基金会|企业|公司))"
        ),
        "registered_in_shanghai",
        False,
    ),
    (
        re.compile(r"(?:不是|没有?|未|并非)在?(?:上海|本市)(?:市)?(?:登记|注册)"),
        "registered_in_shanghai",
        False,
    ),
    (re.compile(r"以?个人(?:名义|身份)|我个人"), "applicant_type", "个人"),
)


DIVISION = re.compile(r".+?(?:自治区|自治州|地区|省|市|区)")
# Provinces on the receiving side, as people shorten them; their official names begin so.
PROVINCES = re.compile(
    "云南|贵州|四川|重庆|西藏|青海|新疆|甘肃|宁夏|陕西|内蒙古|广西|"
    "湖北|湖南|江西|安徽|河南|河北|山西|吉林|辽宁|黑龙江|海南"
)

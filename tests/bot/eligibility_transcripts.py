"""Twelve typical applicants, each asked only what still matters, with the trace of their verdict.

They are played on 2026-09-01, by the rules and texts that the project ships.
"""

_MENU = """
> 测资格
< 想测哪一项
= [公开募捐资格] [基金会登记] [上海市对口支援专项资金] [不测了]"""

A_FOUNDATION_OF_SHANGHAI = """
> 我们是上海的基金会，能申请多少
< 已经记下，不再问：在上海登记：是；申请主体：基金会
< 上一年度的审核（年检或年报）合格吗
= [是] [否] [不清楚] [上一步] [不测了]
> 总投入80万，自筹60万
< 记下了：项目总投入：80万元；自筹资金：60万元
< 上一年度的审核
> 合格
< 非营利、不含商业行为
> [是]
< 项目在哪个地区实施
> 云南普洱
< 结论：初步符合，待核原文（按 2026-09-01 的已知规则）。
< ［符合］项目在列明的对口地区实施。
< ——上海市对口支援专项资金支持社会力量参与对口帮扶工作的实施细则（已知要点与各来源对照）
< · 事先申报、事后资助：“原则上先申报，做完以后再给资助”
= [保存结果] [修改答案] [换一项] [测资格]
> 保存结果
< 结果已保存，链接
"""

A_COMPANY_OF_SHANGHAI = """
> 我们是上海的公司，想做帮扶项目，能申请多少
< 申请主体：企业
< 非营利、不含商业行为
> 是
< 项目在哪个地区实施
> 新疆喀什
< 项目总投入是多少元
> 200万
< 自筹资金是多少元
> 140万元
< 您说的自筹是 140万元，还差 10万元
< 按这一条，最多可申请资助：60万元
< 依据
< □ 4. 做可行性评审。
"""

A_FOUNDATION_REGISTERED_ELSEWHERE = """
> 我们是北京的基金会，能申请专项资金吗
< 已经记下，不再问：在上海登记：否；申请主体：基金会
< 不符合的：申请主体在上海登记。
< ［没有再问］社会组织上年度审核合格
< 把社会力量限定为在上海市各级民政部门登记的
< 另外请注意
> 保存结果
< 结果已保存
"""

TOO_LITTLE_OF_ITS_OWN = f"""{_MENU}
> 专项资金
< 测一测：上海市对口支援专项资金
< 申请的是哪一类主体
= [社会团体] [民办非企业单位] [企业] [个人]
> 民非
< 在上海登记
> 是
< 上一年度的审核
> 合格
< 非营利
> 是
< 哪个地区
> 贵州遵义
< 项目总投入
> 总投入100万，自筹20万
< 记下了：自筹资金：20万元
< 不符合的：自筹资金不少于项目资金的70%。
< ［不符合］自筹资金不少于项目资金的70%。
< 需要自行募集项目资金的70%以上
< 另外请注意
"""

VOLUNTEERS_WITHOUT_REGISTRATION = f"""{_MENU}
> 沪帮沪助
< 测一测：服务类社会救助专项基金
< 申请者是哪一类
> 我们是志愿者团队，没有注册
< 哪一类服务
> 1
< 结论：初步符合，待核原文
< 申请者：公益团队
< ——上海服务类社会救助专项基金
< 办理流程
"""

A_SOCIETY_AFTER_EIGHT_MONTHS = """
> 有没有公募资格
< 测一测：公开募捐资格
< 慈善组织吗
> 是
< 满几年
> 8个月
< 不符合的：登记或者认定为慈善组织满一年。
< 登记或认定满几年：8个月
< “依法登记满一年的慈善组织，可以向办理其登记的民政部门申请公开募捐资格。”
< “满二年”是旧法的规定
"""

A_SOCIETY_AFTER_TWO_YEARS = f"""{_MENU}
> [公开募捐资格]
< 测一测：公开募捐资格
< 慈善组织吗
> 我们是慈善组织，登记满2年了
< 记下了：登记或认定满几年：2年
< 内部治理
> 是
< 理事不超过三分之一
> 是
< 法定代表人
> 是
< 秘书长
> 是
< 哪一级民政部门
> 市级
< 五年内被吊销
> 没有
< 结论：信息不足，暂不能判断
< 这一条的原文没有取得，无法判断
< ——中华人民共和国慈善法（官方原文）
< 什么时候：受理申请之日起二十日内
"""

A_FOUNDER_WITH_A_MILLION = """
> 我们想成立一个非公募基金会，原始基金100万，够不够资格
< 已经记下，不再问：基金会类型：非公募基金会；原始基金：100万元
< 不符合的：非公募基金会的原始基金不低于200万元。
< ［没有再问］原始基金是到账的货币资金
< 200万元
< 另外请注意
> 修改答案
< 要改哪一个答案
= [基金会类型] [原始基金] [返回]
> [原始基金]
< 现在是：100万元
= [不改] [不清楚]
> 200万
< 原始基金改为：200万元
< 理事会有几名理事
"""

A_FOUNDER_OF_A_SERVICE_ORGANISATION = f"""{_MENU}
> 民办非企业单位登记
< 测一测：民办非企业单位登记
< 业务主管单位
> 同意了
< 请回复“是”或“否”
< 业务主管单位
> 是
< 名称和组织机构
> 有
< 从业人员
> 有
< 合法财产
> 不清楚
< 场所
> 有
< 营利
> 是
< 还说不准的：有合法财产
< ［待定］有合法财产。
< 依据
< 谁来办：登记管理机关
"""

A_COMPANY_THAT_DONATES = f"""{_MENU}
> [企业公益性捐赠的所得税税前扣除]
< 测一测：企业公益性捐赠
< 捐赠是通过谁捐出的
> 通过基金会捐了100万，利润500万
< 记下了：年度利润总额：500万元；公益性捐赠支出：100万元
< 税前扣除资格
> 有
< 超过限额、可以结转的捐赠：40万元（40%）
< 当年扣除限额：60万元
< 依据
< □ 捐赠票据
"""

A_PERSON_WHO_DONATES = f"""{_MENU}
> [个人公益慈善捐赠的所得税税前扣除]
< 测一测：个人公益慈善捐赠
< 捐赠是通过谁捐出的
> 慈善组织
< 公益慈善事业
> 是
< 全额扣除
> 不属于
< 应纳税所得额
> 20万元
< 捐赠了多少元
> 5万
< 扣除限额：6万元
< ［限额］扣除不超过应纳税所得额的30%。
< 依据
< 自己决定在各项所得中扣除的顺序
"""

A_RULE_THAT_HAS_ENDED = f"""{_MENU}
> 扶贫捐赠据实扣除
< 测一测：企业扶贫捐赠
< 结论：已不在执行期
< 期限到2025年12月31日
< 可先看一般的12%规定
"""

APPLICANTS = {
    "a foundation of Shanghai": A_FOUNDATION_OF_SHANGHAI,
    "a company of Shanghai": A_COMPANY_OF_SHANGHAI,
    "a foundation registered elsewhere": A_FOUNDATION_REGISTERED_ELSEWHERE,
    "too little of its own": TOO_LITTLE_OF_ITS_OWN,
    "volunteers without registration": VOLUNTEERS_WITHOUT_REGISTRATION,
    "a society after eight months": A_SOCIETY_AFTER_EIGHT_MONTHS,
    "a society after two years": A_SOCIETY_AFTER_TWO_YEARS,
    "a founder with a million": A_FOUNDER_WITH_A_MILLION,
    "a founder of a service organisation": A_FOUNDER_OF_A_SERVICE_ORGANISATION,
    "a company that donates": A_COMPANY_THAT_DONATES,
    "a person who donates": A_PERSON_WHO_DONATES,
    "a rule that has ended": A_RULE_THAT_HAS_ENDED,
}

"""Applying for a programme in the chat (申报项目): begun, checked, submitted, mended, withdrawn."""

from api.domain.application_event import Standing as _Standing

MENU_APPLY = "申报项目"
MEND_APPLICATION = "去补正 {code}"
SEE_APPLICATION = "查看 {code}"
WITHDRAW_APPLICATION = "撤回申报"

APPLY_PAGE = "用网页对话的浏览器，也可以打开 {link} 填写和查看。"
APPLYING = (
    "以“{name}”的名义申报，大约要五分钟。提交以前会按专项的规则核一遍，并把依据给您看。"
    "中间可以先做别的，或者说“先存着”。"
)
APPLYING_BEGUN = (
    "申报一个项目，大约要五分钟。提交以前会按专项的规则核一遍，并把依据给您看。"
    "中间可以先做别的，或者说“先存着”。"
)
APPLY_NO_ORGANISATION = (
    "申报以机构的名义提交，您还没有加入机构。请先登记机构；机构已经登记的，请向负责人要邀请码。"
)
APPLY_NOTHING_OPEN = "现在没有可以申报的专项。可以问政策，或者发“转人工”。"
APPLICATION_SUBMITTED = (
    "申报已提交，编号 {code}，现在到“{stage}”。进展和要补正的内容都会在这里告诉您；"
    "随时可以发“我的申报”。"
)
APPLICATION_MENDED = "申报 {code} 的补正已提交，接着在“{stage}”办理。"
APPLICATION_MENDING = "补正申报 {code}“{title}”。工作人员写的是：{note}"
APPLICATION_NOT_RETURNED = "申报 {code} 现在是“{standing}”，不用补正。"
MENDING_LEFT = "先不补正。申报 {code} 还在等贵机构补正，需要时发“我的申报”。"
APPLICATION_WITHDRAW_WHY = (
    "申报 {code}“{title}”为什么撤回？点一个原因就撤回；也可以写“撤回 {code}：原因”。"
)
WITHDRAW_REASONS = {"budget": "预算有变", "plan": "计划调整", "mistake": "申报错了"}
APPLICATION_TAKEN_BACK = "申报 {code} 已撤回。要做的时候，可以重新申报。"

BUDGET_LINE = "{name} {amount}"
BUDGET_LINE_ASKED = "{name} {amount}（申请 {asked}）"
BUDGET_TOTAL = "共 {amount}，申请 {asked}："
BUDGET_READ = "记下 {count} 行。{lines}"
BUDGET_TOO_LONG = "预算最多 {limit} 行。请把小的几行合在一起。"
BUDGET_NOTHING_ASKED = "没有写申请资助多少。请把申请的数写在那一行后面，比如：设备 12万，申请 8万。"
BUDGET_TOO_FINE = "金额最多写到分。请去掉多余的小数。"
BUDGET_NO_TABLE = (
    "表里没有认出预算。请有“用途”“金额”“申请资助”三列，每项一行；"
    "也可以直接打字：设备 12万，申请 8万。"
)
BUDGET_ROW_MISREAD = "第 {row} 行“{name}”的金额没有认出来。请改好后再发一次；原来填的没有变。"
BUDGET_ZERO = "“{name}”的金额要大于 0。请写一个估算的数。"
TITLE_TOO_LONG = "请写项目名称，最多 {limit} 字。"
FACT_MISREAD = "没有认出答案。请点一个选项；还不清楚，可以点“跳过”。"

APPLICATION_STANDINGS = {one: one.label for one in _Standing}
APPLICATION_HEAD = "{code} {title}（{organisation}）"
APPLICATION_WAITS = {
    _Standing.STAFF: "{day} 起在“{stage}”（第 {place} 步，共 {stages} 步），等工作人员办理。",
    _Standing.APPLICANT: "{day} 起在“{stage}”（第 {place} 步，共 {stages} 步），等贵机构补正。",
    _Standing.COMPLETED: "{day} 结项。",
    _Standing.REJECTED: "{day} 在“{stage}”没有通过。",
    _Standing.WITHDRAWN: "{day} 撤回。",
}
APPLICATION_MONEY = "实施地 {place}；总投入 {total}，申请资助 {requested}，自筹 {own}。"
APPLICATION_SAID = "工作人员写的：{note}"
APPLICATION_AGREED = "协议资助 {amount}。"
APPLICATION_AUDITED = "审计审定 {amount}。"
APPLICATION_PAID = "已拨付 {amount}。"
APPLICATION_GRADE = "结项等次：{grade}。"
APPLICATION_GRADES = {"excellent": "优秀", "good": "合格", "poor": "不合格"}
DRAFT_OF_APPLICATION = "申报：{programme}"
DRAFT_OF_MENDING = "申报 S{number} 的补正"

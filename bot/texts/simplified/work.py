"""Work on a claim (实施): agreement, milestones, progress, delivery, and how it was."""

from api.domain.agreement import AgreementState as _State
from api.domain.milestone import MilestoneState as _Milestone

AGREEMENT_STATES = {state.value: state.label for state in _State}
MILESTONE_STATES = {state.value: state.label for state in _Milestone}
SEE_WORK = "看实施情况"
SEE_AGREEMENT = "看协议"
AGREE = "同意协议"
ASK_FOR_CHANGES = "要求修改协议"
REPORT_PROGRESS = "报进展"
SEE_PLAN = "看节点"
ALL_DELIVERED = "全部已送达"
MILESTONE_DONE = "这个节点完成了"
MILESTONE_ORDINAL_DONE = "节点 {ordinal} 完成了"
SCORE = "{score} 分"

AGREEMENT_SENT = (
    "认领 {claim}（需求 {number}，{title}）的协议 {code} 已经拟好，请您过目。"
    "同意后由工作人员办理生效；想改哪里，点“要求修改协议”。"
)
AGREEMENT_IN_FORCE = (
    "认领 {claim}（需求 {number}，{title}）的协议已生效，可以开始实施了。"
    "有进展就点“报进展”，也可以直接写“进展 {claim}：已发货”，再发照片。全部送到后点“全部已送达”。"
)
AGREEMENT_ENDED = "认领 {claim} 的协议 {code} 已终止。原因：{reason}"
WORK_CLOSED = (
    "需求 {number}（{title}）的上报人已确认收到，认领 {claim} 办结了，谢谢。"
    "请给这次合作打分，5 分最好。"
)
WORK_REOPENED = (
    "需求 {number}（{title}）的上报人说还没有全部解决，认领 {claim} 回到实施中。"
    "请了解情况后报进展，办好再点“全部已送达”。"
)
MILESTONE_NEAR = (
    "认领 {claim} 的节点“{what}”计划在 {due} 完成。做好了请告诉我，有困难也可以报进展。"
)
MILESTONE_LATE = (
    "认领 {claim} 的节点“{what}”计划在 {due} 完成，已经过了 {days} 天。"
    "做好了请点“这个节点完成了”；还没有，请报一下进展。工作人员也会看到。"
)
MILESTONE_LATE_STAFF = (
    "认领 {claim}（{name}）的节点“{what}”计划 {due}，已逾期 {days} 天，没有报完成。"
)

WORK_BEGUN_OWNER = (
    "工单 {number}（{title}）：{name}的协议已生效，开始实施。有进展会在这里告诉您，送到后请您确认。"
)
PROGRESS_OWNER = "工单 {number}：{name}报来进展：{text}"
PART_DELIVERED_OWNER = (
    "工单 {number}（{title}）：{name}说自己承担的部分已送达。其他部分还在办，全部送到后请您确认。"
)

WORK_NONE = "您的机构现在没有已确认的认领。"
WORK_NOT_YOURS = "没有找到您机构的认领 C{claim}。请核对编号；要看自己的，发“实施情况”。"
WORK_LIST = "您机构已确认的认领："
WORK_LINE = "{claim} 需求 {number} {title}（{state}）"
WORK_HEAD = "认领 {claim}：需求 {number}（{title}），{state}。"
WORK_AGREEMENT = "协议 {code}：{state}。"
WORK_NO_AGREEMENT = "协议还没有拟好。工作人员拟好后会发给您。"
WORK_REPORTS = "已报进展 {count} 次。"
PLAN_HEAD = "认领 {claim} 的节点："
PLAN_LINE = "{ordinal}. {due} {what}（{state}）"
PLAN_LATE = "，晚 {days} 天"
PLAN_EMPTY = "认领 {claim} 还没有排节点。"
PLAN_HOW = "要加一个，请写：节点 {claim} 12月20日 冬衣运到学校。"
PLAN_ADDED = "记下了：{due} {what}。"
PLAN_NO_DAY = "没有认出哪一天。请这样写：节点 {claim} 12月20日 冬衣运到学校。"
PLAN_REACHED = "记下了，节点“{what}”已完成。"
PLAN_REACHED_LATE = "记下了，节点“{what}”已完成，比计划晚 {days} 天。"

AGREEMENT_TEXT = (
    "协议 {code}（{state}）\n认领方：{claimant}\n统一社会信用代码：{credit_code}\n需求：{need}\n"
)
AGREEMENT_PLACE = "地点：{place}\n"
AGREEMENT_PEOPLE = "受益：{people}\n"
AGREEMENT_MONEY = "金额：{money}（大写：{capitals}）\n"
AGREEMENT_GOODS = "物资：{goods}\n"
AGREEMENT_DATES = "期限：{starts} 至 {ends}"
AGREEMENT_EXTRA = "\n补充约定：{extra}"
AGREEMENT_PLAN = "\n节点：{plan}"
AGREED_NOW = "协议 {code} 您已同意，工作人员办理生效后会告诉您。"
OBJECTION_NOW = "请写想改哪里、怎么改，工作人员改好会再发给您。先不改了就说“取消”。"
OBJECTED_NOW = "已转给工作人员。协议 {code} 改好后会再发给您。"

PROGRESS_NOW = "请写认领 {claim} 的进展，或者发照片。先不报了就说“取消”。"
PROGRESS_KEPT = "记下了，上报人会看到。还可以接着发照片。"
PROGRESS_PHOTOS = (
    "认领 {claim} 的进展收到 {count} 个文件，照片里的位置等信息已经去掉。还可以接着发。"
)
PROGRESS_PHOTO_ONLY = "发来照片"
DELIVERED_NOW = "记下了，认领 {claim} 已送达。等上报人确认收到，办结后会在这里告诉您。"
EVALUATED_NOW = "谢谢，记下了：{score} 分。想再说一句的话，请写：评价 {claim} {score}分 您的话。"
EVALUATED_WORDS = "谢谢，认领 {claim} 的评价记下了：{score} 分。"
EVALUATED_TICKET = "谢谢，记下了：工单 {number} {score} 分。"
EVALUATE_NONE = "工单 {number} 没有已送达的认领，不用打分。"
SCORE_THE_HELP = "这次帮扶您打几分？5 分最好。"
NOT_REPORTED = "好的，这次没有记录。"

"""My reports."""

NO_TICKETS = "您还没有上报过。要上报，请点“上报需求”，或直接写哪里、需要什么。"
TICKETS = "您的上报有 {count} 份，点一个看进度。"
TICKETS_RECENT = (
    "您的上报有 {count} 份，下面是最近 {shown} 份，点一个看进度；更早的请写“工单”加编号。"
)
TICKET_LINE = "{number} · {status} · {title}"
NO_SUCH_TICKET = "没有找到您名下的工单 {number}。请核对编号，或发“我的上报”查看。"
TICKET_NEXT = {
    "submitted": "等待工作人员开始审核。",
    "in_review": "工作人员正在审核。",
    "returned": "需要您补充后才能继续审核。",
    "accepted": "已受理，接下来会对接能提供帮助的机构。",
    "published": "已发布，等待机构认领。",
    "partly_claimed": "已有机构认领一部分。",
    "claimed": "已有机构认领，接下来实施。",
    "in_progress": "正在实施。",
    "delivered": "已送达，请确认收到没有。",
    "closed": "已办结。",
    "rejected": "这份上报未予受理。情况有变化时，可以重新上报。",
    "merged": "已和另一份相同的需求合并处理。",
    "withdrawn": "已由您撤回。",
}
REASON = "意见：{reason}"
FIELDS_ASKED = "要补充：{labels}"
SUBMITTED_NEED = "这份上报写的是："
WITHDRAW_WHICH = "要撤回哪一份？点一个，或写“撤回”加编号，比如“撤回{number}”。"
WITHDRAW_SURE = "确定撤回工单 {number} 吗？撤回后不再审核，也不能恢复。"
WITHDRAWN = "工单 {number} 已撤回。"
NOT_WITHDRAWABLE = "工单 {number} 现在是“{status}”，不能撤回。有变化请转给工作人员说明。"
NOTHING_RETURNED = "现在没有需要补充的工单。"
NOT_RETURNED = "工单 {number} 现在是“{status}”，不需要补充。"

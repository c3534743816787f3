"""Words on the pictures of flows (``shanhai flows``)."""

FLOW_NAMES = {
    "report": "上报需求",
    "consent": "知情同意",
    "sheet": "批量上报：收表",
    "rows": "批量上报：核对",
    "organisation": "登记机构",
    "offer": "登记资源",
    "application": "申报项目",
}
FLOW_TITLE = "{name}（{code}，第 {version} 版）"
STEP_TITLES = {"consent": "知情同意", "file": "填好的表", "rows": "逐行核对"}
MARK_SKIP = "可跳过"
TICKET_CHART = "工单的状态"
FLOW_ENDS = "结束"
MARK_CHOICES = "{count} 个选项"
MARK_FILE = "发文件"
FLOW_NOTE = (
    "每一步都可以：上一步、先存着、取消、重新开始、直接改前面的答案，或先问一个政策问题再回来。"
    "一句话里说清的几项不再逐项问；退回补充时只问退回的几项。"
)
FLOW_NOTE_SHORT = "每一步都可以取消、重新开始，或先问一个政策问题再回来。"
OVERLAP_TITLE = "比对：有相近的工单时"
OVERLAP_WAYS = "加入、补充或单独提交"

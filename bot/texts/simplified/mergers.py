"""Tickets merged because they report the same need, and parted again."""

MERGED = (
    "工单 {number}（{title}）和工单 {other} 反映的是同一需求，已经合并，以后按工单 {other} 办理。"
    "您填的内容和材料都保留着，不用重新上报。那一份有进展会在这里告诉您，也可以点“我的上报”看。"
)
JOINED_MERGED = (
    "您一起反映的工单 {number} 已并入工单 {other}，以后按那一份办理，有进展会在这里告诉您。"
)
MERGED_WITH_YOURS = (
    "另一份上报和您的工单 {number}（{title}）反映的是同一需求，已并入您这一份一起办理。"
    "您的工单照常办理，不用做什么。"
)
PARTED = "工单 {number}（{title}）不再和工单 {other} 合并，恢复单独办理，现在是“{status}”。"
JOINED_PARTED = (
    "您一起反映的工单 {number} 不再和工单 {other} 合并，恢复单独办理，现在是“{status}”。"
)
PARTED_FROM_YOURS = (
    "并入您的工单 {number}（{title}）的那份上报已分出去，单独办理。您的工单照常办理，不用做什么。"
)
STILL_RETURNED = "还需要您补充：{labels}。"

MERGED_LINE = "{number} · 已并入 {other}，{status} · {title}"
MERGED_NEXT = "这份和工单 {other} 合并办理。工单 {other} 现在是“{status}”：{next}"
GOES_ON_AS = "工单 {number} 已并入工单 {other}，下面是工单 {other} 的进度。"
MERGED_ROW = "并入工单 {other}"
PARTED_ROW = "不再和工单 {other} 合并，恢复单独办理（{status}）"

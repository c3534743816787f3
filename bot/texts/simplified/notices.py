"""Notices the desk starts."""

RETURNED = "工单 {number}（{title}）需要补充：{labels}。"
RETURNED_NEXT = "其他内容都保留着，补完就回到审核。"
ACCEPTED = "工单 {number}（{title}）已受理。接下来会对接能提供帮助的机构，有进展会在这里告诉您。"
REJECTED = "工单 {number}（{title}）未予受理。"
REJECTED_NEXT = "如果情况有变化或有新的材料，可以重新上报。"
ANSWERED_BY_STAFF = "您问的“{question}”，工作人员回复：\n{answer}"
DISMISSED_BY_STAFF = (
    "您问的“{question}”，工作人员看过，没有作答：\n{reason}\n"
    "可以换个说法再问，或补充情况后再转给工作人员。"
)
PUBLISHED = (
    "工单 {number}（{title}）已发布，等机构认领。公开的内容不含具体地点、联系人和您写的原话。"
)
NO_LONGER_PUBLIC = "工单 {number}（{title}）已停止公开，回到“{status}”。"
MOVED = "工单 {number}（{title}）现在是“{status}”。"

NOTHING_OPEN = "现在没有正在填写的上报。"

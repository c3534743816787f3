"""Consent and the life of a report."""

HELD = "您刚才写的内容已留着，同意后会直接用上，不用再写一遍。"
MODEL_READS = (
    "另外，您写的上报文字（号码隐去后）会交给一个语言模型，帮助找出地点、数量等内容，由您核对。"
)
FOUND_BY_MODEL = "其中{labels}是语言模型找到的，请核对。"
CONSENTED = "好的，现在开始上报。"
DECLINED = "好的，不开始上报，也不会用您刚才写的内容建立上报。您仍可以问政策。"
CANCELLED = "已取消，没有提交。需要时可以随时再上报。"
CANCELLED_RETURN = "好的，先不补充。工单 {number} 还在“待补充”，以后可以从“我的上报”接着补。"
QUESTIONS_CHANGED = "上报的问题有调整，您填过的内容都留着，从还没填的地方接着。"
RESTARTED = "好的，从头开始。"
SUBMITTED = (
    "已提交，工单号是 {number}。\n接下来由工作人员审核。需要补充或有结果时，会在这里告诉您；"
    "也可以随时点“我的上报”看进度。"
)
RESUBMITTED = "补充内容已提交，工单 {number} 回到审核。有结果会在这里告诉您。"
RESUBMITTED_UNCHANGED = "内容没有改动，工单 {number} 回到审核。有结果会在这里告诉您。"
GO_ON = "接着刚才没填完的那一份。"

"""After a submission: questions of staff, delivery, how it was, and what is still not solved."""

# Buttons.
ANSWER_STAFF = "回答"
SEND_TO_STAFF = "发给工作人员"
NOT_THE_ANSWER = "不是回答"
ONE_MORE_SENTENCE = "再说一句"
FEEDBACK = {
    "received": "收到了",
    "partly": "部分收到",
    "missing": "没收到",
    "pleased": "满意",
    "soso": "一般",
    "unhappy": "不满意",
    "unsolved": "还没解决",
}

# Questions of staff.
STAFF_ASKS = (
    "关于工单 {number}（{title}），工作人员想问：\n{question}\n"
    "请点“回答”再写，或回复“回答{number}”加您的话。工单照常办理，不用重新提交。"
)
ANSWER_NOW = "工单 {number}，工作人员问：{question}\n请写下来，文字或照片都可以。先不答就说“算了”。"
ANSWER_TAKEN = "已交给工作人员，附在工单 {number} 里。"
STILL_ASKED = "还有一个问题：{question}"
ANSWERED_BEFORE = "工单 {number} 的这个问题已经回答过。要补充，请说“转人工”。"
NO_STAFF_QUESTION = "现在没有工作人员等您回答的问题。"
IS_IT_THE_ANSWER = "工作人员在等您回答工单 {number}：{question}\n要把您写的作为回答发过去吗？"
NOT_TOLD = "好的，先不说。想说的时候，从“我的上报”点开工单就行。"
YOU_SAID = "您说：{said}"
ASKED_ROW = "工作人员问：{question}"
ANSWERED_ROW = "您答：{answer}"

# Delivery.
DELIVERED = "工单 {number}（{title}）已标记为送达。请看一下收到没有。"
HOW_WAS_IT = (
    "谢谢，工单 {number} 记下了“收到了”。方便的话发一两张照片，不发也行。\n"
    "这次办得怎么样？点一下，工单就办结。"
)
CLOSED_BY_MARK = "评价已记下，工单 {number} 已办结。以后发现没解决，点“还没解决”，会重新办理。"
MARKED = "工单 {number} 的评价已记下。"
REMARK_NOW = "请写下来，我附在工单 {number} 里给工作人员看。"
EXPLAINED = "已附在工单 {number} 里，工作人员能看到。"
NOTHING_MORE = "好的。"
PHOTO_TAKEN = "照片已收好，放进了工单 {number}。还可以继续发。"
REOPENED = (
    "工单 {number} 已记下“{said}”，回到实施中，工作人员会看到。\n"
    "请再写一句差什么、差多少，我一起交给他们；不写也行。"
)
WHICH_DELIVERED = "“{said}”说的是哪一份？"
NOTHING_DELIVERED = "现在没有可以这样记的工单。要说明情况，请说“转人工”。"
SAID_BEFORE = "工单 {number} 现在是“{status}”，这个按钮已过期，没有改动。"
TOO_LATE_TO_SAY = (
    "工单 {number} 办结已超过 90 天，不能再重新办理。还有困难，请重新上报，或说“转人工”。"
)
CLOSED = "工单 {number}（{title}）已办结。还没解决的话，90 天内都可以说“还没解决”。"

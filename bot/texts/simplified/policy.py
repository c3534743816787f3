"""Policy questions."""

DECLINED_OFFER = "需要的话，可以把这个问题转给工作人员。"
BACK_TO_QUESTION = "接着刚才的填写。\n"
HANDED_ON = "已转给工作人员，编号 {number}。有回复会发到这里。"
NOTHING_TO_HAND_ON = "现在没有待转的问题。请把要问的话写下来。"
HAND_ON_STALE = "这个问题已经转过，或按钮已过期。需要的话，请把问题再发一次。"
UNSERVED = {
    "search_needs": "这里还不能查找需求。您的话已转给工作人员，编号 {number}。有回复会发到这里。",
    "claim": "这里还不能直接捐赠或认领。您的话已转给工作人员，编号 {number}。有回复会发到这里。",
    "upset": (
        "给您添麻烦了。您的话已转给工作人员，编号 {number}。有回复会发到这里；"
        "想直接和工作人员说，请回复“转人工”。"
    ),
}

FOUND_USEFUL = "好的，谢谢您告诉我。"
FOUND_USELESS = (
    "谢谢您告诉我，这个问题和刚才的回答已记下，工作人员会看。想要他们回复您，请点“转给工作人员”。"
)
RATED_ALREADY = "已经记下了，谢谢。"
RATING_STALE = "这个回答的按钮已过期。觉得还没答清楚的话，请把问题再问一次。"
NOTHING_TO_RATE = "现在没有可以评价的回答。想问什么，请直接写出来。"

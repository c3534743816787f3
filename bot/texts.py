"""Every sentence the conversation says, in one place; questions stand in ``bot.dialogue.flows``."""

# Buttons. What a button does can also be typed: ``bot.commands`` lists the words.
SUBMIT = "提交"
EDIT = "修改"
CANCEL = "取消"
SKIP = "跳过"
BACK = "上一步"
BACK_TO_CARD = "返回"
KEEP = "不改"
DONE = "完成"
DOUBT_NO = "继续填写"
CANCEL_YES = "确定取消"
RESTART_YES = "重新开始"
MENU_REPORT = "上报需求"
MENU_ASK = "问政策"
MENU_MINE = "我的上报"
MENU_HELP = "帮助"
HAND_ON = "转给工作人员"
USEFUL = "有用"
USELESS = "没用"
SUPPLY = "开始补充"
WITHDRAW = "撤回工单 {number}"
WITHDRAW_YES = "确定撤回工单 {number}"
WITHDRAW_NO = "不撤回"
SEE_NEED = "看内容"
SEE_TICKET = "查看进度"
TICKET_BUTTON = "工单 {number}"
LINK = "换渠道"

# Marks and titles on cards.
MARK_RECOGNISED = "系统识别"
MARK_OPEN = "待补"
CARD_TITLE = "需求确认"
CARD_TITLE_RETURNED = "工单 {number} · 补充后确认"
CARD_RECOGNISED = "从您的话里识别到"
CARD_TICKET = "工单 {number} · {status}"

# The engine's remarks.
CHANGED = "好的，{label}改为：{value}。"
EMPTIED = "好的，{label}已清空，需要的请重新发。"
GAP_ABOVE_BUDGET = "资金缺口（{gap}）比预算（{budget}）多，请再核对一下。"
ONLY_THESE = "这次只需要补充：{labels}。其他内容已经在审核里，不在这里改。"
ATTACHED = "文件已收好，和这份上报放在一起（共 {count} 份）。"
ATTACHED_ASKED = "文件已收好（共 {count} 份）。"
MORE_FILES = "还可以继续发图片或文件，发完点“完成”。"
NO_STEP_BEFORE = "这是第一个问题，前面没有了。"
NO_STEP_BEFORE_CARD = "前面没有问过的问题。要改哪一项，点“修改”，或直接说“人数改成120”。"
NOTHING_TO_SKIP = "这一步是核对内容，没有可以跳过的。没有问题就点“提交”。"
GOING_ON = "好的，接着填。"
STILL_OPEN = "提交之前还差：{labels}。"
STILL_OPEN_MANY = "提交之前还有 {count} 项要问，多数可以跳过。"

# Questions around a flow.
CANCEL_SURE = "确定取消这份上报吗？取消后已填的内容不会提交。"
CANCEL_RETURN_SURE = "确定先不补充吗？工单 {number} 会留在“待补充”，以后可以从“我的上报”接着补。"
RESTART_SURE = "确定从头再填吗？现在已填的内容会清空。"
WHICH_FIELD = "要改哪一项？"
WHICH_ONE = "这个{label}有几种可能，是哪一个？都不是的话，请写得再完整一些。"
CHANGE_TO = "{label}要改成“{value}”吗？"
IS_IT = "{label}是“{value}”吗？"
THIS_ONE = "是"
NOT_THIS_ONE = "不是"
CHANGE_YES = "改成这个"
PRESENTLY = "现在是：{value}"
RETURNED_BECAUSE = "审核意见：{reason}"
RECOGNISED = "我从您的话里识别到下面这些，不对的可以直接说，比如“人数改成120”。"
RECOGNISED_FEW = "还差：{labels}。"
RECOGNISED_MANY = "还有 {count} 项要问，一次一项，多数可以跳过。"
NOTED = "记下了：{values}。"
NOT_A_CHANGE = (
    "这句话没有改动任何内容。要改哪一项，点“修改”，或直接说“人数改成120”；没有问题就点“提交”。"
)
NO_SUCH_FIELD = "没有认出要改哪一项，请从下面选一个。"
PICK_ONE = "请从下面的选项里选一个。"
FILE_WANTED = "这一步请发图片或文件。没有就点“跳过”，已经发完就点“完成”。"

# Start, help, and what cannot be read.
WELCOME = (
    "您好，这里是山海桥，东西部协作和对口支援的自动服务。可以上报当地的需求，也可以问慈善、"
    "捐赠、社会救助方面的政策。您可以点下面的按钮，也可以直接打字说，比如"
    "“澜沧县木戛乡中心小学需要200套冬衣”。"
)
HELP = (
    "可以这样用：\n"
    "· 上报需求：点“上报需求”，或直接写哪里、需要什么、多少。\n"
    "· 问政策：直接把问题写出来，回答会附原文出处。\n"
    "· 我的上报：查看进度，补充或撤回。\n"
    "· 换渠道：发“换渠道”，可以在另一个聊天里接着办。"
)
HELP_IN_FLOW = (
    "填写时可以说：“上一步”“跳过”“取消”“重新开始”；要改前面的内容，直接说“人数改成120”。"
    "中间也可以问政策，答完会接着填。"
)
CHITCHAT = "好的。要上报需求或问政策，随时告诉我。"
LATER = "好的，已填的内容都留着，随时回来接着填。"
LATER_NOTHING_OPEN = "好的，需要时随时再来。"
TO_SUBMIT = "内容没有问题的话，请点“提交”，或回复“提交”。"
ONLY_CHINESE = "目前只能读懂中文，请用中文写。（Please write in Chinese.）"

# Questions about the service and the form, and small talk, by the topics of ``bot.about``.
ABOUT = {
    "what": (
        "当地急需的、突发困难的、财政没有覆盖的物资和服务都可以报，合不合适由工作人员审核。"
        "写清哪里、需要什么、多少就行。"
    ),
    "privacy": (
        "您写的内容给审核和对接这份需求的工作人员看。电话、证件和银行卡号码会先隐去再保存；"
        "请不要写受助人的姓名和住址。"
    ),
    "afterwards": (
        "提交后由工作人员审核，时间由他们安排，我不能替他们承诺。有进展会在这里告诉您，"
        "也可以随时点“我的上报”看进度。"
    ),
    "editable": (
        "提交之前都可以改。提交之后，工作人员退回时可以补充；也可以从“我的上报”撤回，再重新上报。"
    ),
    "who": (
        "这里是自动服务程序，不是真人，能办上报需求和查政策原文两件事。要找工作人员，请说“转人工”。"
    ),
    "thanks": "不客气。",
    "weary": "您辛苦了。",
    "small_talk": (
        "这个我帮不上忙。这里可以上报当地的需求，也可以问慈善、捐赠、社会救助方面的政策。"
    ),
}
WHY = "写清楚了，审核的人才好核实，也才好对接能帮忙的单位。"
MAY_SKIP = "可以不填，点“跳过”就行，提交之前还能补。"
ABOUT_CARD = "要问的都问完了。核对下面的内容，没有问题就点“提交”。"
HOW_FAR = "还有 {count} 项没填：{labels}。多数可以跳过。"
HOW_FAR_MANY = "还有 {count} 项没填，一次一项，多数可以跳过。"
ASK_AWAY = "请直接写您想问的政策问题，比如“企业给乡村学校捐款能不能税前扣除？”"
NOT_UNDERSTOOD = "没有看懂这句话。要上报需求，请写哪里、需要什么；要问政策，请把问题写完整。"
EMPTY = "没有收到文字内容。请打字说明，或点下面的按钮。"
ONLY_SYMBOLS = "只看到表情或符号。请用文字说明。"
TOO_LONG = (
    "这段话有 {length:,} 字，一次最多能读 {limit:,} 字。内容已经保存；请挑最要紧的几句再发一次。"
)
NO_LOCATION = "目前还不能从定位读出地点，请用文字写县、乡镇和具体地方。"
FILE_UNASKED = "现在没有正在填写的上报，这个文件没有保存。要附材料，请先点“上报需求”。"
FILE_BEFORE_CONSENT = "这个文件还没有保存。请先选择是否同意，开始上报后再发一次。"
TOO_MANY_FILES = "一份上报最多放 {limit} 份文件，这一份没有保存。"
MASKED = "为保护个人信息，您发的电话、证件或银行卡号码已自动隐去，没有保存。"
MASK_NOTE = "已隐去]"  # what every note of ``api.domain.redaction.mask`` ends with
BUSY = "前一条消息还在处理。请稍等一下再发一次。"
FAILED = "刚才没有处理成功，您发的内容已保存。请稍等一下再发一次。"
STALE = "这个按钮已过期，请看下面这一步。"
STALE_NOTHING_OPEN = "这个按钮已过期，现在没有正在填写的上报。"
STALE_SUBMITTED = "这份上报已经提交，工单号是 {number}，不会重复提交。"
UNKNOWN_BUTTON = "没有认出这个按钮。请用下面的按钮，或直接打字。"

# Consent and the life of a report.
HELD = "您刚才写的内容已留着，同意后会直接用上，不用再写一遍。"
CONSENTED = "好的，现在开始上报。"
DECLINED = "好的，不开始上报，也不会用您刚才写的内容建立上报。您仍可以问政策。"
ALREADY_REPORTING = "您有一份上报还没填完，接着来。想从头填，请说“重新开始”。"
CANCELLED = "已取消，没有提交。需要时可以随时再上报。"
CANCELLED_RETURN = "好的，先不补充。工单 {number} 还在“待补充”，以后可以从“我的上报”接着补。"
RESTARTED = "好的，从头开始。"
SUBMITTED = (
    "已提交，工单号是 {number}。\n接下来由工作人员审核。需要补充或有结果时，会在这里告诉您；"
    "也可以随时点“我的上报”看进度。"
)
RESUBMITTED = "补充内容已提交，工单 {number} 回到审核。有结果会在这里告诉您。"
RESUBMITTED_UNCHANGED = "内容没有改动，工单 {number} 回到审核。有结果会在这里告诉您。"
GO_ON = "接着刚才没填完的那一份。"

# Policy questions.
DECLINED_OFFER = "需要的话，可以把这个问题转给工作人员。"
BACK_TO_QUESTION = "接着刚才的填写。\n"
HANDED_ON = "已转给工作人员，编号 {number}。有回复会发到这里。"
NOTHING_TO_HAND_ON = "现在没有待转的问题。请把要问的话写下来。"
HAND_ON_STALE = "这个问题已经转过，或按钮已过期。需要的话，请把问题再发一次。"
UNSERVED = {
    "search_needs": "这里还不能查找需求。您的话已转给工作人员，编号 {number}。有回复会发到这里。",
    "claim": "这里还不能直接捐赠或认领。您的话已转给工作人员，编号 {number}。有回复会发到这里。",
    "human": "您的话已转给工作人员，编号 {number}。有回复会发到这里。",
    "upset": "给您添麻烦了。您的话已转给工作人员，编号 {number}。有回复会发到这里。",
}

FOUND_USEFUL = "好的，谢谢您告诉我。"
FOUND_USELESS = (
    "谢谢您告诉我，这个问题和刚才的回答已记下，工作人员会看。想要他们回复您，请点“转给工作人员”。"
)
RATED_ALREADY = "已经记下了，谢谢。"
RATING_STALE = "这个回答的按钮已过期。觉得还没答清楚的话，请把问题再问一次。"
NOTHING_TO_RATE = "现在没有可以评价的回答。想问什么，请直接写出来。"

# My reports.
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
    "delivered": "已送达，等待办结。",
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
WITHDRAW_REASON = "上报人撤回"
NOT_WITHDRAWABLE = "工单 {number} 现在是“{status}”，不能撤回。有变化请转给工作人员说明。"
NOTHING_RETURNED = "现在没有需要补充的工单。"
NOT_RETURNED = "工单 {number} 现在是“{status}”，不需要补充。"

# Notices the desk starts.
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
MOVED = "工单 {number}（{title}）现在是“{status}”。"

NOTHING_OPEN = "现在没有正在填写的上报。"

# Two channels, one person.
LINK_CODE = (
    "您的绑定码是 {code}，15 分钟内有效，只能用一次。\n请在另一个聊天里发：绑定 {code}\n"
    "绑定后，那边可以看到同样的进度，接着填写。请不要把绑定码告诉别人。"
)
LINKED = "绑定好了。两边是同一个账户，可以在这里接着办。"
LINK_WRONG = "绑定码不对或已过期。请在原来的聊天里发“换渠道”，取一个新的。"
LINK_HOW = "请在原来的聊天里发“换渠道”取绑定码，再在这里发：绑定 123456（换成您的码）。"

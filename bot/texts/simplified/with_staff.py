"""A talk with staff: its beginning, what is said while it lasts, its end."""

CALL_STAFF = "转人工"
BACK_TO_BOT = "回到自动服务"
LEAVE_QUESTION = "留下问题"
STAFF_OFFER = (
    "要找工作人员的话，请点“转人工”，由他们在这里回复您。也可以把情况再写清楚一些，我先帮您看看。"
)
STAFF_CALLED = (
    "已为您转人工，编号 {number}。工作人员会在这里回复您；他们此刻是否在岗我不知道，"
    "不在的话可能要等到下一个工作日。\n"
    "从现在起我不再自动回复。您可以先把情况写下来，文字、图片和文件都能收到；"
    "不想等了，点“回到自动服务”，或回复“结束人工”。"
)
STAFF_MAY_READ = "工作人员能看到接下来的内容和刚才的几句对话，电话和证件号码会先隐去。"
STAFF_REPORT_KEPT = "没填完的上报都留着，结束后接着填。"
STAFF_GOT_IT = "已转给工作人员。接下来您发的内容他们都能看到，我不再插话。"
STAFF_AWAITED = (
    "这里已转人工（编号 {number}），正在等工作人员接手，您发的内容他们都能看到。"
    "要用自动服务，请点“回到自动服务”，或回复“结束人工”。"
)
STAFF_ANSWERING = (
    "现在由工作人员接待（编号 {number}），您直接说就行。"
    "要用自动服务，请点“回到自动服务”，或回复“结束人工”。"
)
STAFF_LOCATION = "［发来位置］北纬 {latitude:.5f}，东经 {longitude:.5f}"
BACK_TO_AUTO = "已回到自动服务，您发过的内容工作人员仍能看到。需要时再说“转人工”。"
STAFF_TALK_OVER = "那次人工对话已经结束，现在是自动服务。需要时再说“转人工”。"
NO_STAFF_TALK = "现在就是自动服务。要找工作人员，请说“转人工”。"
STAFF_LEAVE_WHAT = "好的，已回到自动服务。请把问题写下来；政策原文里查不到的，可以转给工作人员。"
STAFF_QUESTION_LEFT = (
    "您写的内容已作为问题留给工作人员，编号 {number}。有回复会发到这里。现在回到自动服务。"
)
STAFF_SIGNED = "工作人员：{text}"
STAFF_JOINED = "工作人员已接手，请直接说您的情况。"
STAFF_LATE = (
    "还没有工作人员接手，让您久等了。可以继续等，这里一直留着；也可以点“留下问题”，"
    "把您写的作为问题留给他们，之后回复到这里；或者回到自动服务。"
)
STAFF_HANDED_BACK = "工作人员已把对话交还给自动服务。还需要时再说“转人工”。"
STAFF_CLOSED = "工作人员已结束这次人工对话，现在回到自动服务。还需要时再说“转人工”。"
REVIEWS_DUE = "有 {count} 份工单等着作审核决定："
REVIEW_DUE = "· {number} {title}：{month}月{day}日到期"
REVIEW_LATE = "· {number} {title}：{month}月{day}日已到期"
REVIEWS_MORE = "· 另有 {count} 份"
REVIEWS_WHERE = "请到工作台“审核时限”里处理。上报人在等结果；材料不够可以退回，退回期间不计时。"

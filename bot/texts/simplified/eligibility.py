"""测资格: whether one may apply for a programme and for how much, asked and answered."""

MENU_ELIGIBILITY = "测资格"
TRY_ELIGIBILITY = "测一测资格"
ELIGIBILITY_UNKNOWN = "不清楚"
ELIGIBILITY_CHANGE = "修改答案"
ELIGIBILITY_SAVE = "保存结果"
ELIGIBILITY_OTHER = "换一项"
ELIGIBILITY_STOP = "不测了"
ELIGIBILITY_GO_ON = "接着测资格"
ELIGIBILITY_YES = "是"
ELIGIBILITY_NO = "否"

ELIGIBILITY_NONE = "现在没有可以测的专项。可以直接问政策，或转人工。"
ELIGIBILITY_WHICH = "想测哪一项？点按钮，或直接说名字。会问几个问题，随时可以停。"
ELIGIBILITY_WHICH_AGAIN = "想测哪一项？"
ELIGIBILITY_NO_SUCH = "没有认出是哪一项。请点下面的按钮，或说出它的名字，例如“{title}”。"
ELIGIBILITY_BEGUN = (
    "测一测：{title}。\n一次问一个问题，能决定结果的先问；不清楚的可以跳过。"
    "结果只是按已知规则的初步判断，不代表主管部门的决定。"
)
ELIGIBILITY_NOTED = "已经记下，不再问：{facts}。有不对的，说“修改答案”。"
ELIGIBILITY_OF_ORGANISATION = "按您所在的机构“{name}”先填了：{facts}。有不对的，说“修改答案”。"
ELIGIBILITY_FACT = "{label}：{value}"
ELIGIBILITY_ALSO = "记下了：{facts}。"
ELIGIBILITY_CHANGED = "{label}改为：{value}。"
ELIGIBILITY_HELD = "现在是：{value}。"
ELIGIBILITY_NO_ANSWERS = "还没有答案可以改。"
ELIGIBILITY_WHICH_ANSWER = "要改哪一个答案？"
ELIGIBILITY_WHICH_ANSWER_MISREAD = "没有认出要改哪一个。请点下面的按钮。"
ELIGIBILITY_STOPPED = "好的，先不测了，答案都留着。想接着测，说“测资格”。"
ELIGIBILITY_FIRST = "这已经是第一个问题。"
ELIGIBILITY_ANSWERED_KEPT = "答案都留着，接着测。"
ELIGIBILITY_MISREAD = {
    "choice": "没有认出是哪一种。请点下面的按钮，或照按钮上的字回复；都不是，请回复“不清楚”。",
    "yes_no": "请回复“是”或“否”；说不准，请回复“不清楚”。",
    "yuan": "请写一个金额并带上单位，例如“80万元”；说不准，请回复“不清楚”。",
    "number": "请写一个数，例如“2{unit}”；说不准，请回复“不清楚”。",
    "place": "没有认出地方。请从省写起，例如“云南省普洱市”；说不准，请回复“不清楚”。",
    "text": "请写几个字；说不准，请回复“不清楚”。",
}
ELIGIBILITY_TOO_MUCH = "这个金额太大了，请核对后再写，例如“80万元”。"
ELIGIBILITY_YES_NO = {True: "是", False: "否"}
ELIGIBILITY_COUNT = "{number}{unit}"
ELIGIBILITY_MONTHS = "{number}个月"
ELIGIBILITY_GONE = "这一项的规则已经不在了，没法接着测。请换一项。"
ELIGIBILITY_NO_FILES = "测资格不用发文件。请回答上面的问题，或说“不测了”。"

VERDICT_HEAD = "{title}\n结论：{outcome}（按 {day} 的已知规则）。"
VERDICT_OUTCOMES = {
    "eligible": "初步符合，待核原文",
    "ineligible": "按已知条件暂不具备，待核原文",
    "unknown": "信息不足，暂不能判断",
}
VERDICT_ENDED_LABEL = "已不在执行期"
VERDICT_ENDED = "这一项的规则执行到 {day}，之后没有见到延续的文件，不能再按它办理。"
VERDICT_REFUSED = "不符合的：{rules}。"
VERDICT_OPEN = "还说不准的：{rules}。"
VERDICT_MAXIMUM = "{label}：{amount}。"
VERDICT_OWN = "{label}：{amount}（{share}）。"
VERDICT_SHORT = "您说的自筹是 {own}，还差 {short}。"
VERDICT_MISSING = "还缺：{facts}。补上以后，结论可能会变；说“修改答案”就能补。"
# Before an application is submitted; its card follows.
JUDGEMENT_MISSING = "还缺：{facts}。补上以后，结论可能会变；在下面点“修改”就能补。"
VERDICT_NO_AMOUNT = "已知的规则算不出金额。"
VERDICT_YOURS = "您的回答：{facts}。"
VERDICT_UNKNOWN = "不清楚"
VERDICT_NO_PROMISE = "这是初步判断，不是批准，也不保证结果；以主管部门现行文件和审核为准。"
VERDICT_STEPS = "逐条看："
VERDICT_REQUIREMENT = "{mark}{text}"
VERDICT_MARKS = {True: "［符合］", False: "［不符合］", None: "［待定］"}
VERDICT_LIMIT = "［限额］{text}"
VERDICT_LIMIT_AMOUNT = "　按这一条，{label}：{amount}。"
VERDICT_ANSWER = "　{facts}。"
VERDICT_NOTE = "　{note}"
VERDICT_NOT_ASKED = "［没有再问］{rules}。"
VERDICT_CONFLICT = "［说法不一］{text}两种说法并列如下，不替您取舍："
VERDICT_SIDE = "　· {value}：“{quote}”"
VERDICT_SOURCES = "依据："
VERDICT_QUOTE = "“{quote}”"
VERDICT_SOURCE = "——{title}（{tier}）"
VERDICT_PROCEDURE = "办理流程："
VERDICT_STEP = "□ {place}. {text}"
VERDICT_WHO = "　谁来办：{who}"
VERDICT_WHEN = "　什么时候：{when}"
VERDICT_PREPARE = "要准备的："
VERDICT_ITEM = "□ {item}"
VERDICT_ADVICE = "另外请注意："
VERDICT_POINT = "· {text}"

RESULT_SAVED = (
    "结果已保存，链接：\n{link}\n"
    "有链接的人都能看到，里面没有姓名和联系方式，可以打印或存为 PDF。"
    "不想留着，请发“删除保存的结果”。"
)
RESULT_NOTHING = "还没有可以保存的结果。先说“测资格”，得出结论后再保存。"
RESULTS_NONE = "您没有保存过结果。"
RESULTS_FORGET_SURE = "要删除您保存的 {count} 份结果吗？删除后链接打不开，也找不回来。"
RESULTS_FORGET_YES = "确定删除"
RESULTS_FORGET_NO = "不删除"
RESULTS_FORGOTTEN = "已删除 {count} 份结果，原来的链接不能再打开。"
RESULTS_KEPT = "好的，保存的结果都还在。"
RESULTS_FULL = "您已经保存了 {count} 份结果，不能再存。要腾出地方，请发“删除保存的结果”。"

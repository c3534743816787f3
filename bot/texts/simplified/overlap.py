"""What a need overlaps with, and tickets of others that were joined."""

from api.domain.likeness import Fact

FACT_NAMES = {fact.value: fact.label for fact in Fact}
MONTH = "{year}年{month}月"
COLON = "："
REPORTED_IN = "上报时间"

OVERLAP_SAME = "提交之前请看一下：有 {count} 份没办结的工单，和您这份像是同一件事。"
OVERLAP_AGREES = "相同之处：{facts}。"
OVERLAP_MINE = "这一份是您自己上报的。"
OVERLAP_CHOOSE = (
    "是同一件事，点“加入”：不另开工单，有进展也告诉您。还有情况要说明，点“补充到”。"
    "不是同一件事，点“仍然单独提交”。"
)
OVERLAP_HINT = "提交之前请看一下。下面只是提醒，不影响提交。"
OVERLAP_AID = "这个地方、这类人群已有的援助："
OVERLAP_AID_LINE = "· {month}：{things}（工单 {number}，{status}）"
OVERLAP_COMMON = (
    "另有 {count} 个县报过同样的一份清单。写明当地为什么缺这些、和别处有什么不同，更容易对接上。"
)
OVERLAP_REFUSED = "同样的内容以前有没受理的，原因可能是和当地实际对不上。请再核对一下是不是最缺的。"
OVERLAP_GO_ON = "内容没有问题，点“仍然提交”；想改，点“返回”或直接说。"
OVERLAP_JOIN = "加入工单 {number}"
OVERLAP_ADD = "补充到工单 {number}"
OVERLAP_ALONE = "仍然单独提交"
OVERLAP_SUBMIT = "仍然提交"
OVERLAP_WHICH = "请点下面的按钮，或写上编号，比如“加入1003”。"
OVERLAP_APART = "已注明您看过工单 {numbers}，认为不是同一件事，工作人员会看到。"
OVERLAP_JOINED = (
    "好的，您的上报已并入工单 {number}，没有另开工单。那一份有进展会在这里告诉您，"
    "也可以点“我的上报”看。"
)
OVERLAP_ADDED = (
    "好的，您补充的内容和材料已交给办理工单 {number} 的工作人员，没有另开工单。"
    "有进展会在这里告诉您，也可以点“我的上报”看。"
)

JOINED_HEAD = "您一起反映的："
JOINED_TICKET = "这份是别人上报、您一起反映的，只显示进度。"
JOINED_RETURNED = "工作人员在等上报人补充。"
JOINED_WITHDRAWN = "上报人已撤回。需求还在的话，可以由您重新上报。"
JOINED_MOVED = "您一起反映的工单 {number}（{title}）现在是“{status}”。"

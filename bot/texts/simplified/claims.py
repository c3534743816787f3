"""Claims (认领): what the parties are told, asking for one, and seeing one's own."""

from api.domain.claim import ClaimState as _State

CLAIM_STATES = {state.value: state.label for state in _State}
SEE_CLAIM = "看认领进展"
JOIN_CLAIM = "接受"
DECLINE_CLAIM = "不接受"

CLAIM_TOLD = {
    "held": (
        "{organisation}认领了需求 {number}（{title}）的{amounts}，编号 {code}，为您保留到 {until}。"
        "等工作人员确认，有结果会在这里告诉您。"
    ),
    "confirmed": (
        "认领 {code} 已确认：{organisation}认领需求 {number}（{title}）的{amounts}。"
        "接下来会商定怎么实施，有进展会在这里告诉您。"
    ),
    "declined": (
        "认领 {code}（需求 {number}，{title}）没有成立，保留的{amounts}已重新开放。"
        "有疑问可以发“转人工”。"
    ),
    "withdrawn": "认领 {code}（需求 {number}，{title}）已撤回，{amounts}已重新开放。",
    "expired": (
        "认领 {code}（需求 {number}，{title}）保留到期，{amounts}已重新开放。"
        "还想认领的话，请发“认领 {number}”。"
    ),
    "handed_over": "认领 {code}（需求 {number}，{title}）已由对方接受，不再由{organisation}承担。",
}
CLAIM_TOLD_OWNER = {
    "held": (
        "{organisation}想认领工单 {number}（{title}）的{amounts}。"
        "工作人员确认后会告诉您，现在不用做什么。"
    ),
    "confirmed": "{organisation}认领工单 {number}（{title}）的{amounts}，工作人员已确认。",
    "declined": "{organisation}对工单 {number}（{title}）的认领没有成立，{amounts}重新开放认领。",
    "withdrawn": "{organisation}撤回了对工单 {number}（{title}）的认领，{amounts}重新开放认领。",
    "expired": "{organisation}对工单 {number}（{title}）的认领到期没有确认，{amounts}重新开放。",
}
CLAIM_INVITED = (
    "{asked_by}邀请{organisation}联合认领需求 {number}（{title}）。接受后由您说认领多少；"
    "{until}前答复有效。"
)
CLAIM_OFFERED = (
    "{asked_by}想把需求 {number}（{title}）的{amounts}转交给{organisation}。"
    "接受后由贵机构承担，工作人员会重新确认；{until}前答复有效。"
)
CLAIM_ENDING = (
    "认领 {code}（需求 {number}，{title}）还没有确认，保留到 {until}，到期后{amounts}会重新开放。"
    "想继续的话，请发“转人工”请工作人员尽快确认。"
)

MENU_CLAIMS = "我的认领"
CLAIM_THIS = "认领这件需求"
LEAVE_CLAIM = "先不认领"
ASK_TO_JOIN = "邀请联合认领"
HAND_CLAIM_OVER = "转交给别的机构"
WITHDRAW_CLAIM = "撤回认领"
CLAIM_REGISTER = "登记机构"
CLAIM_BUTTON = "认领 {code}"

CLAIM_WHICH = (
    "要认领哪一件需求？请发“认领”加需求编号，比如：认领 1001。还没有看好的话，可以先找需求。"
)
CLAIM_NO_ORGANISATION = (
    "认领要以机构的名义。请先登记机构，或者用“邀请码”加入已登记的机构，"
    "之后再发“认领 {number}”。个人想帮忙的话，可以发“转人工”。"
)
CLAIM_FOR_WHOM = "以哪家机构的名义认领？"
CLAIM_OPEN = "需求 {number}：{title}\n现在还可以认领：{open}。"
CLAIM_AS_IT_WAS = "好的，认领照旧，没有改动。"
CLAIM_REFUSED = "这样不能认领。现在还可以认领：{open}。请写大于 0、不超过它的数。"
CLAIM_LEFT = "好的，没有认领。需要时再发“认领”加编号。"
CLAIM_CARD = "请核对认领"
CLAIM_ROW_NEED = "需求"
CLAIM_ROW_WHO = "认领机构"
CLAIM_ROW_PART = "认领多少"
CLAIM_ROW_UNTIL = "保留到"
CLAIM_ROW_SHARE = "需求进展"
CLAIM_SHARE = "已认领 {percent}%，共 {count} 家机构"
CLAIM_CARD_ONE = "认领 {code} · {state}"
CLAIM_NEXT = {
    "invited": "请接受或者不接受；到期没有答复，邀请自动作废。",
    "held": "等工作人员确认，有结果会在这里告诉您。",
    "confirmed": "工作人员会来商定怎么实施。",
    "in_progress": "正在实施，送达后由当地岗位确认。",
    "delivered": "已送达，等当地岗位和贵机构评价。",
    "evaluated": "这份认领已经办完，谢谢。",
    "expired": "保留已到期，份额重新开放。还想认领，请再发“认领”加需求编号。",
    "withdrawn": "已撤回，份额重新开放。",
    "declined": "没有成立，份额没有保留。",
    "handed_over": "已由别的机构接手。",
}
CLAIMS = "贵机构的认领，共 {count} 份，点开看进展："
CLAIM_LINE = "· {code}（{state}）{title}：{amounts}"
CLAIM_PART_OPEN = "数量待定"
NO_CLAIMS = "还没有认领。可以先找需求，看中后发“认领”加编号，比如：认领 1001。"
NO_SUCH_CLAIM = "没有找到贵机构的认领 {code}。发“我的认领”可以看到全部。"
CLAIM_STANDS = "认领 {code} 现在是“{state}”，不能这样办理。有困难请发“转人工”。"
CLAIM_NO_PARTNER = (
    "没有找到这家已核验的机构。请核对全称或统一社会信用代码；"
    "对方还没有登记的话，请对方先发“登记机构”。"
)
CLAIM_INVITATION_SENT = "已邀请{organisation}联合认领（{code}牵头）。对方答复后会在这里告诉您。"
CLAIM_OFFER_SENT = (
    "已请{organisation}接手认领 {code}。对方接受之前，一切照旧；答复后会在这里告诉您。"
)
CLAIM_DECLINED = "好的，没有接受。会告诉{organisation}。"
CLAIM_ANSWERED_NO = "{organisation}没有接受认领 {other} 的邀请。"
CLAIM_ANSWERED_YES = "{organisation}接受了认领 {other} 的联合邀请，认领{amounts}，编号 {code}。"

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

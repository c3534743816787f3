"""Claiming (认领): for whom, how much, and a card; taking a claim back; asking another
organisation to join it or to take it over."""

from bot.dialogue.flow import Flow, Step
from bot.dialogue.turn import Choice

NEED = "need"  # the slot with what is open of the need (``bot.claims.runs``)
MONEY, THINGS = "money", "things"
YES = "yes"

CLAIM = Flow(
    name="claim",
    version=1,
    steps=(
        Step(
            slot="claimant",
            question="以哪家机构的名义认领？",
            example="请点选列出的机构，或者写它的名称；不认领了，请发“先不认领”。",
            required="请先选一家机构；不认领了，请发“先不认领”。",
        ),
        Step(
            slot="part",
            question="要认领多少？",
            why="可以全部认领，也可以只认领一部分。",
            example="请写金额或者物资和数量，比如：3万元；冬衣50套。不认领了，请发“先不认领”。",
            required="请先说认领多少；不认领了，请发“先不认领”。",
            choices=(Choice(MONEY, "出全部资金"), Choice(THINGS, "提供全部物资")),
        ),
        Step(
            slot="sure",
            question="请核对，没问题就确认。",
            why="确认后为您保留 7 天，等工作人员核实。",
            example="请回复“确认认领”，或者重新写认领多少；不认领了，请发“先不认领”。",
            required="请先确认，或者重新写认领多少；不认领了，请发“先不认领”。",
            choices=(Choice(YES, "确认认领"),),
        ),
    ),
)

CLAIM_END = Flow(
    name="claim_end",
    version=1,
    steps=(
        Step(
            slot="claim_reason",
            question="为什么撤回？",
            why="原因会告诉上报人和工作人员，份额随即重新开放。",
            example="请写一句原因；不撤回了，请发“不撤回”。",
            required="请点选或者写一句原因。",
            choices=(
                Choice("budget", "预算有变"),
                Choice("plan", "计划调整"),
                Choice("mistake", "认领错了"),
            ),
        ),
    ),
)

CLAIM_ASK = Flow(
    name="claim_ask",
    version=1,
    steps=(
        Step(
            slot="partner",
            question="请写那家机构的全称或者统一社会信用代码。",
            why="只能邀请已核验的机构，对方的成员会在聊天里收到，接受了才算。",
            example="请写机构的全称或者统一社会信用代码。",
            required="请写机构的全称或者统一社会信用代码。",
        ),
    ),
)
CLAIM_FLOWS = (CLAIM, CLAIM_END, CLAIM_ASK)
OURS = frozenset(flow.name for flow in CLAIM_FLOWS)

"""Offering help (登记资源): what an organisation has to give, and changing it later."""

from dataclasses import replace

from api.domain.organisation import KIND_LABELS
from bot.dialogue.flow import Flow, Step
from bot.dialogue.flows.organisation import AREAS, FOCUS
from bot.dialogue.turn import Choice

OFFER_KEY = "offer"  # the hidden slot with the key of the offer that is changed

OFFER = Flow(
    name="offer",
    version=1,
    own_card=True,
    confirm="请核对下面的内容。没有问题就点“提交”，会参与需求匹配；要改哪一项，点“修改”或直接说。",
    steps=(
        Step(
            slot="kind",
            question="能提供的是哪一种？",
            example="请点一个选项，或写“服务”“物资”“资金”。",
            required="请先选一种：服务、物资，还是资金。",
            choices=tuple(Choice(kind.value, label) for kind, label in KIND_LABELS.items()),
            reader="kind",
            aliases=dict.fromkeys(("资源类型", "种类", "类型"), ""),
        ),
        Step(
            slot="what",
            question="具体能提供什么？几样用顿号隔开。",
            example="比如：冬衣、儿童读物；或者：白内障手术；或者：助学金。",
            required="这一项不能跳过：需求方要靠它认出合适的资源。",
            reader="what",
            aliases=dict.fromkeys(("资源名称", "提供什么", "内容"), ""),
        ),
        replace(
            FOCUS,
            question="适合哪些领域的需求？可以选几个，选完点“完成”。",
            why="",
            again="适合哪些领域的需求？",
        ),
        replace(
            AREAS, question="能用在哪些地区？可以写几个，选完点“完成”。", again="能用在哪些地区？"
        ),
        Step(
            slot="quantity",
            question="能提供多少？资金请写单个项目最多多少钱。",
            example="比如：每年200套；每月2次；单个项目最多20万元。",
            reader="quantity",
            aliases={"数量": "", "金额": "元", "最多": "元"},
        ),
        Step(
            slot="until",
            question="到什么时候为止？长期都可以，就点“跳过”。",
            example="比如：2027年6月30日前；年底前；长期。",
            reader="until",
            aliases=dict.fromkeys(("截止时间", "期限", "有效期"), ""),
        ),
        Step(
            slot="conditions",
            question="有什么条件要提前说明？没有就点“跳过”。",
            example="比如：只给乡镇小学；需要当地派车；要有发票和照片。",
            reader="conditions",
            aliases=dict.fromkeys(("条件", "要求"), ""),
        ),
    ),
)

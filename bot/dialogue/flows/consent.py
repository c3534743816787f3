"""The consent notice (知情同意) that precedes a person's first report."""

from bot.dialogue.flow import Flow, Step
from bot.dialogue.turn import Choice

AGREE = "agree"
DECLINE = "decline"

CONSENT = Flow(
    name="consent",
    version=1,
    steps=(
        Step(
            slot="consent",
            question=(
                "上报之前，请先看一下：\n"
                "· 会保存：您在这里发的文字、图片和文件，以及处理记录，供工作人员审核这份需求。\n"
                "· 请不要写：受助人的姓名、身份证号、电话、住址、病历。说清多少人、哪类人就够了。\n"
                "· 电话、身份证号、银行卡号会先自动隐去再保存；照片里的拍摄位置会删除。\n"
                "您同意这样处理吗？"
            ),
            again="开始上报之前，请先选择：同意，还是不同意？",
            example="请回复“同意”或“不同意”。",
            required="需要您先选择同意或不同意，才能开始上报。",
            choices=(Choice(AGREE, "同意"), Choice(DECLINE, "不同意")),
        ),
    ),
)

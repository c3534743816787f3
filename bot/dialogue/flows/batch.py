"""Many needs in one sheet (批量上报): the sheet is asked for, then what to do with its rows."""

from bot.dialogue.flow import Flow, Step
from bot.dialogue.turn import Choice, OutgoingDocument

SUBMIT, AGAIN, STOP = "submit", "again", "stop"
FACTS = "sheet"  # the slot of ``ROWS`` with the key of the sheet and the count of good rows
TEMPLATE = OutgoingDocument(
    "山海桥需求上报模板.xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "template",
)

SHEET = Flow(
    name="sheet",
    version=1,
    steps=(
        Step(
            slot="file",
            question=(
                "请下载模板，一行写一份需求，填好后把文件发到这里。自己的表格也可以，"
                "有“地点”“需要什么”“类别”这几列就能读。"
            ),
            why="会先逐行检查给您看，您确认之前什么都不提交。",
            again="请把填好的表格发到这里（xlsx 或 csv）。",
            example="这一步请发表格文件（xlsx 或 csv）。要模板，请发“模板”；不报了，请发“取消”。",
            required="这一步要收到表格才能继续。要模板，请发“模板”；不报了，请发“取消”。",
            choices=(Choice(STOP, "不批量上报了"),),
            wants_file=True,
            document=TEMPLATE,
        ),
    ),
)

ROWS = Flow(
    name="rows",
    version=1,
    steps=(
        Step(
            slot="rows",
            question="没有问题的 {ready} 行现在提交吗？每行建一个工单。",
            why="也可以改好表格后，把整个文件再发一次；已经提交的行不会重复。",
            again="表格里没有问题的 {ready} 行，现在提交吗？",
            example="请回复“提交”，或者把改好的表格再发一次；不报了，请发“取消”。",
            required="请选择提交，或者改好表格后再发一次；不报了，请发“取消”。",
            choices=(
                Choice(SUBMIT, "提交这 {ready} 行"),
                Choice(AGAIN, "改好后再发"),
                Choice(STOP, "都不提交"),
            ),
            facts=FACTS,
        ),
    ),
)

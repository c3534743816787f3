"""Reporting a need (上报需求). A returned ticket runs the same flow, limited to its fields."""

from api.domain.category import LABELS as CATEGORY_LABELS
from api.domain.need import FiscalCover, Urgency
from bot.dialogue.flow import Flow, Step
from bot.dialogue.turn import Choice

REPORT = Flow(
    name="report",
    version=1,
    compares=True,
    confirm="请核对下面的内容。没有问题就点“提交”；要改哪一项，点“修改”或直接说，比如“人数改成120”。",
    steps=(
        Step(
            slot="place",
            question="需求在什么地方？请写到县，有乡镇、学校或村名也请写上。",
            example="比如：云南省澜沧县木戛乡中心小学。",
            required="地点不能跳过：不知道在哪里，就没有办法审核和对接。写到县也可以。",
            reader="place",
            divisions=True,
            aliases=dict.fromkeys(
                (
                    *("地点", "地址", "地方", "位置", "地区"),
                    *("学校名字", "学校名称", "校名", "村名"),
                ),
                "",
            ),
        ),
        Step(
            slot="items",
            question="需要什么？请写物资或服务的名称和数量，可以一次写几样。",
            example="比如：冬衣200套，棉被50床；或者：需要一名康复师，每周半天。",
            required="需要什么不能跳过：它决定把这份需求转给谁。数量不确定时，只写名称也可以。",
            reader="items",
            aliases=dict.fromkeys(
                ("需要什么", "需要的物资", "物资", "物品", "东西", "数量", "清单"), ""
            ),
        ),
        Step(
            slot="category",
            question="这份需求属于哪一类？",
            example="请点一个选项，或写出类别名称，比如“教育”。",
            required="类别不能跳过：它决定由哪个部门审核。拿不准时可以选“其他”。",
            choices=tuple(Choice(code.value, label) for code, label in CATEGORY_LABELS.items()),
            reader="category",
            aliases=dict.fromkeys(("类别", "分类", "类型", "种类"), ""),
        ),
        Step(
            slot="beneficiaries",
            question="谁会受益？大约多少人、多少户？",
            why="只需要人数和人群，不需要姓名。",
            example="比如：120名小学生；或者：35户，大多是独居老人。",
            reader="beneficiaries",
            aliases={
                "受益对象": "",
                "受益人数": "人",
                "受益户数": "户",
                "受益人": "人",
                "总人数": "人",
                "人数": "人",
                "户数": "户",
                "人群": "",
            },
        ),
        Step(
            slot="budget_yuan",
            question="总共大约需要多少钱？",
            why="有估算就可以，审核时可以再核。",
            example="比如：5万元；不确定可以跳过。",
            reader="budget_yuan",
            aliases={"总预算": "元", "预算": "元", "金额": "元", "经费": "元"},
        ),
        Step(
            slot="gap_yuan",
            question="其中还缺多少钱？",
            why="已经有单位或财政出了一部分的，这里只写没有着落的部分。",
            example="比如：还缺3万元；全部没有着落，就写总数。",
            reader="gap_yuan",
            aliases={"资金缺口": "元", "缺口": "元", "还差": "元"},
        ),
        Step(
            slot="fiscal_cover",
            question="这件事财政资金覆盖了吗？",
            why="财政没有覆盖的会优先考虑。",
            example="请点一个选项，或写“没有覆盖”“部分覆盖”“已覆盖”。",
            choices=tuple(Choice(cover.value, cover.label) for cover in FiscalCover),
            reader="fiscal_cover",
            aliases=dict.fromkeys(("财政覆盖", "财政资金", "财政"), ""),
        ),
        Step(
            slot="deadline",
            question="最晚什么时候要到位？",
            example="比如：11月底前、开学前、2027年3月1日。",
            reader="deadline",
            aliases=dict.fromkeys(
                ("截止时间", "截止日期", "到位时间", "最晚时间", "期限", "时间", "日期"), ""
            ),
        ),
        Step(
            slot="urgency",
            question="这件事有多急？",
            why="突发困难指刚发生的灾害、事故或重病等。",
            example="请点一个选项，或写“一般”“急需”“突发困难”。",
            choices=tuple(Choice(urgency.value, urgency.label) for urgency in Urgency),
            reader="urgency",
            aliases=dict.fromkeys(("紧急程度", "急迫程度"), ""),
        ),
        Step(
            slot="description",
            question="还有什么情况要让审核的人知道？",
            why="比如现在怎么解决、为什么不够。请不要写个人姓名和病情。",
            example="写一两句话就可以。",
            reader="description",
            aliases=dict.fromkeys(("情况说明", "说明", "情况", "描述"), ""),
        ),
        Step(
            slot="evidence",
            question="有照片或文件可以证明吗？可以发几份，发完点“完成”。",
            why="有材料的需求审核更快。照片里请不要出现受助人的正脸和证件。",
            example="请发图片或文件；没有就点“跳过”。",
            wants_file=True,
            aliases=dict.fromkeys(("佐证材料", "材料", "照片", "附件", "证明"), ""),
        ),
        Step(
            slot="contact",
            question="审核时可以找谁核实？请写称呼和单位，不用写电话。",
            why="工作人员会在这个聊天里联系您。",
            example="比如：李老师，木戛乡中心小学。",
            reader="contact",
            aliases=dict.fromkeys(("联系人", "联系方式"), ""),
        ),
    ),
)

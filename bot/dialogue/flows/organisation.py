"""Registering an organisation (登记机构), and changing what it says of itself later."""

from api.domain.category import LABELS as CATEGORY_LABELS
from api.domain.organisation_details import RATINGS, REVIEW_LABELS
from bot.dialogue.flow import Flow, Step
from bot.dialogue.turn import Choice

ALL = "all"  # the area that is everywhere
NO_RATING = "none"
ORGANISATION_KEY = "organisation"  # the hidden slot with the key of the one that is changed

FOCUS = Step(
    slot="focus",
    question="主要做哪些领域？可以选几个，选完点“完成”。",
    why="有这些领域的需求时，会先想到您。什么都做，可以跳过。",
    again="主要做哪些领域？",
    example="请点选项，或写出领域，比如“教育、助残”。",
    choices=tuple(Choice(code.value, label) for code, label in CATEGORY_LABELS.items()),
    reader="focus",
    many=True,
    aliases=dict.fromkeys(("关注领域", "服务领域", "领域", "方向"), ""),
)
AREAS = Step(
    slot="areas",
    question="在哪些地区做项目？可以写几个，写到省、州市或县都可以，选完点“完成”。",
    again="在哪些地区做项目？",
    example="比如：云南省普洱市、文山州；或者：全国。",
    choices=(Choice(ALL, "全国都可以"),),
    reader="areas",
    divisions=True,
    many=True,
    aliases=dict.fromkeys(("服务地区", "服务区域", "地区", "区域"), ""),
)

ORGANISATION = Flow(
    name="organisation",
    version=1,
    own_card=True,
    confirm="请核对下面的内容。没有问题就点“提交”，由工作人员核验；要改哪一项，点“修改”或直接说。",
    steps=(
        Step(
            slot="credit_code",
            question="请写机构的统一社会信用代码（18 位）。",
            why="机构类型和登记地会从代码里读出来，不用再填。",
            again="请写机构的统一社会信用代码（18 位）。",
            example="代码在登记证书或营业执照上，比如：5131 0000 5017 7452 7X 这样的 18 位。",
            required="信用代码不能跳过：没有它就没有办法核验机构。",
            reader="credit_code",
            aliases=dict.fromkeys(("统一社会信用代码", "信用代码", "代码"), ""),
        ),
        Step(
            slot="name",
            question="机构的全称是什么？请照登记证书写。",
            example="比如：上海市慈善基金会。",
            required="机构名称不能跳过：工作人员要拿它和登记信息核对。",
            reader="name",
            aliases=dict.fromkeys(("机构名称", "名称", "全称", "名字"), ""),
        ),
        FOCUS,
        AREAS,
        Step(
            slot="served",
            question="主要服务哪些人？",
            example="比如：山区小学生、失能老人。",
            reader="served",
            aliases=dict.fromkeys(("服务对象", "服务人群", "服务谁"), ""),
        ),
        Step(
            slot="capacity_yuan",
            question="一年大约能投入多少钱？",
            why="估算就可以，用来判断能不能接下一个需求，不会公开。",
            example="比如：50万元；不确定可以跳过。",
            reader="capacity_yuan",
            aliases={"每年投入": "元", "年投入": "元", "投入能力": "元"},
        ),
        Step(
            slot="review",
            question="最近一次年检（或年度报告）的结论是什么？写上年份更好，比如“2025年合格”。",
            again="最近一次年检的结论是什么？",
            example="请点一个选项，或写“2025年合格”。",
            choices=tuple(Choice(review.value, label) for review, label in REVIEW_LABELS.items()),
            reader="review",
            aliases=dict.fromkeys(("年检结论", "年检", "年度报告"), ""),
        ),
        Step(
            slot="rating",
            question="社会组织评估等级是几 A？写上哪一年评的更好，比如“4A，2023年”。",
            again="社会组织评估等级是几 A？",
            example="请点一个选项，或写“4A，2023年”。",
            choices=(
                *(Choice(rating.lower(), rating) for rating in RATINGS),
                Choice(NO_RATING, "没有参加评估"),
            ),
            reader="rating",
            aliases=dict.fromkeys(("评估等级", "等级"), ""),
        ),
    ),
)

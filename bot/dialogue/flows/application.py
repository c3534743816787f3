"""Applying for a programme (申报项目), and mending what was returned.

Which organisations may apply, which programmes there are and what each of them asks is not known
here: a run carries it in its slot ``DECLARED``, and ``declared_in`` makes its questions from it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.dialogue.flow import Flow, Step
from bot.dialogue.session import Slot
from bot.dialogue.turn import Choice

DECLARED = "declared"  # the hidden slot: {"applicants": […], "programmes": […]}
APPLICATION_NUMBER = "application"  # the hidden slot with the number of the one that is mended
APPLICANT, PROGRAMME = "applicant", "programme"
TITLE, PLACE, LINES, FILES = "project", "place", "lines", "evidence"

APPLICATION = Flow(
    name="application",
    version=2,
    own_card=True,
    confirm=(
        "请核对下面的内容。没有问题就点“提交”，由工作人员按专项的程序办理；"
        "要改哪一项，点“修改”或直接说。"
    ),
    steps=(
        Step(
            slot=APPLICANT,
            question="以哪家机构的名义申报？",
            example="请点选列出的机构，或者写它的名称。",
            required="请先选一家机构：申报以机构的名义提交。",
            reader=APPLICANT,
            aliases=dict.fromkeys(("申报机构", "机构"), ""),
        ),
        Step(
            slot=PROGRAMME,
            question="申报哪一个专项？",
            example="请点一个选项，或者写专项的名称。",
            required="请先选一个专项：每个专项有自己的规则和程序。",
            reader=PROGRAMME,
            aliases=dict.fromkeys(("申报专项", "专项"), ""),
        ),
        Step(
            slot=TITLE,
            question="项目叫什么名字？",
            example="比如：澜沧县乡村小学阅读角。",
            required="项目名称不能跳过：审核和公示都用它。",
            reader=TITLE,
            aliases=dict.fromkeys(("项目名称", "项目名", "名称"), ""),
        ),
        Step(
            slot=PLACE,
            question="项目在哪里实施？请写到县。",
            example="比如：云南省普洱市澜沧县。",
            required="实施地不能跳过：专项资金只用在对口地区。",
            reader=PLACE,
            divisions=True,
            aliases=dict.fromkeys(("项目实施地", "实施地", "地点", "地区"), ""),
        ),
        Step(
            slot=LINES,
            question=(
                "请写预算明细：用在什么上、一共多少、其中申请资助多少。"
                "可以写几项，用分号或换行隔开；也可以发表格（xlsx 或 csv）。"
            ),
            why="没写申请多少的，算自筹。金额会按专项的规则核一遍。",
            again="请写预算明细，几项用分号或换行隔开。",
            example="比如：设备 12万，申请 8万；培训 3万，申请 2万；运费 1万。",
            required="预算不能跳过：资助按它来核。有估算就可以。",
            reader=LINES,
            aliases=dict.fromkeys(("预算明细", "预算", "明细"), ""),
        ),
        Step(
            slot=FILES,
            question="有材料要一起交吗？比如登记证书、年检结论、项目方案。可以发几份，发完点“完成”。",
            why="没有就点“跳过”，退回补正时还可以补。照片里请不要出现受助人的正脸和证件。",
            again="有材料要一起交吗？发完点“完成”。",
            example="请发图片或文件（PDF、docx、xlsx）；没有就点“跳过”。",
            wants_file=True,
            aliases=dict.fromkeys(("佐证材料", "材料", "附件", "照片"), ""),
        ),
    ),
)


def declared_in(slots: Mapping[str, Slot]) -> Flow:
    """The flow of a run with these slots: the organisations and programmes to choose from, and
    the questions of the programme that was chosen."""
    kept = slots.get(DECLARED)
    if kept is None:
        return APPLICATION
    declared = kept.value
    choices = {APPLICANT: declared["applicants"], PROGRAMME: declared["programmes"]}
    steps = tuple(
        _choosing(step, choices[step.slot]) if step.slot in choices else step
        for step in APPLICATION.steps
    )
    chosen = slots.get(PROGRAMME)
    key = chosen.value["key"] if chosen and chosen.value else ""
    of_it = (one["facts"] for one in declared["programmes"] if one["key"] == key)
    asked = tuple(_asking(fact) for facts in of_it for fact in facts)
    *first, files = steps
    return replace(APPLICATION, steps=(*first, *asked, files))


def _choosing(step: Step, named: list[dict[str, Any]]) -> Step:
    """``step`` with one choice for each; the answer is its key and its name."""
    choices = tuple(Choice(str(at), one["name"]) for at, one in enumerate(named))
    values = {str(at): {"key": one["key"], "name": one["name"]} for at, one in enumerate(named)}
    return replace(step, choices=choices, values=values)


def _asking(fact: dict[str, Any]) -> Step:
    """The question for one fact; the answer is a choice as it is called, or yes or no."""
    values: dict[str, Any] = {str(at): one for at, one in enumerate(fact["choices"])}
    labels = fact["choices"]
    if not labels:
        values, labels = {"1": True, "0": False}, ("是", "否")
    return Step(
        slot=fact["slot"],
        name=fact["label"],
        question=fact["question"],
        why=fact["why"],
        example="请点一个选项；还不清楚，可以跳过。",
        choices=tuple(Choice(code, name) for code, name in zip(values, labels, strict=True)),
        values=values,
        reader=fact["slot"],
        aliases={fact["label"]: ""},
    )

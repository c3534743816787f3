"""The chart of a Procedure (程序), drawn from its declaration."""

from dataclasses import replace
from itertools import pairwise

from api.diagrams.chart import Chart, Kind, Move, Node
from api.domain.application_event import Standing
from api.domain.procedure import Procedure, Stage, StageKind

_CARDS = {StageKind.SCORING, StageKind.PUBLIC_NOTICE, StageKind.DECISION}


def chart_of_procedure(procedure: Procedure, title: str, at: str = "") -> Chart:
    """The stages in order, the end, and the ways that skip a stage. The stage with the key ``at``
    is marked, and named in the title."""
    end = Node(Standing.COMPLETED, Standing.COMPLETED.label, kind=Kind.EDGE)
    stages = [_node(procedure, stage) for stage in procedure.stages]
    nodes = (*(_marked(node) if node.key == at else node for node in stages), end)
    title += "".join(f"：现在在“{node.title}”" for node in stages if node.key == at)
    moves = [Move(one.key, other.key) for one, other in pairwise(nodes)]
    moves += [
        Move(nodes[place - 1].key, nodes[place + 1].key, "免评")
        for place, stage in enumerate(procedure.stages)
        if stage.skip
    ]
    return Chart(
        procedure.programme,
        title,
        nodes,
        tuple(moves),
        "各环节可以退回补正，补正后回到同一环节；也可以不予通过，或由机构撤回。"
        "公告以后不退回；拨付以后不撤回。",
    )


def _marked(node: Node) -> Node:
    return replace(node, kind=Kind.HERE, marks=("现在在这里", *node.marks))


def _node(procedure: Procedure, stage: Stage) -> Node:
    if stage.kind is StageKind.INTAKE:
        return Node(stage.key, stage.label, kind=Kind.EDGE)
    others = "、".join(procedure.stage(key).label for key in stage.others)
    text = "；".join(
        filter(
            None,
            (
                stage.role.label,
                f"不办过{others}" if others else "",
                f"{stage.evaluates.label}评估" if stage.evaluates else "",
            ),
        )
    )
    marks = tuple(
        filter(
            None,
            (
                f"{stage.within} 个工作日内" if stage.within else "",
                f"公示 {stage.days} 个工作日" if stage.days else "",
                f"至少 {stage.experts} 位专家" if stage.experts else "",
            ),
        )
    )
    kind = Kind.CARD if stage.kind in _CARDS else Kind.STEP
    return Node(stage.key, stage.label, text, marks, kind)

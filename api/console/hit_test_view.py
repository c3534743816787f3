"""How an answer came about, in words and numbers for staff; nothing here decides anything."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.console.knowledge_query import document_path
from retrieval.answer import AnswerStatus, Role
from retrieval.explained import Explained, Measure
from retrieval.question import Question
from retrieval.search import Hit

STATUS = {
    AnswerStatus.ANSWERED: ("已回答", "badge-good"),
    AnswerStatus.PARTIAL: ("回答了一部分", "badge-wait"),
    AnswerStatus.NEEDS_FACTS: ("请提问人补充", "badge-wait"),
    AnswerStatus.NO_SOURCE: ("没有依据，谢绝", "badge-lost"),
    AnswerStatus.OUT_OF_SCOPE: ("不在范围，谢绝", "badge-lost"),
    AnswerStatus.PRIVATE: ("涉及个人信息，谢绝", "badge-lost"),
    AnswerStatus.EXPIRED: ("只有失效的依据，谢绝", "badge-lost"),
}
ENDED = {
    "read": "没有读到可以查找的内容，没有检索。",
    "refuse": "在检索之前，按提问的类型谢绝。",
    "compute": "由规则计算，没有检索。",
    "recall": "用工作人员审定的答复，没有检索。",
    "pass_gate": "检索之后，找到的内容不足以回答。",
    "reply": "从找到的原文作答。",
}
ROLES = {
    Role.REFERRED: "引文里提到的条款",
    Role.LAPSED: "不在有效期内",
}
STAGES = {
    "lexical": "词语",
    "dense": "语义",
    "fused": "合并",
    "ranker": "学得的排序",
    "lay": "常见问法",
    "pointers": "转述指向",
    "score": "最后",
}
# What each measure of the gate says, and which side of its bound speaks for answering.
MEASURES = {
    "share": ("最贴近的一句含有提问内容的比例", "不低于"),
    "unknown": ("提问里知识库没有的内容的比例", "低于"),
    "similarity": ("最近的语义相似度", "不低于"),
    "leaning": ("更像“不回答的提问”的程度", "低于"),
    "lapsed_lead": ("失效的文本比现行的贴近几倍", "低于"),
}


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure: its words, its value and bound as shown, and whether it speaks for answering;
    ``None`` where nothing was measured."""

    label: str
    value: str
    bound: str
    speaks_for: bool | None


@dataclass(frozen=True, slots=True)
class HitRow:
    """One passage found. ``scores`` has a text for each of the table's stages."""

    title: str
    address: str
    article: str
    heading: str
    text: str
    tier: str
    scores: tuple[str, ...]
    quoted: bool


@dataclass(frozen=True, slots=True)
class HitTable:
    """The passages of one side, best first; ``stages`` are the labels of their scores."""

    stages: tuple[str, ...]
    rows: tuple[HitRow, ...]


@dataclass(frozen=True, slots=True)
class HitTest:
    """Everything the page shows of one question."""

    status: str
    badge: str
    ended: str
    read: tuple[tuple[str, str], ...]
    measures: tuple[MeasureRow, ...]
    current: HitTable
    lapsed: HitTable


def hit_test(explained: Explained) -> HitTest:
    """The page of ``explained``."""
    status, badge = STATUS[explained.answer.status]
    found = explained.inquiry.found
    quoted = {(one.document, one.article) for one in explained.answer.citations}
    return HitTest(
        status=status,
        badge=badge,
        ended=ENDED.get(explained.ended, explained.ended),
        read=tuple(_read(explained.inquiry.question, explained.inquiry.asked)),
        measures=tuple(_measure(name, one) for name, one in explained.measures.items()),
        current=_table(found.hits, quoted),
        lapsed=_table(found.lapsed, quoted),
    )


def stages_of(hit: Hit) -> Mapping[str, float | None]:
    """The scores of ``hit`` by stage, in the order in which they came about."""
    return {"lexical": hit.lexical, "dense": hit.dense, **hit.stages, "score": hit.score}


def _read(question: Question, asked: str) -> Iterator[tuple[str, str]]:
    """How the question was understood, where that is more than its own words."""
    if question.text and question.text != asked:
        yield "查找的提问", question.text
    if question.added:
        meant = (f"{one.said}（{'、'.join(one.meant)}）" for one in question.added)
        yield "加上的法律用语", "；".join(meant)
    if question.heard:
        yield "按读音改正", "；".join(f"{one.said} → {one.meant}" for one in question.heard)
    if question.places:
        yield "地区", "、".join(sorted(question.places))
    if question.programmes:
        yield "专项", "、".join(sorted(question.programmes))


def _measure(name: str, measure: Measure) -> MeasureRow:
    label, side = MEASURES.get(name, (name, ""))
    value = measure.value
    if value is None:
        return MeasureRow(label, "没有测", f"{side} {_number(measure.bound)}", None)
    speaks_for = value < measure.bound if side == "低于" else value >= measure.bound
    return MeasureRow(label, _number(value), f"{side} {_number(measure.bound)}", speaks_for)


def _table(hits: Sequence[Hit], quoted: set[tuple[str, str | None]]) -> HitTable:
    scored = [stages_of(hit) for hit in hits]
    names = _telling(scored)
    rows = tuple(_row(hit, each, names, quoted) for hit, each in zip(hits, scored, strict=True))
    return HitTable(tuple(STAGES.get(name, name) for name in names), rows)


def _telling(scored: Sequence[Mapping[str, float | None]]) -> list[str]:
    """The stages to show: one that changed no score of the stage before says nothing."""
    told: list[str] = []
    for name in dict.fromkeys(name for each in scored for name in each):
        if not told or any(each.get(name) != each.get(told[-1]) for each in scored):
            told.append(name)
    return told


def _row(
    hit: Hit,
    scores: Mapping[str, float | None],
    names: Sequence[str],
    quoted: set[tuple[str, str | None]],
) -> HitRow:
    passage, document = hit.passage, hit.document
    return HitRow(
        title=document.title,
        address=document_path(document.key),
        article=passage.article or "",
        heading=" › ".join(passage.heading),
        text=passage.text,
        tier=document.tier.label,
        scores=tuple(_number(scores.get(name)) for name in names),
        quoted=(document.key, passage.article) in quoted,
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"

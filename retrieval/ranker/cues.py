"""What kind of thing a question asks for, and whether a candidate is of that kind."""

import re
from functools import lru_cache

import numpy as np

from retrieval.question import Question
from retrieval.ranker.pool import Column, Pool

_PURPOSE = re.compile(r"^.{0,12}为了.{0,200}制定本|^.{0,8}自.{0,20}起施行")
_PASSAGES = 50_000  # whose kinds are kept: some 300 bytes each
_KINDS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = (
    # name, how questions ask for it, how articles say it
    (
        "penalty",
        re.compile(r"处罚|罚款|怎么罚|后果|责任|违法|犯法|判刑|判几年|量刑|坐牢|构成.*罪|赔"),
        re.compile(r"罚款|有期徒刑|拘役|责令|吊销|法律责任|赔偿|承担.{0,8}责任|处罚"),
    ),
    (
        "definition",
        re.compile(r"什么是|什么叫|何谓|指什么|定义|含义|包括哪些|有哪些|范围"),
        re.compile(r"是指|所称|包括|下列"),
    ),
    (
        "amount",
        re.compile(r"多少|多久|多长|几[天日个年月次岁倍]|期限|时间|时效|最[高多低少]|比例|标准"),
        re.compile(r"[一二三四五六七八九十百千万0-9][个]?[年月日倍元岁]|百分之|%|分之|工作日|以内"),
    ),
    (
        "procedure",
        re.compile(r"怎么办|如何|怎样|怎么|程序|流程|手续|材料|申请|去哪|哪里|哪个部门"),
        re.compile(r"申请|应当向|提交|受理|审[查核批]|登记|备案|办理"),
    ),
    (
        "permission",
        re.compile(r"能不能|可不可以|可以.*吗|能.*吗|是否可以|允许|合法吗|有权|能否"),
        re.compile(r"不得|禁止|可以|有权|除外|允许"),
    ),
    (
        "validity",
        re.compile(r"有效|无效|效力|撤销|算数|成立"),
        re.compile(r"有效|无效|效力|撤销|成立|生效"),
    ),
)


def cue_features(question: Question, pool: Pool) -> dict[str, Column]:
    """For each kind: 1 asked and there, -1 asked and missing, 0.5 there unasked, 0 neither."""
    text = question.text
    said = np.asarray([_said_by(one.heading, one.text) for one in pool.passages], dtype=np.bool_)
    said = said.reshape(len(pool), len(_KINDS) + 1)
    found: dict[str, Column] = {}
    for (name, asks, _), there in zip(_KINDS, said.T, strict=False):
        found[name] = (
            np.where(there, 1.0, -1.0) if asks.search(text) else np.where(there, 0.5, 0.0)
        ).astype(np.float32)
    lengths = np.asarray([len(passage.text) for passage in pool.passages], dtype=np.float32)
    named = [passage.document in question.named_documents for passage in pool.passages]
    return {
        **found,
        "passage_length": np.log1p(lengths),
        "question_length": np.full(len(pool), np.log1p(len(text)), dtype=np.float32),
        "purpose": said[:, -1].astype(np.float32),
        "named_law": np.asarray(named, dtype=np.float32),
    }


@lru_cache(maxsize=_PASSAGES)
def _said_by(heading: tuple[str, ...], text: str) -> tuple[bool, ...]:
    """Whether a passage says each of ``_KINDS``, and then whether it states the purpose of its
    law; kept, for no question changes it."""
    whole = " ".join((*heading, text))
    return (*(bool(says.search(whole)) for _, _, says in _KINDS), bool(_PURPOSE.match(text)))

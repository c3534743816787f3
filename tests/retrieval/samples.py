"""A small library of policy texts, written for these tests, and a small embedding model."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from knowledge.documents import Document, Tier
from knowledge.ingest import ingest
from knowledge.library import MemoryLibrary
from retrieval import tokens
from retrieval.ask import Entitlement, PolicyAsker
from retrieval.asked import Asked
from retrieval.compose import Composer
from retrieval.corpus import Corpus, load
from retrieval.embeddings import PassageEmbedder
from retrieval.evidence import Evidence
from retrieval.gate import Gate
from retrieval.lexical import LexicalIndex, build_in_memory
from retrieval.question import Reader, vocabulary
from retrieval.reasons import scope
from retrieval.reviewed import Reviewed, Shelf
from retrieval.search import Searcher
from retrieval.sides import NearestPassages

TODAY = date(2026, 11, 21)
PROGRAMMES = {"river": ("河川专项资金",), "hill": ("山丘专项资金",)}
PLACES = {"上海": "上海市", "上海市": "上海市", "甘肃": "甘肃省", "甘肃省": "甘肃省"}

GIVING_LAW = """第一章 总则
第一条 为了规范互助捐赠，制定本法。
第二条 本法所称互助捐赠，是指自然人、法人自愿无偿给予财产的活动。
第二章 募捐
第三条 依法登记满一年的互助组织，可以申请公开募捐资格。
民政部门应当自受理申请之日起二十日内作出决定。
第四条 开展公开募捐，应当在活动前将募捐方案报民政部门备案。
第五条 公开募捐周期超过六个月的，至少每三个月向社会公开一次募捐情况。
第三章 捐赠财产
第六条 捐赠的实物应当具有使用价值，符合安全、卫生、环保标准。
第七条 捐赠财产有剩余的，用于目的相近的其他互助项目，并向社会公开。
第八条 企业捐赠的支出，可以在年度利润的一定比例以内扣除。
第四章 法律责任
第九条 没有资格擅自公开募捐的，由民政部门处二万元以上二十万元以下罚款。
"""
OLD_GIVING_LAW = """第三条 依法登记满二年的互助组织，可以申请公开募捐资格。
第十二条 互助组织应当在每年三月公布捐赠名册的保管办法。
"""
CITY_RULES = """第一条 本市开展募捐，应当在募捐活动开始十日前将募捐方案报市民政部门备案。
第二条 本市临时补贴每人每月不超过三百元，每次不超过三个月。
"""
DIGEST = """# 互助捐赠法要点

## 快到保质期的食物能不能送人

《中华人民共和国互助捐赠法》第六条要求送出的食物还能吃，卫生合格。

## 没有原文的内容

互助热线的开通时间没有公布。
"""
LAPSED = """# 山村捐赠全额扣除

## 怎样扣

企业向山村捐赠的支出，在2025年12月31日以前可以全额扣除。
"""
RIVER = """# 河川专项资金

## 资助比例

河川专项资金的资助不超过项目总额的30%，单个项目最多50万元。
"""
HILL = """# 山丘专项资金

## 资助流程

山丘专项资金的项目先申报，再评审，后签约。
"""


def documents() -> tuple[Document, ...]:
    """One law in two versions, city rules, a digest, a lapsed one, two programmes."""
    return (
        _official("giving-2024", "中华人民共和国互助捐赠法", GIVING_LAW, date(2024, 9, 5)),
        _official("giving-2016", "中华人民共和国互助捐赠法", OLD_GIVING_LAW, date(2016, 9, 1)),
        _official("city", "上海市募捐规定", CITY_RULES, date(2021, 1, 1), region="上海市"),
        _digest("digest", "互助捐赠法（要点转述）", DIGEST),
        _digest("lapsed", "山村捐赠全额扣除政策", LAPSED, effective_to=date(2025, 12, 31)),
        _digest("river", "河川专项资金办法", RIVER, programme="river", status_note="未见原文"),
        _digest("hill", "山丘专项资金办法", HILL, programme="hill"),
    )


def _official(key: str, title: str, text: str, begun: date, region: str | None = None) -> Document:
    return Document(
        key, title, text, Tier.OFFICIAL, "本测试", issuer="示范机关", region=region,
        effective_from=begun,
    )  # fmt: skip


def _digest(
    key: str,
    title: str,
    text: str,
    *,
    effective_to: date | None = None,
    programme: str | None = None,
    status_note: str = "",
) -> Document:
    return Document(
        key, title, text, Tier.DIGEST, "本测试", number="示发〔2022〕7号",
        effective_to=effective_to, programme=programme, status_note=status_note,
    )  # fmt: skip


def library() -> MemoryLibrary:
    """``documents`` in a library that lives as long as the test."""
    filled = MemoryLibrary()
    ingest(filled, documents())
    return filled


def lexical(corpus: Corpus) -> LexicalIndex:
    return build_in_memory(corpus.documents, corpus.passages.values())


def reader(corpus: Corpus) -> Reader:
    return Reader(corpus, PROGRAMMES, vocabulary(), PLACES)


def asker(
    held: MemoryLibrary | None = None,
    *,
    dense: NearestPassages | None = None,
    entitlement: Entitlement | None = None,
    table: Mapping[str, object] | None = None,
    composer: Composer | None = None,
    shelf: Shelf | None = None,
    model: PassageEmbedder | None = None,
    kept: Path = Path(),
) -> PolicyAsker:
    """Everything that answers, over ``library`` unless told otherwise; ``shelf`` has the answers
    of staff, whose questions ``model`` compares."""
    corpus = load(held or library())
    index = lexical(corpus)
    evidence = Evidence(index, vocabulary()["question_words"])
    read = reader(corpus)
    return PolicyAsker(
        searcher=Searcher(corpus, index, dense),
        reader=read,
        evidence=evidence,
        gate=Gate(table or scope(), evidence),
        asked=Asked(scope()["asks"]),
        today=lambda: TODAY,
        entitlement=entitlement,
        composer=composer,
        reviewed=Reviewed(shelf, read, evidence, model, kept) if shelf else None,
    )


class SharedTerms:
    """An embedding model: texts that share terms are near. Counts what it is asked for."""

    dimension = 64

    def __init__(self, name: str = "shared-terms") -> None:
        self.name = name
        self.embedded: list[str] = []

    def embed_query(self, text: str) -> list[float]:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for term in tokens.terms(text):
            vector[hashlib.md5(term.encode()).digest()[0] % self.dimension] += 1
        vector[0] += 0.01
        unit: list[float] = (vector / np.linalg.norm(vector)).tolist()
        return unit

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return [self.embed_query(text) for text in texts]


class StoppedClock:
    """Always the same moment: already the next day in Shanghai."""

    def now(self) -> datetime:
        return datetime(2026, 11, 20, 17, 0, tzinfo=UTC)

"""Ranking: fusion, what is in force, programmes, regions, named articles, digests."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from knowledge.articles import split
from knowledge.ingest import ingest
from knowledge.library import MemoryLibrary
from retrieval.corpus import Corpus, load
from retrieval.search import NAMED, Hit, Searcher
from retrieval.sides import Nearness
from tests.retrieval import samples


class Nearest:
    """A dense side that says what it is told to."""

    def __init__(self, *found: tuple[str, float], usable: bool = True) -> None:
        self.usable = usable
        self._found = list(found)

    def nearness(self, question: str) -> Nearness:
        keys, scores = zip(*self._found, strict=True)
        column = np.asarray(scores, dtype=np.float32)
        rows = {key: row for row, key in enumerate(keys)}
        vectors = np.zeros((len(keys), 2), dtype=np.float32)
        return Nearness(keys, rows, column, column, vectors, vectors[0])


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load(samples.library())


def search(
    corpus: Corpus, question: str, dense: Nearest | None = None, day: date = samples.TODAY
) -> list[Hit]:
    searcher = Searcher(corpus, samples.lexical(corpus), dense)
    return searcher.search(samples.reader(corpus).read(question), day, 10)


def places(hits: list[Hit]) -> list[tuple[str, str | None]]:
    return [(hit.document.key, hit.passage.article) for hit in hits]


def test_without_a_dense_side_words_alone_rank(corpus: Corpus) -> None:
    first = search(corpus, "捐赠财产有剩余怎么处理")[0]

    assert (first.document.key, first.passage.article) == ("giving-2024", "第七条")
    assert first.lexical is not None
    assert first.dense is None


def test_a_dense_side_that_is_filling_is_not_asked(corpus: Corpus) -> None:
    other = next(key for key in corpus.passages if key.startswith("hill"))

    hits = search(corpus, "捐赠财产有剩余", Nearest((other, 0.9), usable=False))

    assert all(hit.dense is None for hit in hits)


def test_the_two_sides_are_fused(corpus: Corpus) -> None:
    keys = {passage.article: key for key, passage in corpus.passages.items() if "2024" in key}
    dense = Nearest((keys["第五条"] or "", 0.95), (keys["第一条"] or "", 0.80), ("gone#1", 0.7))

    hits = search(corpus, "多久要说一次钱的去向", dense)

    assert hits[0].passage.article == "第五条"
    assert hits[0].dense == pytest.approx(0.95)


def test_texts_not_in_force_come_separately(corpus: Corpus) -> None:
    searcher = Searcher(corpus, samples.lexical(corpus))
    question = samples.reader(corpus).read("企业向山村捐赠全额扣除")

    found = searcher.find(question, samples.TODAY, 5)

    assert "lapsed" not in {hit.document.key for hit in found.hits}
    assert found.lapsed[0].document.key == "lapsed"


def test_each_day_has_its_own_version(corpus: Corpus) -> None:
    question = "依法登记满几年可以申请公开募捐资格"

    assert search(corpus, question)[0].document.key == "giving-2024"
    assert search(corpus, question, day=date(2020, 1, 1))[0].document.key == "giving-2016"


def test_a_named_article_comes_first_whatever_else_is_said(corpus: Corpus) -> None:
    hits = search(corpus, "互助捐赠法第七条是不是规定罚款二万元以上二十万元以下")

    assert places(hits)[0] == ("giving-2024", "第七条")
    assert hits[0].score == NAMED


def test_a_question_about_one_programme_never_sees_another(corpus: Corpus) -> None:
    keys = {hit.document.key for hit in search(corpus, "山丘专项资金项目资助多少")}

    assert "hill" in keys
    assert "river" not in keys


def test_local_rules_lead_when_their_place_is_named_and_stand_back_otherwise(
    corpus: Corpus,
) -> None:
    assert search(corpus, "上海募捐方案要备案吗")[0].document.key == "city"
    assert search(corpus, "募捐方案要备案吗")[0].document.key == "giving-2024"


def test_a_digest_hands_its_score_to_the_article_it_names(corpus: Corpus) -> None:
    hits = search(corpus, "快到保质期的食物能不能送人")

    assert places(hits)[0] == ("giving-2024", "第六条")
    assert not any("第六条" in hit.passage.text for hit in hits if hit.document.key == "digest")


def test_a_digest_stands_for_itself_where_no_article_is_in_force(corpus: Corpus) -> None:
    hits = search(corpus, "快到保质期的食物能不能送人", day=date(2010, 1, 1))

    assert hits[0].document.key == "digest"


def test_a_definition_is_found_by_the_word_it_defines(corpus: Corpus) -> None:
    assert search(corpus, "什么是互助捐赠？")[0].passage.article == "第二条"


def test_penalties_lead_only_when_they_are_asked_for(corpus: Corpus) -> None:
    assert search(corpus, "没有资格公开募捐怎么处罚")[0].passage.article == "第九条"


def test_the_same_article_from_two_sources_is_one_result() -> None:
    held = samples.library()
    copy = replace(samples.documents()[0], key="imported")
    held.put(copy, split(copy))
    corpus = load(held)

    articles = [hit.passage.article for hit in search(corpus, "募捐方案备案") if hit.score]

    assert articles.count("第四条") == 1


def test_a_word_added_to_a_question_never_buries_a_rare_word_that_was_said() -> None:
    """名单 brings 个人信息 into the question; 爱心粮仓 is what it is about."""
    held = samples.library()
    law, local = samples.documents()[0], "第二条 石榴县慈善会每年三月发布爱心粮仓名单。"
    privacy = "第一条 处理个人信息和敏感个人信息，应当保护个人信息和个人隐私。"
    for key, text in (("granary", local), ("privacy", privacy)):
        document = replace(law, key=key, title=f"{key}规定", text=text)
        held.put(document, split(document))

    assert search(load(held), "爱心粮仓名单几月发布？")[0].document.key == "granary"


def test_an_article_is_found_by_its_number_however_the_text_writes_it() -> None:
    held = MemoryLibrary()
    ingest(held, [replace(samples.documents()[0], text="第1条 甲事。\n第22条 乙事。\n")])
    corpus = load(held)
    (key,) = corpus.articles["giving-2024", "第二十二条"]
    assert corpus.passages[key].text == "第22条 乙事。"

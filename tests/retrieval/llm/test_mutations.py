"""Sentences of the real statutes as claims: as they are they hold, changed in sense they fall."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import pytest

from knowledge.articles import split
from knowledge.documents import Tier
from knowledge.ingest import builtin_documents
from retrieval.compose import Material
from retrieval.llm.check import Held, checked
from retrieval.llm.reading import Draft
from retrieval.llm.rules import load_rules
from retrieval.llm.sentences import Numbered, Offer, offer
from retrieval.question import Question
from retrieval.search import Hit

RULES = load_rules()
EVERY = 16  # articles: every sixteenth is tried
WHO = (
    *("慈善组织", "基金会", "捐赠人", "受益人", "民政部门", "社会团体"),
    *("受赠人", "红十字会", "监护人", "用人单位", "申请人"),
)
Change = Callable[[str], str]


@cache
def sentences() -> list[tuple[Offer, Numbered, str]]:
    """Sentences that fit a claim, with what they say behind their article's number."""
    found = []
    statutes = (d for d in builtin_documents() if d.tier is Tier.OFFICIAL)
    passages = [(document, passage) for document in statutes for passage in split(document)]
    for document, passage in passages[::EVERY]:
        material = Material(Question(""), date(2026, 11, 28), (Hit(passage, document, 1.0),), "")
        offered = offer(material, RULES)
        for sentence in offered.sentences:
            said = re.sub(r"^第\S{1,8}条\s*", "", sentence.text).rstrip("。；：")
            if 12 <= len(said) <= 110 and sentence.introduced_by is None:
                found.append((offered, sentence, said))
    return found


def held(offered: Offer, sentence: Numbered, claim: str) -> bool:
    return isinstance(checked(Draft(claim, (sentence.number,)), offered, RULES), Held)


def passing(change: Change) -> Iterator[bool]:
    """For each sentence that ``change`` changes, whether it still holds."""
    for offered, sentence, said in sentences():
        changed = change(said)
        if changed != said:
            yield held(offered, sentence, changed)


def swapped_subjects(said: str) -> str:
    present = [who for who in WHO if who in said]
    if len(present) < 2:
        return said
    one, other = present[:2]
    return said.replace(one, "\0").replace(other, one).replace("\0", other)


def another_subject(said: str) -> str:
    present = next((who for who in WHO if who in said), None)
    absent = next(who for who in WHO if who not in said)
    return said.replace(present, absent, 1) if present else said


def becomes(pattern: str, other: str) -> Change:
    return lambda said: re.sub(pattern, other, said, count=1)


def test_a_sentence_says_what_it_says() -> None:
    told = [held(*one) for one in sentences()]

    assert len(told) > 200
    assert sum(told) >= 0.95 * len(told)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(swapped_subjects, id="subjects swapped"),
        pytest.param(another_subject, id="another subject"),
        pytest.param(becomes("(?<!不)应当", "可以"), id="a duty made a choice"),
        pytest.param(becomes("(?<!不)可以", "应当"), id="a choice made a duty"),
        pytest.param(becomes("不得", "可以"), id="a prohibition lifted"),
        pytest.param(becomes("应当|可以", "不得"), id="a prohibition invented"),
        pytest.param(becomes("未经", "经"), id="未 left out"),
        pytest.param(becomes("^[^，]{4,40}(?<!目)的，(?=.{10})", ""), id="a condition left out"),
        pytest.param(becomes("^", "情况紧急的，"), id="a condition added"),
        pytest.param(becomes("[，；]但?是?[^，；]*除外", ""), id="an exception left out"),
        pytest.param(becomes("^", "任何人"), id="made general"),
        pytest.param(becomes("[一二三四五六七八九十百]+(?=[日年月元倍])", "七"), id="a figure"),
        pytest.param(becomes("以上", "以下"), id="a bound turned"),
        pytest.param(becomes("或者", "和"), id="or made and"),
        pytest.param(becomes("书面", "口头"), id="another form"),
    ],
)
def test_a_sentence_changed_in_sense_falls(change: Change) -> None:
    told = list(passing(change))

    assert told, "nothing was changed"
    assert not any(told)

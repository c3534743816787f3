"""“How much can our project get”: computed by rules, quoted word for word, else left alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from api.domain.programme import RuleKind
from knowledge.digests import digests
from knowledge.library import MemoryLibrary
from knowledge.programme_files import load_programmes
from retrieval.answer import Answer, AnswerStatus, Mode
from retrieval.entitlement import EntitlementAsker
from retrieval.entitlement_text import percent, yuan

DAY = date(2026, 11, 21)


@pytest.fixture
def library() -> MemoryLibrary:
    library = MemoryLibrary()
    for document in digests():
        library.put(document, ())
    return library


@pytest.fixture
def asker(library: MemoryLibrary) -> EntitlementAsker:
    return EntitlementAsker(load_programmes(), library)


def answered(asker: EntitlementAsker, question: str, *context: str) -> Answer:
    answer = asker.answer(question, DAY, context)
    assert answer is not None, question
    return answer


def test_a_project_of_a_million_two_can_get_three_hundred_and_sixty_thousand(
    asker: EntitlementAsker,
) -> None:
    answer = answered(asker, "我们项目总投入120万,最多能拿多少资助?")
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.mode is Mode.RULES
    assert answer.as_of == DAY
    assert "总投入 120 万元 × 30% = 36 万元" in answer.text
    assert "没有超过单个项目上限 50 万元" in answer.text
    assert "84 万元（70%）需要自筹" in answer.text
    assert "依据转述，未见原文" in answer.text
    assert answer.text.endswith("初步测算，待核原文。")


def test_the_rules_are_quoted_word_for_word(
    asker: EntitlementAsker, library: MemoryLibrary
) -> None:
    answer = answered(asker, "我们项目总投入120万,最多能拿多少资助?")
    for citation in answer.citations:
        document = library.document(citation.document)
        assert document is not None
        assert document.text[citation.start : citation.end] == citation.quote
        assert document.programme == "shanghai-special-fund"
    quotes = "".join(citation.quote for citation in answer.citations)
    assert "30%" in quotes
    assert "50万元" in quotes
    assert "70%" in quotes


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("项目总投入一百二十万元，最多能申请多少补助？", "36 万元"),
        ("项目总投资200万，政府能支持多少", "50 万元"),
        ("总预算1,200,000元的公益项目，资助上限是多少", "36 万元"),
        ("我们有个80万的饮水项目，能申请多少资助", "24 万元"),
        ("项目资金三百万，专项资金最多给多少", "50 万元"),
        ("我们机构准备在云南做助学项目，预算60万，可以申请多少专项资金？", "18 万元"),
        ("60万的项目政府给补多少钱", "18 万元"),
        ("项目投了150万，能补贴多少", "45 万元"),
        ("项目总投入90万，要自己出多少钱？", "63 万元"),
        ("项目总投入90万，自筹要多少", "63 万元"),
        ("我们自筹84万，最多能拿多少资助", "36 万元"),
        ("想申请30万资助，需要自筹多少", "70 万元"),
        ("想申请30万资助，总投入至少要多少", "100 万元"),
        ("总投入80到100万的项目能拿多少资助", "24 万元至 30 万元"),
        ("项目总投入123456.78元，能拿多少资助", "37,037.03 元"),
        ("我们基金会的项目总投入166万，能不能拿到50万资助？", "超过了这个数"),
        ("项目总投入100万申请20万资助可以吗", "没有超过这个数"),
        ("想申请60万资助，可以吗", "超过了单个项目上限 50 万元"),
        ("总投入120万自筹50万能补多少？", "还差 34 万元"),
        ("总投入120万自筹100万能补多少？", "只差 20 万元"),
        ("项目120万总投入，能资助多少", "36 万元"),
        ("自筹84万、项目总投入120万，能补多少", "36 万元"),
    ],
)
def test_however_it_is_asked_it_is_computed(
    asker: EntitlementAsker, question: str, amount: str
) -> None:
    answer = answered(asker, question)
    assert answer.status is AnswerStatus.ANSWERED
    assert amount in answer.text


@pytest.mark.parametrize(
    "question", ["最多能拿多少资助", "我们的项目能拿多少补助？", "专项资金可以给多少钱"]
)
def test_without_the_total_both_rules_are_quoted_and_the_total_is_asked(
    asker: EntitlementAsker, question: str
) -> None:
    answer = answered(asker, question)
    assert answer.status is AnswerStatus.NEEDS_FACTS
    assert "30%" in answer.text
    assert "50万元" in answer.text
    assert "项目总投入是多少" in answer.text
    assert len(answer.citations) == 3


@pytest.mark.parametrize(
    "question", ["资助比例和上限是多少", "单个项目的资助上限多少", "项目的补助比例是几成？"]
)
def test_the_terms_themselves_need_no_facts(asker: EntitlementAsker, question: str) -> None:
    answer = answered(asker, question)
    assert answer.status is AnswerStatus.ANSWERED
    assert "不超过项目投入资金总额的30%" in answer.text


def test_two_totals_are_not_guessed_between(asker: EntitlementAsker) -> None:
    answer = answered(asker, "总投入120万或者总投入150万，能拿多少资助")
    assert answer.status is AnswerStatus.NEEDS_FACTS


@pytest.mark.parametrize(
    "question",
    [
        "单个沪帮沪助项目最多资助多少万？",
        "沪帮沪助项目总投入120万，最多能拿多少资助",
        "对口支援专项资金和沪帮沪助项目最多资助多少",
        "专项基金项目总投入50万能资助多少",
        "中央衔接资金项目总投入500万最多能拿多少资助",
        "浙江的项目总投入100万能资助多少",
        "“点亮心愿”公益项目最多资助多少",
        "活水计划的项目能资助多少",
        "对口支援专项资金和公益基金项目最多能资助多少",
        "低保能领多少",
        "我们村低保能领多少补助",
        "残疾人补助标准最多多少",
        "贫困学生能拿多少资助",
        "稳岗补贴能拿多少",
        "我们项目总投入120万，企业所得税能扣多少",
        "我们捐120万，最多能税前扣除多少",
        "2017年专项资金项目的资助比例是多少",
        "一共资助了多少个项目",
        "申请专项资金要经过几道审核？",
        "我们这个项目一定能评上吗",
        "公募基金会每年必须花多少钱",
        "县里想申请60万资金修水渠，可以吗",
        "我们需要资金支持120万修水渠，能给多少",
        "需要200套冬衣，预算5万元，11月底前送到",
        "120万",
        "",
    ],
)
def test_other_matters_and_other_programmes_are_left_alone(
    asker: EntitlementAsker, question: str
) -> None:
    assert asker.answer(question, DAY) is None


def test_a_bare_amount_answers_the_question_before_it(asker: EntitlementAsker) -> None:
    answer = answered(asker, "总投入是120万元", "最多能拿多少资助")
    assert "36 万元" in answer.text


def test_an_amount_said_before_is_remembered(asker: EntitlementAsker) -> None:
    answer = answered(asker, "那最多能拿多少资助？", "我们项目总投入120万")
    assert "36 万元" in answer.text
    unrelated = answered(asker, "那最多能拿多少资助？", "你好")
    assert unrelated.status is AnswerStatus.NEEDS_FACTS


@pytest.mark.parametrize("reply", ["120万和130万", "低保120万", "慈善法第二十二条说的是什么意思呀"])
def test_another_reply_is_not_taken_for_the_amount(asker: EntitlementAsker, reply: str) -> None:
    assert asker.answer(reply, DAY, ("最多能拿多少资助",)) is None


def test_an_organisation_registered_elsewhere_is_told_the_condition(
    asker: EntitlementAsker,
) -> None:
    answer = answered(asker, "我们是外地登记的社工机构，项目总投入120万，最多能拿多少资助")
    assert "申请主体在上海登记" in answer.text
    assert "36 万元" not in answer.text
    assert answer.text.endswith("初步判断，待核原文。")
    assert [citation.document for citation in answer.citations] == ["shanghai-special-fund-2020"]


@pytest.mark.parametrize(
    ("place", "warning"),
    [
        ("甘肃", "没有列明甘肃"),
        ("新疆", "列明的只有新疆维吾尔自治区喀什地区"),
        ("云南", ""),
        ("贵州遵义", ""),
    ],
)
def test_a_place_that_is_not_listed_is_pointed_out(
    asker: EntitlementAsker, place: str, warning: str
) -> None:
    text = answered(asker, f"我们在{place}的项目总投入120万，能拿多少资助").text
    assert "36 万元" in text
    assert warning in text
    assert ("对口地区名单" in text) is bool(warning)


def test_nothing_is_computed_from_a_text_that_changed(library: MemoryLibrary) -> None:
    document = library.document("shanghai-special-fund-2017")
    assert document is not None
    library.put(replace(document, text=document.text.replace("30%", "20%")), ())
    asker = EntitlementAsker(load_programmes(), library)
    answer = answered(asker, "项目总投入120万，能拿多少资助")
    assert answer.status is AnswerStatus.NO_SOURCE
    assert "依据已变动，待核" in answer.text
    assert "36 万元" not in answer.text
    assert answer.citations == ()


def test_nothing_is_computed_without_the_texts() -> None:
    asker = EntitlementAsker(load_programmes(), MemoryLibrary())
    assert "依据已变动，待核" in answered(asker, "项目总投入120万，能拿多少资助").text


def test_a_newer_version_with_the_same_words_is_computed_from_and_quoted(
    library: MemoryLibrary,
) -> None:
    document = library.document("shanghai-special-fund-2017")
    assert document is not None
    newer = replace(document, key="fund-2026", effective_from=date(2026, 1, 1))
    library.put(replace(document, effective_to=date(2025, 12, 31), replaced_by="fund-2026"), ())
    library.put(newer, ())
    asker = EntitlementAsker(load_programmes(), library)
    answer = answered(asker, "项目总投入120万，能拿多少资助")
    assert "36 万元" in answer.text
    assert "fund-2026" in {citation.document for citation in answer.citations}


def test_a_condition_whose_basis_changed_is_named_beside_the_amount(
    library: MemoryLibrary,
) -> None:
    programmes = load_programmes()
    changed = [
        replace(
            each,
            rules=tuple(
                replace(rule, source=replace(rule.source, quote="没有这样的话"))
                if rule.kind is RuleKind.REQUIRE
                else rule
                for rule in each.rules
            ),
        )
        for each in programmes
    ]
    answer = answered(EntitlementAsker(changed, library), "项目总投入120万，能拿多少资助")
    assert "36 万元" in answer.text
    assert "其中这些条件的依据已变动，待核" in answer.text


def test_nothing_is_computed_for_a_day_before_the_rules(asker: EntitlementAsker) -> None:
    assert asker.answer("项目总投入120万，能拿多少资助", date(2016, 1, 1)) is None


def test_between_the_notice_and_the_later_article_two_limits_are_enough(
    asker: EntitlementAsker,
) -> None:
    answer = asker.answer("项目总投入120万，能拿多少资助", date(2019, 1, 1))
    assert answer is not None
    assert "36 万元" in answer.text
    assert len(answer.citations) == 2


def test_an_absurd_amount_is_left_to_the_texts(asker: EntitlementAsker) -> None:
    assert asker.answer("项目总投入99999999亿元，能拿多少资助", DAY) is None


def test_amounts_are_written_as_people_write_them() -> None:
    written = [yuan(Decimal(n)) for n in ("360000.00", "370370.1", "9999", "1162000", "0")]
    assert written == ["36 万元", "370,370.1 元", "9,999 元", "116.2 万元", "0 元"]
    assert percent(Decimal("0.8333")) == "83.33%"

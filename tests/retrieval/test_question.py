"""What is read out of a question before anything is searched."""

import pytest

from retrieval.corpus import Corpus, load
from retrieval.place_names import place_names
from retrieval.question import LONGEST, TRANSLATED, Reader, vocabulary
from tests.retrieval import samples


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load(samples.library())


@pytest.fixture(scope="module")
def reader(corpus: Corpus) -> Reader:
    return samples.reader(corpus)


def test_greetings_are_left_out(reader: Reader) -> None:
    assert reader.read("您好，请问募捐方案怎么备案？").text == "募捐方案怎么备案?"


def test_a_question_of_greetings_only_stays_as_it_is(reader: Reader) -> None:
    assert reader.read("你好").text == "你好"


def test_words_of_lay_people_bring_the_words_of_the_law(reader: Reader) -> None:
    added = {one.said: one.meant for one in reader.read("网上筹款可以吗").added}

    assert "互联网" in added["网上"]
    assert added["筹款"] == ("募捐",)


@pytest.mark.parametrize(
    ("question", "said", "meant"),
    [
        ("受助的孩子能自己选吗", "受助", "受益人"),
        ("讨薪请不起律师怎么办", "请不起律师", "法律援助"),
        ("协会散伙了账怎么办", "散伙", "清算"),
        ("私自筹善款会被罚吗", "会被罚", "责令"),
    ],
)
def test_words_of_villages_donors_and_accountants_are_known(
    reader: Reader, question: str, said: str, meant: str
) -> None:
    added = {one.said: one.meant for one in reader.read(question).added}

    assert meant in added[said]


def test_no_word_is_translated_twice_into_the_same() -> None:
    """It would count double."""
    pairs = [
        (said, meant)
        for group, words in vocabulary()["synonyms"]
        for said in group
        for meant in words
    ]

    assert sorted(set(pairs)) == sorted(pairs)


def test_a_longer_word_hides_the_shorter_one_in_it(reader: Reader) -> None:
    said = [one.said for one in reader.read("非公募基金会每年支出").added]

    assert "非公募基金会" in said
    assert "公募基金会" not in said


def test_a_translation_counts_little_more_than_the_word_it_stands_for(reader: Reader) -> None:
    question = reader.read("网上筹款可以吗")
    [online] = [one for one in question.added if one.said == "网上"]

    assert sum(online.terms.values()) == pytest.approx(TRANSLATED * len("网上") + TRANSLATED)
    assert question.terms["互"] < question.terms["网"]


def test_a_named_law_and_article_are_recognised(reader: Reader) -> None:
    question = reader.read("互助捐赠法第三条怎么说")

    assert "giving-2024" in question.named_documents
    assert [one.article_no for one in question.references] == [3]


def test_places_lead_to_their_province_and_to_its_documents(reader: Reader) -> None:
    assert reader.read("上海怎么备案").regions == {"上海市"}
    assert reader.read("甘肃怎么备案").places == {"甘肃省"}
    assert not reader.read("甘肃怎么备案").regions


def test_programmes_are_recognised_by_their_names(reader: Reader) -> None:
    assert reader.read("河川专项资金能资助多少").programmes == {"river"}


@pytest.mark.parametrize(
    ("text", "defined"),
    [
        ("什么是互助捐赠？", "互助捐赠"),
        ("互助捐赠是什么意思", "互助捐赠"),
        ("互助捐赠怎么办理", None),
    ],
)
def test_what_a_question_wants_defined(reader: Reader, text: str, defined: str | None) -> None:
    assert reader.read(text).defines == defined


def test_a_question_about_penalties_is_marked(reader: Reader) -> None:
    assert reader.read("擅自募捐怎么处罚").asks_penalty
    assert not reader.read("募捐要备案吗").asks_penalty


def test_only_the_beginning_of_a_very_long_text_counts(reader: Reader) -> None:
    assert len(reader.read("募捐" * 3000).text) <= LONGEST


def test_traditional_questions_are_read_like_simplified_ones(reader: Reader) -> None:
    assert reader.read("募捐方案備案").text == "募捐方案备案"


def test_counties_are_known_by_full_name_provinces_by_short_name_too() -> None:
    names = place_names()

    assert names["云南"] == names["云南省"] == "云南省"
    assert names["镇雄县"] == names["昭通"] == "云南省"
    assert "合作" not in names

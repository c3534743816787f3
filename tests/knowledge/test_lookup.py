from datetime import date

import pytest

from knowledge.documents import Document, Tier
from knowledge.lookup import Titles, article_in, find_reference, find_references

LIBRARY = (
    Document(
        "charity-2016",
        "中华人民共和国慈善法",
        "",
        Tier.OFFICIAL,
        "",
        effective_from=date(2016, 9, 1),
    ),
    Document(
        "charity-2024",
        "中华人民共和国慈善法",
        "",
        Tier.OFFICIAL,
        "",
        effective_from=date(2024, 9, 5),
    ),
    Document("charity-digest", "慈善法（要点转述）", "", Tier.DIGEST, "", aliases=("慈善法要点",)),
    Document("tax", "中华人民共和国个人所得税法", "", Tier.OFFICIAL, "", aliases=("个税法",)),
    Document(
        "education", "中华人民共和国教育法", "", Tier.OFFICIAL, "", published=date(1995, 1, 1)
    ),
    Document("water", "中华人民共和国水法", "", Tier.OFFICIAL, ""),
    Document("zhejiang", "浙江省实施《中华人民共和国慈善法》办法", "", Tier.OFFICIAL, ""),
    Document("ngo", "境外非政府组织境内活动管理法", "", Tier.OFFICIAL, "", aliases=("境外NGO法",)),
    Document("rural", "引导社会组织的通知", "", Tier.OFFICIAL, "", number="民发〔2022〕11号"),
    Document(
        "decree", "基金会管理条例", "", Tier.OFFICIAL, "", number="中华人民共和国国务院令第400号"
    ),
    Document("notice", "扶贫捐赠", "", Tier.DIGEST, "", number="财政部 税务总局公告2019年第49号"),
)


@pytest.fixture(scope="module")
def titles() -> Titles:
    return Titles.of(LIBRARY, known=["中华人民共和国国防教育法"])


@pytest.mark.parametrize(
    ("question", "document", "article"),
    [
        ("慈善法第二十二条", "charity-2024", "第二十二条"),
        ("慈善法22条", "charity-2024", "第二十二条"),
        ("《中华人民共和国慈善法》第 22 条怎么说", "charity-2024", "第二十二条"),
        ("慈善法（2023修正）第二十四条", "charity-2024", "第二十四条"),
        ("慈善法里的第二十二条之一", "charity-2024", "第二十二条之一"),
        ("个税法六条", "tax", "第六条"),
        ("個稅法第６條", "tax", "第六条"),
        ("境外ngo法第九条", "ngo", "第九条"),
        ("浙江省实施《慈善法》办法第十三条", "zhejiang", "第十三条"),
        ("水法第三条", "water", "第三条"),
        ("慈善法要点第三条", "charity-digest", "第三条"),
        ("慈善法和教育法第五条", "education", "第五条"),
        ("民发〔2022〕11号", "rural", None),
        ("民发 2022 11号", "rural", None),
        ("民发2022 第11号文件", "rural", None),
        ("请问民发[2022]11号讲什么", "rural", None),
        ("民发(2022)第11号", "rural", None),
        ("民发2022 11号", "rural", None),
        ("国务院令第400号", "decree", None),
        ("2019年第49号公告", "notice", None),
        ("公告2019年第49号", "notice", None),
        ("49号公告过期了吗", "notice", None),
        ("慈善法这两条是什么意思", "charity-2024", None),
        ("慈善法。第三条呢", "charity-2024", None),
    ],
)
def test_the_text_and_article_a_question_names_are_found(
    titles: Titles, question: str, document: str, article: str | None
) -> None:
    found = find_reference(question, titles)
    assert found is not None
    assert found.documents[0] == document
    assert (found.article.label if found.article else None) == article


@pytest.mark.parametrize(
    "question",
    ["第二十二条是什么", "怎么节水法第三条", "水法怎么样", "民发〔2021〕11号", "400号", "", "捐款"],
)
def test_a_question_that_names_nothing_at_hand_gives_nothing(titles: Titles, question: str) -> None:
    assert find_reference(question, titles) is None


@pytest.mark.parametrize(
    ("question", "title"),
    [("国防教育法第五条", "国防教育法"), ("个人所得税法实施条例第十九条", "个人所得税法实施条例")],
)
def test_a_text_that_is_known_but_not_at_hand_is_not_taken_for_another(
    titles: Titles, question: str, title: str
) -> None:
    found = find_reference(question, titles)
    assert found is not None
    assert (found.documents, found.title) == ((), title)
    assert found.article_no in (5, 19)


def test_versions_come_newest_first_and_a_digest_does_not_answer_to_the_bare_name(
    titles: Titles,
) -> None:
    found = find_reference("慈善法", titles)
    assert found is not None
    assert found.documents == ("charity-2024", "charity-2016")
    assert found.article_no is None


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("慈善法第二十二条和第二十三条", [22, 23]),
        ("慈善法第二十二、二十三条", [22, 23]),
        ("慈善法第44条至第51条", [44, 51]),
        ("慈善法第三条，教育法第五条", [3, 5]),
    ],
)
def test_all_articles_a_question_names_are_found(
    titles: Titles, question: str, articles: list[int]
) -> None:
    assert [each.article_no for each in find_references(question, titles)] == articles


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("那第二十三条呢", 23),
        ("23条呢", 23),
        ("第三、四条", 3),
        ("第三，怎么办", None),
        ("有几条", None),
    ],
)
def test_an_article_without_its_law_is_read(question: str, number: int | None) -> None:
    found = article_in(question)
    assert (found.main if found else None) == number

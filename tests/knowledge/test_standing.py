"""What kind of legal text a document is."""

import pytest

from knowledge.documents import Document, Tier
from knowledge.standing import Standing, standing


@pytest.mark.parametrize(
    ("title", "issuer", "kind"),
    [
        ("中华人民共和国慈善法", "全国人民代表大会常务委员会", Standing.LAW),
        ("基金会管理条例", "国务院", Standing.REGULATION),
        ("上海市慈善条例", "上海市人民代表大会常务委员会", Standing.LOCAL),
        ("关于某事的通知", "国务院", None),
        ("某办法", "民政部", None),
        ("某办法", None, None),
    ],
)
def test_the_issuer_tells_the_kind(title: str, issuer: str | None, kind: Standing | None) -> None:
    assert standing(Document("k", title, "", Tier.OFFICIAL, "x", issuer=issuer)) is kind


def test_a_restatement_has_no_standing_of_its_own() -> None:
    assert (
        standing(Document("k", "慈善法", "", Tier.DIGEST, "x", issuer="全国人民代表大会")) is None
    )


def test_a_law_precedes_a_regulation_and_that_what_a_city_makes() -> None:
    assert Standing.LAW > Standing.REGULATION > Standing.LOCAL
    assert [one.label for one in Standing] == ["地方性法规", "行政法规", "法律"]

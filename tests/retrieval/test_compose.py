"""Who composes a reply, and what is said of it."""

from dataclasses import replace

from knowledge.documents import Tier
from retrieval.answer import AnswerStatus, Claim, Mode
from retrieval.asked import Asked
from retrieval.claim_lines import ClaimLines, Listener
from retrieval.compose import Composed, Extractive, Fallback, Material
from retrieval.corpus import load
from retrieval.evidence import Evidence
from retrieval.question import vocabulary
from retrieval.reasons import scope
from retrieval.texts import CLOSING, SECOND_HAND
from tests.retrieval import samples


def phrased(material: Material, listener: Listener) -> Composed:
    """A model that says one true sentence of the best passage."""
    quoted = _quoting().compose(material, listener).citations[:1]
    claim = Claim("剩余的捐赠财产用于目的相近的项目", quoted)
    listener(claim)
    return Composed(quoted, (claim,), Mode.LLM)


def retold(material: Material, listener: Listener) -> Composed:
    """A model that says one thing of the law and two of a retelling."""
    (quoted, *_) = _quoting().compose(material, listener).citations
    near = replace(quoted, tier=Tier.DIGEST)
    claims = tuple(
        Claim(f"剩余的捐赠财产{number}", (one,))
        for number, one in (("用于其他项目", quoted), ("另作安排", near), ("向社会公开", near))
    )
    for claim in claims:
        listener(claim)
    return Composed((quoted, near), claims, Mode.LLM)


def silent(material: Material, listener: Listener) -> None:
    """A model that is away."""


def _quoting() -> Extractive:
    index = samples.lexical(load(samples.library()))
    return Extractive(Evidence(index, vocabulary()["question_words"]), Asked(scope()["asks"]))


def test_a_phrased_answer_names_its_places_before_it_quotes_them_and_says_who_phrased_it() -> None:
    heard: list[Claim] = []
    asker = samples.asker(composer=Fallback(phrased, _quoting()))

    answer = asker.ask("捐赠财产有剩余怎么办", listener=heard.append)

    assert answer.status is AnswerStatus.ANSWERED
    assert answer.mode is Mode.LLM
    first, quote, *_ = answer.text.split("\n")
    place = "《中华人民共和国互助捐赠法》第七条"
    assert first == f"剩余的捐赠财产用于目的相近的项目（{place}）。"
    assert quote == f"“{answer.citations[0].quote}”"
    assert answer.text.endswith(CLOSING[Mode.LLM])
    assert [claim.text for claim in heard] == ["剩余的捐赠财产用于目的相近的项目"]


def test_the_first_claim_that_rests_on_a_retelling_says_so_also_while_it_is_told() -> None:
    told: list[str] = []
    answer = samples.asker(composer=Fallback(retold, _quoting())).ask(
        "捐赠财产有剩余怎么办", listener=ClaimLines(told.append)
    )

    assert [SECOND_HAND in line for line in told] == [False, True, False]
    assert answer.text.split("\n")[:3] == told


def test_where_the_model_gives_up_the_answer_is_quotations_and_says_so() -> None:
    asker = samples.asker(composer=Fallback(silent, _quoting()))

    answer = asker.ask("捐赠财产有剩余怎么办")

    assert answer.mode is Mode.EXTRACTIVE
    assert answer.text == samples.asker().ask("捐赠财产有剩余怎么办").text
    assert answer.text.endswith(CLOSING[Mode.EXTRACTIVE])

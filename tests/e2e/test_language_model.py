"""The real service with a language model on loopback: asked in the chat, with the model there and
away."""

import time
from collections.abc import Iterator

import pytest

from retrieval.answer import Mode
from retrieval.texts import CLOSING
from tests.e2e.chat_client import Chat
from tests.e2e.service import Service, serving
from tests.llm_server.remote import LlmServer, running_llm
from tests.llm_server.script import Behaviour, Said
from tests.llm_server.settings import llm_settings

QUESTION = "慈善组织开展公开募捐需要什么资格？"
CITED = "慈善组织开展公开募捐，应当取得公开募捐资格"
TRUE = Said(text="开展公开募捐应当取得公开募捐资格", about=CITED)
FALSE = Said(text="任何人都可以公开募捐", about=CITED)
SECONDS = 2.0


@pytest.fixture(scope="module")
def model() -> Iterator[LlmServer]:
    """A server of this module's own, to be stopped under the service."""
    with running_llm() as server:
        yield server


@pytest.fixture(scope="module")
def service(model: LlmServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("service")
    with serving(folder, **llm_settings(model, llm_seconds=str(SECONDS))) as running:
        model.says(TRUE)
        Chat.open(running.http).say("慈善组织的登记条件有哪些？")  # libraries are loaded now
        yield running


def closing(chat: Chat) -> str:
    return str(chat.turn["messages"][0]["text"]).splitlines()[-1]


def test_a_question_in_the_chat_is_answered_in_the_models_words_over_the_quotations(
    service: Service, model: LlmServer
) -> None:
    model.says(FALSE, TRUE)
    chat = Chat.open(service.http)

    lines = chat.lines(QUESTION)

    (line,) = lines
    assert line.startswith(TRUE.text)
    message = chat.turn["messages"][0]
    assert message["text"].startswith(line)
    assert FALSE.text not in message["text"]
    assert closing(chat) == CLOSING[Mode.LLM]
    assert "第二十二条" in [citation["article"] for citation in message["citations"]]


def test_the_figures_say_what_became_of_the_questions(service: Service) -> None:
    figures = service.http.get("/metrics").text

    assert 'shanhai_language_model_answers_total{kind="phrased"} ' in figures
    assert 'shanhai_language_model_claims_total{kind="held"} ' in figures
    assert 'shanhai_language_model_tokens_total{kind="all"} ' in figures


@pytest.mark.parametrize(
    "trouble", [Behaviour(wait=30), Behaviour(status=500), Behaviour(text="不会")]
)
def test_a_model_in_trouble_leaves_quotations_within_the_deadline(
    service: Service, model: LlmServer, trouble: Behaviour
) -> None:
    model.does(trouble)
    chat = Chat.open(service.http)
    begun = time.monotonic()

    chat.say(f"{QUESTION}请问{trouble.status}{trouble.wait}{trouble.text}")

    assert time.monotonic() - begun < SECONDS + 6
    assert closing(chat) == CLOSING[Mode.EXTRACTIVE]
    assert CITED in chat.text


def test_a_model_that_is_gone_leaves_quotations_and_kept_replies_and_its_key_in_no_log(
    service: Service, model: LlmServer
) -> None:
    model.says(TRUE)
    chat = Chat.open(service.http)
    chat.say(QUESTION)
    model.stop()

    chat.say("基金会公开募捐需要什么资格呢？")
    assert closing(chat) == CLOSING[Mode.EXTRACTIVE]
    chat.say(QUESTION)
    assert closing(chat) == CLOSING[Mode.LLM], "this was asked before, and is kept"

    assert llm_settings(model)["llm_api_key"] not in service.said()
    assert "going on without the language model" in service.said()

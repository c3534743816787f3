"""A real model, for honesty on the wire. These tests exist only where ``SHANHAI_TEST_LLM_URL``
names an endpoint (``SHANHAI_TEST_LLM_MODEL`` its model): what a model says is not ours to fix."""

import os

from retrieval.answer import Mode
from retrieval.llm.counts import Outcome
from retrieval.llm.endpoint import Options
from retrieval.llm.probe import probe
from retrieval.texts import CLOSING
from tests.retrieval.llm.conftest import Desks

URL = os.environ.get("SHANHAI_TEST_LLM_URL", "")
MODEL = os.environ.get("SHANHAI_TEST_LLM_MODEL", "any")
SECONDS = 110.0  # a small model on one core; langchain itself waits for 120
ASKED = ("捐赠财产有剩余怎么办", "登记满多久可以申请公开募捐资格", "互助组织怎么登记")

if URL:

    def test_the_endpoint_answers_in_a_form_it_was_asked_for() -> None:
        seen = probe(Options(URL, MODEL, "", SECONDS))
        assert 0 < seen.seconds < SECONDS

    def test_every_answer_is_checked_claims_or_quotations(desks: Desks) -> None:
        desk = desks(timeout=SECONDS, model=MODEL, base_url=URL)
        for question in ASKED:
            answer = desk.ask(question)
            assert answer.text.endswith(CLOSING[answer.mode])
            assert (answer.mode is Mode.LLM) == bool(desk.heard)
        ended = desk.ended()
        assert sum(ended.values()) == len(ASKED)
        assert not ended.keys() & {Outcome.UNREACHABLE, Outcome.REFUSED, Outcome.FAILED}, ended

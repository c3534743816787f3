"""The commands with a language model behind them."""

import subprocess
import sys
from pathlib import Path

import pytest

from api.terminal import Told
from retrieval.answer import Mode
from retrieval.texts import CLOSING
from tests.api.test_cli import one_object, shanhai
from tests.llm_server.remote import LlmServer
from tests.llm_server.script import Behaviour, Said
from tests.llm_server.settings import llm_settings

QUESTION = "慈善组织开展公开募捐需要什么资格？"
CITED = "慈善组织开展公开募捐，应当取得公开募捐资格"
TRUE = Said(text="开展公开募捐应当取得公开募捐资格", about=CITED)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(autouse=True)
def environment(data: Path, llm: LlmServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in llm_settings(llm, data=str(data)).items():
        monkeypatch.setenv(f"SHANHAI_{name.upper()}", value)


def test_ask_says_who_phrased_the_answer(llm: LlmServer) -> None:
    llm.says(TRUE)

    body = one_object(shanhai("ask", QUESTION, "--json"))

    assert body["mode"] == "llm"
    assert str(body["text"]).startswith(TRUE.text)


def test_ask_prints_each_claim_once_and_the_quotations_after_them(llm: LlmServer) -> None:
    llm.says(TRUE)

    printed = shanhai("ask", QUESTION).stdout

    assert printed.count(TRUE.text) == 1
    assert printed.index(TRUE.text) < printed.index(f"{CITED}。")
    assert CLOSING[Mode.LLM] in printed


def test_what_turned_out_otherwise_while_it_was_told_is_told_whole(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = Told()
    told.line("甲")
    told.whole("乙\n丙")
    assert capsys.readouterr().out == "甲\n乙\n丙\n"


def test_doctor_asks_the_model_and_says_how_it_answers(llm: LlmServer) -> None:
    llm.does(Behaviour(claims=[], knows=["json_object"]))

    line = _line(shanhai("doctor").stdout)

    assert line.startswith("ok")
    assert "(json_object)" in line


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (Behaviour(status=401), "status 401"),
        (Behaviour(wait=20), "within 0.5 s"),
        (Behaviour(text="好的"), "not in the form asked for"),
    ],
)
def test_doctor_says_what_to_mend_and_never_the_key(
    llm: LlmServer, monkeypatch: pytest.MonkeyPatch, trouble: Behaviour, said: str
) -> None:
    llm.does(trouble)
    monkeypatch.setenv("SHANHAI_LLM_SECONDS", "0.5")

    result = shanhai("doctor")

    assert result.exit_code == 1
    line = _line(result.stdout)
    assert line.startswith("FAIL")
    assert said in line
    assert "SHANHAI_LLM" in line
    assert "loopback-key" not in result.output


def test_who_has_no_model_does_not_wait_for_its_libraries() -> None:
    program = (
        "import sys, api.bootstrap.service, api.cli\n"
        "from api.bootstrap.phrasing import open_phrasing\n"
        "from api.settings import Settings\n"
        "assert open_phrasing(Settings(llm_base_url='', llm_model=''), None) is None\n"
        "print(sorted(m for m in sys.modules if m.startswith(('retrieval.llm', 'langchain_openai',"
        " 'openai'))))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def _line(printed: str) -> str:
    (line,) = [one for one in printed.splitlines() if "language model:" in one]
    return line

"""National statutes beyond the built-in ones, taken into the library on request."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(autouse=True)
def environment(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANHAI_DATA", str(data))


def shanhai(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_a_law_is_taken_in_by_its_title_and_answered_from() -> None:
    added = shanhai(
        "knowledge", "add", "--law", "反家庭暴力法", "--law", "《中华人民共和国母婴保健法》"
    )

    assert added.exit_code == 0, added.output
    assert ": 0 added" not in added.output
    answer = json.loads(shanhai("ask", "反家庭暴力法第二条", "--json").stdout)
    assert answer["citations"][0]["article"] == "第二条"


def test_a_law_that_is_there_is_not_added_again() -> None:
    assert ": 0 added" in shanhai("knowledge", "add", "--law", "捐赠法").output


def test_a_name_that_is_no_law_is_refused_with_those_near_it() -> None:
    refused = shanhai("knowledge", "add", "--law", "反家庭暴力条例")

    assert refused.exit_code == 1
    assert "反家庭暴力法" in refused.output


def test_a_name_like_no_other_is_just_refused() -> None:
    refused = shanhai("knowledge", "add", "--law", "zzz")

    assert refused.exit_code == 1
    assert refused.output.strip() == "zzz: no such law"


def test_to_add_nothing_is_a_mistake() -> None:
    assert shanhai("knowledge", "add").exit_code == 2


def test_every_law_there_is_can_be_taken_in_at_once() -> None:
    added = shanhai("knowledge", "add", "--all-laws")

    assert added.exit_code == 0, added.output
    assert "all laws: 3" in added.output  # more than three hundred besides those built in

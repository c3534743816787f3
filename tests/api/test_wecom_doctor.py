"""``shanhai doctor`` with 企业微信 set up."""

import json
from collections.abc import Iterator

import pytest

from tests.api.test_cli import shanhai
from tests.wecom_server.remote import WecomServer, running_wecom


@pytest.fixture(scope="module")
def server() -> Iterator[WecomServer]:
    with running_wecom() as running:
        yield running


@pytest.fixture(autouse=True)
def environment(
    server: WecomServer, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.reset()
    monkeypatch.setenv("SHANHAI_DATA", str(tmp_path_factory.mktemp("data")))
    monkeypatch.setenv("SHANHAI_PUBLIC_URL", "https://shanhai.example")
    for name, value in server.settings.items():
        monkeypatch.setenv(f"SHANHAI_{name.upper()}", value)


def finding() -> tuple[bool, str]:
    findings = json.loads(shanhai("doctor", "--json").stdout)["findings"]
    (one,) = [f for f in findings if f["part"] == "wecom"]
    return one["well"], one["detail"]


def test_doctor_says_where_the_callback_belongs() -> None:
    assert finding() == (
        True,
        "answers; its callback belongs at https://shanhai.example/wecom/callback",
    )


@pytest.mark.parametrize(
    ("kind", "advice"),
    [
        ("40001", "SHANHAI_WECOM_SECRET"),
        ("60020", "企业可信IP"),
        ("html", "SHANHAI_WECOM_API_URL"),
    ],
)
def test_doctor_says_what_to_mend(server: WecomServer, kind: str, advice: str) -> None:
    server.fault("gettoken", kind)
    well, detail = finding()
    assert not well
    assert advice in detail
    assert server.settings["wecom_secret"] not in detail

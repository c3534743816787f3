import os
from pathlib import Path

import pytest

from api.settings import SettingsError, load


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("SHANHAI_"):
            monkeypatch.delenv(name)


def test_everything_has_a_working_default() -> None:
    settings = load()
    assert settings.data == Path("./var")
    assert settings.database.startswith("sqlite:///")
    assert settings.max_file_bytes == 20 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SHANHAI_PORT", "eighty"),
        ("SHANHAI_PORT", "70000"),
        ("SHANHAI_DATABASE_URL", "mysql://localhost/x"),
        ("SHANHAI_PUBLIC_URL", "example.org"),
        ("SHANHAI_TELEGRAM_MODE", "carrier pigeon"),
        ("SHANHAI_WECOM_AGENT_ID", "my agent"),
        ("SHANHAI_WECOM_AES_KEY", "too short"),
        ("SHANHAI_WECOM_API_URL", "qyapi.weixin.qq.com"),
        ("SHANHAI_LLM_BASE_URL", "llm.example/v1"),
        ("SHANHAI_LLM_BASE_URL", "https:///v1"),
        ("SHANHAI_LLM_BASE_URL", "https://llm.example/v1/chat/completions"),
        ("SHANHAI_LLM_BASE_URL", "https://key@llm.example/v1"),
        ("SHANHAI_LLM_API_KEY", "two words"),
        ("SHANHAI_LLM_SECONDS", "0"),
        ("SHANHAI_LLM_SECONDS", "soon"),
        ("SHANHAI_LLM_DAILY_TOKENS", "-1"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        load()


def test_webhook_mode_needs_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANHAI_TELEGRAM_MODE", "webhook")
    with pytest.raises(SettingsError, match="SHANHAI_TELEGRAM_WEBHOOK_SECRET"):
        load()


def test_wecom_needs_all_of_its_settings_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANHAI_WECOM_CORP_ID", "ww1f2e3d4c5b6a7988")
    monkeypatch.setenv("SHANHAI_WECOM_AGENT_ID", "1000002")
    monkeypatch.setenv("SHANHAI_WECOM_TOKEN", "secret-token")
    with pytest.raises(SettingsError) as refused:
        load()
    assert str(refused.value).endswith("missing: SHANHAI_WECOM_SECRET, SHANHAI_WECOM_AES_KEY")
    monkeypatch.setenv("SHANHAI_WECOM_SECRET", "secret")
    monkeypatch.setenv("SHANHAI_WECOM_AES_KEY", "a" * 43)
    assert load().wecom_agent_id == "1000002"


@pytest.mark.parametrize(
    ("name", "value"), [("LLM_BASE_URL", "https://llm.example/v1"), ("LLM_MODEL", "qwen")]
)
def test_a_language_model_needs_an_address_and_a_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"SHANHAI_{name}", value)
    with pytest.raises(SettingsError, match="SHANHAI_LLM_BASE_URL and SHANHAI_LLM_MODEL"):
        load()


def test_a_language_model_is_set_by_its_address_and_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SHANHAI_LLM_BASE_URL", "http://127.0.0.1:11434/v1/")
    monkeypatch.setenv("SHANHAI_LLM_MODEL", "qwen")
    settings = load()
    assert settings.llm_base_url == "http://127.0.0.1:11434/v1"
    assert settings.llm_seconds == 10


def test_a_refused_key_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANHAI_LLM_API_KEY", "very secret")
    with pytest.raises(SettingsError) as refused:
        load()
    assert "very secret" not in str(refused.value)


def test_a_plain_postgresql_url_gets_the_driver_we_ship(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANHAI_DATABASE_URL", "postgresql://postgres@127.0.0.1/test")
    assert load().database == "postgresql+psycopg://postgres@127.0.0.1/test"


def test_urls_lose_their_last_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANHAI_PUBLIC_URL", "https://bridge.example/")
    assert load().public_url == "https://bridge.example"


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANHAI_TELEGRAM_TOKEN", "123:very-secret")
    assert "very-secret" not in repr(load())


def test_the_public_address_follows_the_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHANHAI_PORT", "9000")
    assert load().public_url == "http://127.0.0.1:9000"

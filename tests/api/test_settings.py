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

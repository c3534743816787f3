"""Every setting there is, read once from the environment, refused early when it is wrong."""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.domain.credit_code import is_credit_code
from api.domain.grant import Party

PREFIX = "SHANHAI_"


class SettingsError(Exception):
    """A setting has a value that cannot work; the message names it and what is expected."""


class Settings(BaseSettings):
    """Configuration. Each field is an environment variable with the prefix ``SHANHAI_``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    data: Path = Field(Path("./var"), description="folder for database, indexes and files")
    database_url: str = Field("", description="SQLAlchemy URL; default SQLite in DATA")
    redis_url: str = Field("", description="shared rate limits for several workers")
    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8000, ge=1, le=65535, description="port to listen on")
    trusted_proxies: str = Field(
        "127.0.0.1", description="proxies whose X-Forwarded-For is believed, comma-separated"
    )
    public_url: str = Field(
        default_factory=lambda known: f"http://127.0.0.1:{known.get('port', 8000)}",
        description="where people reach the service",
    )
    telegram_token: SecretStr = Field(SecretStr(""), description="bot token; empty: no Telegram")
    telegram_api_url: str = Field("https://api.telegram.org", description="Bot API server")
    telegram_mode: Literal["polling", "webhook"] = Field("polling", description="how to receive")
    telegram_webhook_secret: SecretStr = Field(
        SecretStr(""), description="shared secret of the webhook; required for webhook mode"
    )
    wecom_corp_id: str = Field("", description="CorpID of the company in 企业微信; empty: none")
    wecom_agent_id: str = Field("", description="AgentId of the application there")
    wecom_secret: SecretStr = Field(SecretStr(""), description="Secret of the application")
    wecom_token: SecretStr = Field(SecretStr(""), description="Token of its callback")
    wecom_aes_key: SecretStr = Field(SecretStr(""), description="EncodingAESKey of its callback")
    wecom_api_url: str = Field("https://qyapi.weixin.qq.com", description="API server")
    matching_url: str = Field("", description="matching API; default the built-in reference")
    matching_secret: SecretStr = Field(SecretStr(""), description="HMAC key; default in DATA")
    webhooks_to_private: bool = Field(
        False, description="whether webhooks may go to addresses inside, and without TLS"
    )
    llm_base_url: str = Field(
        "", description="OpenAI-compatible endpoint; empty: answers are quotations only"
    )
    llm_model: str = Field("", description="name of the model there")
    llm_api_key: SecretStr = Field(SecretStr(""), description="its key, if it wants one")
    llm_seconds: float = Field(
        10, ge=0.5, le=60, description="how long one answer waits for the model"
    )
    llm_reads_reports: bool = Field(
        False, description="whether it may read reports, numbers masked, to find what is open"
    )
    llm_daily_tokens: int = Field(1_000_000, ge=1, description="tokens a day may take")
    funder_name: str = Field(
        "", max_length=100, description="who gives the subsidies, in exports of grants"
    )
    funder_code: str = Field("", description="its 统一社会信用代码")
    max_file_mb: int = Field(20, ge=1, le=50, description="largest evidence file, megabytes")

    @field_validator("public_url", "telegram_api_url", "wecom_api_url", "matching_url")
    @classmethod
    def _is_http(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("expected a URL beginning with http:// or https://")
        return value.rstrip("/")

    @field_validator("funder_code")
    @classmethod
    def _is_credit_code(cls, value: str) -> str:
        if value and not is_credit_code(value):
            raise ValueError("expected a 统一社会信用代码 of 18 characters whose checksum holds")
        return value

    @field_validator("wecom_agent_id")
    @classmethod
    def _is_agent(cls, value: str) -> str:
        if not re.fullmatch("[0-9]{0,12}", value):
            raise ValueError("expected the number AgentId of the application, such as 1000002")
        return value

    @field_validator("wecom_aes_key")
    @classmethod
    def _is_aes_key(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch("([A-Za-z0-9]{43})?", value.get_secret_value()):
            raise ValueError("expected the EncodingAESKey, 43 letters and digits")
        return value

    @field_validator("llm_base_url")
    @classmethod
    def _is_endpoint(cls, value: str) -> str:
        parts = urlsplit(value)
        ends_early = parts.path.rstrip("/").endswith(("/completions", "/responses"))
        extra = parts.username or parts.password or parts.query or parts.fragment
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname or ends_early):
            raise ValueError("expected a URL like https://HOST/v1, what stands before /chat")
        if extra:
            raise ValueError("expected a URL alone; a key belongs in SHANHAI_LLM_API_KEY")
        return value.rstrip("/")

    @field_validator("llm_api_key")
    @classmethod
    def _fits_a_header(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch("[!-~]*", value.get_secret_value()):
            raise ValueError("expected letters, digits and signs without blanks")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_known_database(cls, value: str) -> str:
        if value.startswith("postgresql://"):
            return value.replace("postgresql://", "postgresql+psycopg://", 1)
        if value and not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("expected sqlite:///FILE or postgresql://USER@HOST/NAME")
        return value

    @property
    def known_url(self) -> str:
        """``public_url`` where somebody has set it; empty where it is only this machine's own."""
        return self.public_url if "public_url" in self.model_fields_set else ""

    @property
    def funder(self) -> Party | None:
        """Who gives the subsidies; ``None`` where nobody is named."""
        if not self.funder_name:
            return None
        return Party.registered(self.funder_code or None, self.funder_name, "FUNDER")

    @property
    def database(self) -> str:
        """The database URL in use."""
        return self.database_url or f"sqlite:///{self.data / 'shanhai.sqlite3'}"

    @property
    def max_file_bytes(self) -> int:
        """The largest evidence file in bytes."""
        return self.max_file_mb * 1024 * 1024


def load() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: a value cannot work.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        lines = [f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
        raise SettingsError("\n".join(lines)) from None
    if settings.telegram_mode == "webhook" and not settings.telegram_webhook_secret:
        raise SettingsError(
            f"{PREFIX}TELEGRAM_WEBHOOK_SECRET: webhook mode needs a secret of 1–256 characters"
        )
    if missing := _missing(settings):
        raise SettingsError(f"企业微信 WeCom needs all of its settings; missing: {missing}")
    if bool(settings.llm_base_url) != bool(settings.llm_model):
        raise SettingsError(
            f"{PREFIX}LLM_BASE_URL and {PREFIX}LLM_MODEL: expected both, or neither"
        )
    return settings


def _missing(settings: Settings) -> str:
    """The names of what 企业微信 still needs, once anything of it is set."""
    names = ("wecom_corp_id", "wecom_agent_id", "wecom_secret", "wecom_token", "wecom_aes_key")
    missing = [f"{PREFIX}{name.upper()}" for name in names if not getattr(settings, name)]
    return "" if len(missing) == len(names) else ", ".join(missing)

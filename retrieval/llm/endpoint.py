"""Any OpenAI-compatible endpoint through langchain: a reply in pieces, or a named failure."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from retrieval.llm.counts import Outcome
from retrieval.llm.prompt import Prompt

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

MOST_TOKENS = 800  # of a reply: four short claims, with room for a model that thinks aloud
_AGAIN_AFTER = 0.3  # seconds before a server that failed is asked once more
_NOT_UNDERSTOOD = {400, 404, 415, 422, 501}  # what servers say to a field they do not know

_COMMON = {"max_tokens": MOST_TOKENS, "stream_options": {"include_usage": True}}

FORM_NAMES = ("json_schema", "json_object", "plain text", "plain text, no options")
"""The forms a reply is asked for in; the first that a server takes is used from then on."""


def _form(number: int, prompt: Prompt) -> Mapping[str, Any]:
    """What is sent to ask for the form of that place in ``FORM_NAMES``."""
    shape = {"name": prompt.name, "schema": dict(prompt.schema)}
    return (
        {"response_format": {"type": "json_schema", "json_schema": shape}, **_COMMON},
        {"response_format": {"type": "json_object"}, **_COMMON},
        _COMMON,
        {},  # nothing that an old or a strict server might not know
    )[number]


@dataclass(frozen=True, slots=True)
class Options:
    """Where the model is. ``timeout`` bounds one question, retries included, in seconds."""

    base_url: str
    model: str
    api_key: str
    timeout: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a reply; ``tokens`` is set when the server says what the call took."""

    text: str
    tokens: int | None = None


class Unanswered(Exception):
    """The model gave no whole reply."""

    def __init__(self, outcome: Outcome, detail: str) -> None:
        """``detail`` is for the log; it holds no key and nothing anybody asked."""
        super().__init__(detail)
        self.outcome = outcome


class Endpoint:
    """One model at one address. Used from one event loop only."""

    def __init__(self, options: Options) -> None:
        """Nothing is imported or opened before the first question."""
        self._options = options
        self._format = 0
        self._model: ChatOpenAI | None = None
        self._opening = Lock()  # warmed beside the first question, it is made once

    async def reply(self, prompt: Prompt) -> AsyncGenerator[Piece, None]:
        """The reply to ``prompt`` while it comes. Asked a second time, once, when the server is
        busy or fails before its first piece; the caller bounds the time of both.

        Raises:
            Unanswered: there is none, or it broke off.
        """
        retried = False
        form = self._format
        while True:
            begun = False
            try:
                async with aclosing(self._stream(prompt, _form(form, prompt))) as pieces:
                    async for piece in pieces:
                        begun = True
                        yield piece
                self._format = form
                return
            except Exception as error:
                if not _is_foreseen(error):
                    raise
                if begun:
                    raise _unanswered(error) from error
                status = _status(error)
                if status in _NOT_UNDERSTOOD and form + 1 < len(FORM_NAMES):
                    form += 1
                    continue
                if retried or not _is_passing(error):
                    raise _unanswered(error) from error
                retried = True
                await asyncio.sleep(_pause(error))

    @property
    def form(self) -> int:
        """Which of ``FORM_NAMES`` the server takes, as far as is known."""
        return self._format

    async def close(self) -> None:
        """Let go of the connections; a later question opens new ones."""
        model, self._model = self._model, None
        if model is not None and model.http_async_client is not None:
            await model.http_async_client.aclose()

    def warm(self) -> None:
        """Import langchain and make the client, which takes seconds, before a question waits."""
        self._opened()

    async def _stream(self, prompt: Prompt, form: Mapping[str, Any]) -> AsyncGenerator[Piece, None]:
        messages = [("system", prompt.system), ("human", prompt.user)]
        # As ``extra_body``: as a parameter of langchain, ``response_format`` makes the client
        # parse the reply itself, and ``max_tokens`` is renamed to what many servers do not know.
        async for chunk in self._opened().astream(messages, extra_body=dict(form)):
            usage = getattr(chunk, "usage_metadata", None)
            yield Piece(str(chunk.text), usage["total_tokens"] if usage else None)

    def _opened(self) -> "ChatOpenAI":
        with self._opening:
            return self._made()

    def _made(self) -> "ChatOpenAI":
        if self._model is None:
            # Some 3 s, for those who have a model.
            from langchain_openai import ChatOpenAI  # noqa: PLC0415
            from pydantic import SecretStr  # noqa: PLC0415

            options = self._options
            self._model = ChatOpenAI(
                base_url=options.base_url,
                model=options.model,
                api_key=SecretStr(options.api_key or "none"),
                temperature=0,
                timeout=options.timeout,
                max_retries=0,  # the client's own retries know no deadline
                stream_usage=False,  # asked for in ``_form``, where it can be left out
                use_responses_api=False,
                openai_proxy=None,
                http_async_client=httpx.AsyncClient(
                    # A proxy of the environment cannot reach a model on loopback.
                    trust_env=not _is_loopback(options.base_url),
                    timeout=options.timeout,
                ),
            )
        return self._model


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host in {"localhost", "::1"} or host.startswith("127.")


def _is_foreseen(error: Exception) -> bool:
    """Whether a server can bring ``error`` about: by its status, its silence, or its nonsense."""
    import openai  # noqa: PLC0415 - loaded with the model

    return isinstance(
        error,
        openai.OpenAIError | httpx.HTTPError | ValueError | TypeError | KeyError | AttributeError,
    )


def _status(error: Exception) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


def _is_passing(error: Exception) -> bool:
    import openai  # noqa: PLC0415

    status = _status(error)
    if status is not None:
        return status == 429 or status >= 500
    return isinstance(error, openai.APIConnectionError | httpx.TransportError)


def _pause(error: Exception) -> float:
    """Seconds to wait, as ``Retry-After`` says (RFC 9110: seconds or a date), else a moment."""
    response = getattr(error, "response", None)
    said = response.headers.get("retry-after") if response is not None else None
    if not said:
        return _AGAIN_AFTER
    if said.strip().isdigit():
        return float(said)
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return _AGAIN_AFTER
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _unanswered(error: Exception) -> Unanswered:
    import openai  # noqa: PLC0415

    status = _status(error)
    if status is not None:
        outcome = Outcome.FAILED if status >= 500 else Outcome.REFUSED
        return Unanswered(outcome, f"the model's server answered with status {status}")
    name = type(error).__name__
    if isinstance(error, openai.APITimeoutError | httpx.TimeoutException):
        return Unanswered(Outcome.TIMEOUT, f"the model's server did not answer in time ({name})")
    if isinstance(error, openai.APIConnectionError | httpx.TransportError):
        return Unanswered(Outcome.UNREACHABLE, f"the connection to the model failed ({name})")
    return Unanswered(Outcome.MALFORMED, f"the model's server answered with nonsense ({name})")

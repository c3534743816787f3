"""Keys of other systems: ``Authorization: Bearer shb_…`` on the routes that know them."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.domain.api_key import ApiKey, Scope
from api.domain.limit import Limit
from api.routes.chat_access import address, slow_down
from api.routes.problems import Problem
from api.routes.services import WebDep

WITH_KEY = Limit(3_000, 60)
WRONG_KEYS = Limit(30, 60)  # of one address
UNKNOWN = "密钥不对、已过期或已停用。请向管理员核对，或申请新的密钥。"
NEEDED = "这个接口需要密钥。请在 Authorization 里写 Bearer 和管理员发给您的密钥。"
TOO_NARROW = "这个密钥没有开通“{scope}”。请联系管理员换一个密钥。"

bearer = HTTPBearer(
    auto_error=False,
    scheme_name="ApiKey",
    description="a key issued by an administrator of the service, `shb_…`",
)
Header = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


async def sent_key(request: Request, web: WebDep, header: Header) -> ApiKey | None:
    """The key the request came with, ``None`` when it came without one.

    Raises:
        Problem: 401 when the key opens nothing, 429 after too many such.
    """
    if header is None:
        return None
    found = await run_in_threadpool(web.services.key_of, header.credentials)
    if found is None:
        await slow_down(web, (f"wrong-key:{address(request)}", WRONG_KEYS))
        raise no_such_key(UNKNOWN)
    return found


SentKey = Annotated[ApiKey | None, Depends(sent_key)]


def no_such_key(detail: str) -> Problem:
    """The answer to a request whose key is missing or opens nothing."""
    return Problem(401, "bad_key", detail, headers={"WWW-Authenticate": "Bearer"})


def opened_by(key: ApiKey | None, scope: Scope) -> ApiKey:
    """``key``, when it opens ``scope``.

    Raises:
        Problem: 401 without a key, 403 with one that is for something else.
    """
    if key is None:
        raise no_such_key(NEEDED)
    if not key.opens(scope):
        raise Problem(403, "narrow_key", TOO_NARROW.format(scope=scope.label))
    return key


def paced(what: str, limit: Limit) -> Callable[..., Awaitable[None]]:
    """A dependency that counts requests for ``what``: by address up to ``limit``, or by key."""

    async def pace(request: Request, web: WebDep, key: SentKey) -> None:
        if key is not None and key.opens(Scope.PACE):
            await slow_down(web, (f"{what}:key:{key.number}", WITH_KEY))
        else:
            await slow_down(web, (f"{what}:{address(request)}", limit))

    return pace

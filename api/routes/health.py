"""For operators: alive, ready, and figures."""

import ipaddress
import logging
from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, Response

from api.routes.problems import SENTENCES, Problem
from api.routes.services import WebDep

log = logging.getLogger(__name__)

router = APIRouter(tags=["health"], include_in_schema=False)


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(request: Request, web: WebDep) -> JSONResponse:
    """Every part this process needs is there; 503 names the one that is not. How far the indexes
    are, and what was mended, does not make it less ready: it answers meanwhile."""
    checks = {
        name: await run_in_threadpool(_is_ready, name, check)
        for name, check in web.services.checks.items()
    }
    ready = all(checks.values())
    status = "ready" if ready else "not_ready"
    body: dict[str, object] = {"status": status, "checks": checks}
    if ready and _is_from_inside(request):
        body["figures"] = await run_in_threadpool(_figures, web.services.gauges)
    return JSONResponse(body, 200 if ready else 503)


@router.get("/metrics")
async def metrics(request: Request, web: WebDep) -> Response:
    """Figures for Prometheus, given only inside the network: they are nobody else's business.

    What a proxy passes on comes from anywhere, whatever the proxy's own address.
    """
    if not _is_from_inside(request):
        raise Problem(404, "not_found", SENTENCES[404])
    text = await run_in_threadpool(web.metrics.text)
    return Response(text, media_type=CONTENT_TYPE_LATEST)


def _figures(gauges: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    return {name: read() for name, read in gauges.items()}


def _is_ready(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception as error:  # whatever it was, the part is not ready
        log.warning("%s is not ready: %s", name, error)
        return False


def _is_from_inside(request: Request) -> bool:
    passed_on = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    return not passed_on and _is_inside(request.client.host if request.client else "")


def _is_inside(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False

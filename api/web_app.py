"""The web face: chat API and page, policy pages, health, and whatever routers are added."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Lifespan

from api.pages import chat as chat_page
from api.pages import plain as plain_page
from api.pages.rendering import Pages, VersionedStatic
from api.routes import (
    chat,
    chat_events,
    chat_files,
    health,
    policies,
    problems,
    webhook_documents,
)
from api.routes.metrics import Metrics, MetricsMiddleware
from api.routes.newest_event import NewestEvent
from api.routes.open_streams import OpenStreams
from api.routes.services import Web, WebServices
from api.web_headers import SecurityHeadersMiddleware

ROUTERS = (
    chat.router,
    chat_events.router,
    chat_files.router,
    health.router,
    chat_page.router,
    plain_page.router,
    policies.router,
)


class WebApp(FastAPI):
    """FastAPI whose document also defines the shape of problems, which no route returns."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        document = super().openapi()
        shape = problems.ProblemDetails.model_json_schema()
        document["components"]["schemas"].setdefault("ProblemDetails", shape)
        return document


def create_app(
    services: WebServices,
    routers: Sequence[APIRouter] = (),
    lifespan: Lifespan[FastAPI] | None = None,
) -> FastAPI:
    """The ASGI application.

    ``routers`` are further parts (the staff desk, the matching API), served beside the chat;
    ``lifespan`` starts and stops what runs with the server.
    """
    app = WebApp(
        title="山海桥 · Shanhai Bridge",
        summary="Needs, policy questions and answers by chat",
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        generate_unique_id_function=_operation_id,
        lifespan=lifespan,
    )
    pages = Pages()
    app.state.web = Web(
        services=services,
        pages=pages,
        metrics=Metrics(services.gauges, services.tallies),
        newest=NewestEvent(services.chats, services.event_seconds),
        streams=OpenStreams(),
    )
    problems.install(app, pages)
    for router in (*ROUTERS, *routers):
        app.include_router(router)
    app.webhooks.include_router(webhook_documents.router)
    app.mount("/static", VersionedStatic(), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=600)
    app.add_middleware(MetricsMiddleware, metrics=app.state.web.metrics)
    app.add_middleware(
        SecurityHeadersMiddleware, https=services.settings.public_url.startswith("https://")
    )
    return app


def _operation_id(route: APIRoute) -> str:
    """The function's name: what a generated client calls the operation."""
    return route.name

"""What webhooks are sent, for the OpenAPI document: the receiving side is generated from it."""

from typing import Literal

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, Field

from api.routes.need_shapes import NeedOut
from api.signature import IDEMPOTENCY_KEY, SIGNATURE, TIMESTAMP

router = APIRouter()


class Told(BaseModel):
    """What every delivery has; ``id`` is also its idempotency key, the same when sent again."""

    id: str = Field(examples=["hook-1-need.published-1001-5"])
    at: AwareDatetime


class NeedTold(Told):
    """A need moved, and as everybody sees it now."""

    event: Literal[
        "need.accepted",
        "need.published",
        "need.claimed",
        "need.underway",
        "need.delivered",
        "need.closed",
    ]
    need: NeedOut


class NeedGone(BaseModel):
    """A need that is not public any more."""

    number: int
    status: str


class NeedWithdrawn(Told):
    """A need was withdrawn or taken back."""

    event: Literal["need.withdrawn"]
    need: NeedGone


class Application(BaseModel):
    """Which application, what was decided at which stage, and where it stands now."""

    code: str = Field(examples=["S7"])
    programme: str
    act: Literal["passed", "skipped", "returned", "rejected"]
    decided_stage: str
    stage: str
    standing: str


class ApplicationDecided(Told):
    """Something was decided on an application."""

    event: Literal["application.decided"]
    application: Application


class Ping(Told):
    """Sent by hand, to try."""

    event: Literal["ping"]
    webhook: str


def _signed(what: str) -> str:
    return (
        f"{what} `{SIGNATURE}` is `v1=` and the hex HMAC-SHA-256, with the webhook's secret, over "
        f"`{TIMESTAMP}`, a dot and the body; `{IDEMPOTENCY_KEY}` is the same when it is sent "
        "again. Any 2xx says that it arrived."
    )


@router.post("need", description=_signed("A need moved."))
def need_told(body: NeedTold) -> None:
    """A need moved."""


@router.post("need.withdrawn", description=_signed("A need is not public any more."))
def need_withdrawn(body: NeedWithdrawn) -> None:
    """A need is not public any more."""


@router.post("application.decided", description=_signed("An application was decided on."))
def application_decided(body: ApplicationDecided) -> None:
    """An application was decided on."""


@router.post("ping", description=_signed("Sent by hand, to try."))
def pinged(body: Ping) -> None:
    """Sent by hand, to try."""

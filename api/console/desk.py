"""The desk as its routes see it: the services and the pages, given to each request."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.console.pages import DeskPages
from api.console.services import DeskServices


@dataclass(frozen=True, slots=True)
class Desk:
    """One per application; ``desk_router`` puts it beside each request of the desk."""

    services: DeskServices
    pages: DeskPages


def _desk(request: Request) -> Desk:
    desk: Desk = request.state.desk
    return desk


DeskDep = Annotated[Desk, Depends(_desk)]

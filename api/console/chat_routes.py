"""``/desk/chats``: people who asked for staff, and the talk with each."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk, DeskDep
from api.console.history_view import who
from api.console.phrases import REPLY
from api.console.refusing import DeskRoute
from api.console.visit import Fields, FormDep, Visit, VisitDep, page
from api.desk.chat_pages import ChatPage, chat_page, ended_chats, open_chats
from api.desk.chats import BY_SYSTEM, LONGEST_REPLY, end, read, reply, take
from api.desk.shortcuts import phrases_of
from api.domain.errors import NotFound, Refusal
from api.routes.problems import problem_of
from api.store.database import Unit
from api.store.staff_chats import PERSON

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
PageNumber = Annotated[int, Query(alias="page", ge=1, le=100_000)]

PAGE_SIZE = 20
DONE = {
    "take": "已由你接手，对方收到了“工作人员已接手”。",
    "reply": "已发出，对方会在自己的聊天里收到。",
    "back": "已交还自动服务，对方收到了通知，没填完的内容会接着问。",
    "close": "已结束对话，对方收到了通知。",
}


class ChatAction(StrEnum):
    """The actions of a talk's page; the values are part of addresses."""

    TAKE = "take"
    REPLY = "reply"
    BACK = "back"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Written:
    """A reply as it was sent, and why it was refused."""

    text: str = ""
    problem: str = ""
    status: int = 200


@router.get("/chats")
def chats_page(visit: VisitDep, desk: DeskDep, show: str = "", number: PageNumber = 1) -> Response:
    """Who waits and who is being answered; or the talks that are over."""
    over = show == "over"
    with desk.services.database.read() as unit:
        waiting = open_chats(unit, visit.staff)
        rows, total = waiting, len(waiting)
        if over:
            rows, total = ended_chats(unit, visit.staff, page=number, size=PAGE_SIZE)
        now = unit.now
    return page(
        desk,
        visit,
        "chats.html",
        rows=rows,
        over=over,
        open_count=len(waiting),
        number=number,
        pages=max(1, ceil(total / PAGE_SIZE)) if over else 1,
        now=now,
        here="chats",
    )


@router.get("/chats/{number}")
def talk_page(number: Number, visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """One talk; that it was read is noted in its history."""
    return _show(desk, visit, number, done=DONE.get(done, ""))


@router.post("/chats/{number}/{action}")
def act(
    number: Number, action: ChatAction, fields: FormDep, visit: VisitDep, desk: DeskDep
) -> Response:
    """Do it; a refusal shows the talk as it is now, with what was typed."""
    try:
        with desk.services.database.begin() as unit:
            _ACTS[action](unit, desk, visit, number, fields)
    except NotFound:
        raise
    except Refusal as refusal:
        written = Written(fields.one("text"), refusal.message, problem_of(refusal).status)
        return _show(desk, visit, number, written=written)
    return RedirectResponse(f"/desk/chats/{number}?done={action}#reply-title", 303)


def _take(unit: Unit, desk: Desk, visit: Visit, number: int, _: Fields) -> None:
    take(unit, visit.staff, number, desk.services.chat_notifier)


def _reply(unit: Unit, desk: Desk, visit: Visit, number: int, fields: Fields) -> None:
    text, key = fields.one("text"), fields.one("key")[:40]
    reply(unit, visit.staff, number, text, key=key, notifier=desk.services.chat_notifier)


def _back(unit: Unit, desk: Desk, visit: Visit, number: int, _: Fields) -> None:
    end(unit, visit.staff, number, handed_back=True, notifier=desk.services.chat_notifier)


def _close(unit: Unit, desk: Desk, visit: Visit, number: int, _: Fields) -> None:
    end(unit, visit.staff, number, handed_back=False, notifier=desk.services.chat_notifier)


_ACTS: dict[ChatAction, Callable[[Unit, Desk, Visit, int, Fields], None]] = {
    ChatAction.TAKE: _take,
    ChatAction.REPLY: _reply,
    ChatAction.BACK: _back,
    ChatAction.CLOSE: _close,
}


def _show(
    desk: Desk, visit: Visit, number: int, *, written: Written | None = None, done: str = ""
) -> Response:
    written = written or Written()
    with desk.services.database.read() as unit:
        view = chat_page(unit, visit.staff, number)
        own = phrases_of(unit, visit.staff)
    if _is_news(view, visit):
        with desk.services.database.begin() as unit:
            read(unit, visit.staff, number)
            view = chat_page(unit, visit.staff, number)
            now = unit.now
    else:
        now = desk.services.database.clock.now()
    return page(
        desk,
        visit,
        "chat.html",
        status=written.status,
        view=view,
        chat=view.chat,
        mine=view.chat.holder == visit.staff.username,
        written=written,
        key=secrets.token_hex(8),
        phrases=(*(phrase.text for phrase in own), *REPLY),
        longest=LONGEST_REPLY,
        who=_who,
        now=now,
        done=done,
        here="chats",
    )


def _is_news(view: ChatPage, visit: Visit) -> bool:
    """Whether there is something here that this member of staff had not read before."""
    newest = max((line.id for line in view.lines if line.speaker == PERSON), default=0)
    return not view.chat.has_read(visit.staff.username, newest)


def _who(actor: str) -> str:
    if actor == BY_SYSTEM:
        return "系统"
    name = who(actor)
    return "对方" if name == "上报人" else name

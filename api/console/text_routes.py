"""``/desk/texts``: the sentences of the conversation, for administrators."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import RedirectResponse, Response

from api.console.desk import Desk, DeskDep
from api.console.refusing import DeskRoute
from api.console.visit import Fields, FormDep, Visit, VisitDep, page
from api.desk import texts
from api.domain.errors import Invalid
from bot.texts.checking import is_label
from bot.texts.listing import THEMES, sentences
from bot.texts.rewording import Override, as_written

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

Key = Annotated[str, Path(max_length=120)]
SHOWN = 40
DONE = {
    "reworded": "已保存，马上开始用；其他进程一分钟内也会换上。",
    "put-back": "已恢复原文，马上开始用。",
}


@dataclass(frozen=True, slots=True)
class TextForm:
    """The words as typed."""

    simplified: str
    english: str
    english_stands: bool = False

    @classmethod
    def sent(cls, fields: Fields) -> "TextForm":
        """What the form sent; blanks around a sentence mean nothing."""
        simplified, english = fields.one("simplified").strip(), fields.one("english").strip()
        return cls(simplified, english, fields.one("english_stands") == "yes")

    @property
    def override(self) -> Override:
        """What is to be said."""
        return Override(self.simplified, self.english)


@dataclass(frozen=True, slots=True)
class TextQuery:
    """What the list is searched for."""

    q: Annotated[str, Query(max_length=60)] = ""
    theme: Annotated[str, Query(max_length=40)] = ""
    reworded: Literal["", "yes"] = ""
    page: Annotated[int, Query(ge=1, le=1_000)] = 1

    def at(self, page: int) -> str:
        """The address of another page of the same."""
        wanted = {"q": self.q, "theme": self.theme, "reworded": self.reworded, "page": page}
        return f"/desk/texts?{urlencode(wanted)}"


@router.get("/texts")
def texts_page(visit: VisitDep, desk: DeskDep, query: Annotated[TextQuery, Depends()]) -> Response:
    """What was found, page by page."""
    number = query.page
    with desk.services.database.read() as unit:
        lines = texts.list_texts(
            unit, visit.staff, words=query.q, theme=query.theme, reworded=query.reworded == "yes"
        )
    themes = {one.theme: THEMES.get(one.theme, one.theme) for one in sentences().values()}
    return page(
        desk,
        visit,
        "texts.html",
        lines=lines[(number - 1) * SHOWN : number * SHOWN],
        total=len(lines),
        pages=max(1, -(-len(lines) // SHOWN)),
        number=number,
        query=query,
        themes=themes,
        here="settings",
    )


@router.get("/texts/{key}")
def text_page(key: Key, visit: VisitDep, desk: DeskDep, done: str = "") -> Response:
    """One sentence, and the form to reword it."""
    return _one(desk, visit, key, done=done)


@router.post("/texts/{key}")
def reword(key: Key, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Say it so from now on, or show how it would be said."""
    form, version = TextForm.sent(fields), fields.whole("version")
    try:
        if fields.one("act") == "preview":
            texts.check(visit.staff, key, form.override)
            preview = texts.in_languages(form.override)
            return _one(desk, visit, key, form=form, preview=preview)
        with desk.services.database.begin() as unit:
            texts.reword(
                unit,
                visit.staff,
                key,
                form.override,
                version=version,
                english_stands=form.english_stands,
            )
    except Invalid as refusal:
        return _one(desk, visit, key, form=form, problem=refusal)
    desk.services.texts.follow()
    return RedirectResponse(f"/desk/texts/{key}?done=reworded", 303)


@router.post("/texts/{key}/back")
def put_back(key: Key, fields: FormDep, visit: VisitDep, desk: DeskDep) -> Response:
    """Say it as written again."""
    with desk.services.database.begin() as unit:
        texts.put_back(unit, visit.staff, key, version=fields.whole("version"))
    desk.services.texts.follow()
    return RedirectResponse(f"/desk/texts/{key}?done=put-back", 303)


def _one(
    desk: Desk,
    visit: Visit,
    key: str,
    *,
    done: str = "",
    form: TextForm | None = None,
    problem: Invalid | None = None,
    preview: Mapping[str, str] | None = None,
) -> Response:
    with desk.services.database.read() as unit:
        found = texts.text_page(unit, visit.staff, key)
    written = as_written(found.sentence)
    now = found.override or written
    return page(
        desk,
        visit,
        "text.html",
        status=422 if problem else 200,
        found=found,
        one=found.sentence,
        written=texts.in_languages(written),
        form=form or TextForm(now.simplified, now.english),
        problem=problem,
        preview=preview,
        is_label=is_label(written.simplified),
        done=DONE.get(done, ""),
        here="settings",
    )

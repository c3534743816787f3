"""The form in which an answer is written: its ways to ask, its words, its sources, its time."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from api.console.desk import Desk
from api.console.visit import Fields
from api.desk.faq_sources import Cited, verified
from api.desk.question_groups import Group
from api.domain.errors import Invalid, NotFound
from api.domain.faq import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    LONGEST_WITHOUT_TEXT,
    MOST_QUESTIONS,
    MOST_SOURCES,
    FaqBody,
)
from api.store.database import Unit
from api.store.holdings import holding, passages_of
from retrieval.search import Hit

SEND = "send"
FOUND = 6  # passages offered
LONGEST_SEARCH = 200  # characters


@dataclass(frozen=True, slots=True)
class FaqForm:
    """What stands in the form. ``pressed`` is the button: ``send``, ``find``, ``cite:`` with the
    key of a passage, or ``drop:`` with the place of a source. ``found`` is what a search brought;
    ``seen`` are the numbers of the questions on the page, ``version`` that of the answer."""

    questions: str = ""
    answer: str = ""
    sources: tuple[Cited, ...] = ()
    valid_to: str = ""
    reason: str = ""
    search: str = ""
    pressed: str = SEND
    seen: tuple[int, ...] = ()
    version: int = 0
    found: tuple[Hit, ...] = ()
    has_searched: bool = False

    @property
    def sends(self) -> bool:
        """Whether it is to be stored, and not only to be filled in further."""
        return self.pressed == SEND

    @property
    def limits(self) -> dict[str, int]:
        """How long and how many things may be."""
        return {
            "answer": LONGEST_ANSWER,
            "question": LONGEST_QUESTION,
            "questions": MOST_QUESTIONS,
            "sources": MOST_SOURCES,
        }

    def body(self, unit: Unit, valid_from: date) -> FaqBody:
        """What is written, its quotations verified.

        Raises:
            Invalid: see ``FaqBody`` and ``faq_sources.verified``, or the date is none.
        """
        lines = [line.strip() for line in self.questions.split("\n")]
        return FaqBody(
            questions=tuple(dict.fromkeys(line for line in lines if line)),
            answer=self.answer.strip(),
            sources=verified(unit, self.sources),
            valid_from=valid_from,
            valid_to=_day(self.valid_to),
        )


def read_form(fields: Fields) -> FaqForm:
    """The form as it was sent."""
    sources = zip(fields.all("document"), fields.all("article"), fields.all("quote"), strict=False)
    seen = (part for part in fields.one("seen").split(",") if part.isascii() and part.isdigit())
    return FaqForm(
        questions=fields.one("questions"),
        answer=fields.one("answer"),
        sources=tuple(Cited(*one) for one in sources),
        valid_to=fields.one("valid_to").strip(),
        reason=fields.one("reason"),
        search=fields.one("search").strip()[:LONGEST_SEARCH],
        pressed=fields.one("do") or SEND,
        seen=tuple(int(part) for part in seen if len(part) <= 9),
        version=fields.whole("version"),
    )


def for_group(group: Group, today: date) -> FaqForm:
    """The form for a group: the ways it was asked, valid for a year."""
    said = dict.fromkeys(one.text for one in group.questions if len(one.text) <= LONGEST_QUESTION)
    return FaqForm(
        questions="\n".join(list(said)[:MOST_QUESTIONS]),
        valid_to=(today + LONGEST_WITHOUT_TEXT - timedelta(days=1)).isoformat(),
        seen=group.numbers,
    )


def for_body(body: FaqBody, version: int) -> FaqForm:
    """The form to write an answer anew."""
    return FaqForm(
        questions="\n".join(body.questions),
        answer=body.answer,
        sources=tuple(Cited(one.document, one.article or "", one.quote) for one in body.sources),
        valid_to=body.valid_to.isoformat() if body.valid_to else "",
        version=version,
    )


def filled_in(desk: Desk, unit: Unit, form: FaqForm) -> FaqForm:
    """The form after a button that only fills it in.

    Raises:
        Invalid: the passage is gone, or there is no room for another source.
    """
    verb, _, argument = form.pressed.partition(":")
    if verb == "cite":
        return replace(form, sources=(*form.sources, _cited(unit, form, argument)))
    if verb == "drop" and argument.isdecimal():
        kept = [one for n, one in enumerate(form.sources) if n != int(argument)]
        return replace(form, sources=tuple(kept))
    if not form.search:
        raise Invalid("search", "请写文件名、条号或几个字，例如：慈善法第二十二条。")
    return replace(form, found=tuple(desk.services.find(form.search))[:FOUND], has_searched=True)


def _cited(unit: Unit, form: FaqForm, key: str) -> Cited:
    if len(form.sources) >= MOST_SOURCES:
        raise Invalid("sources", f"最多引用 {MOST_SOURCES} 处原文。请先去掉一处。")
    document, _, ordinal = key.rpartition("#")
    try:
        passages = passages_of(unit, holding(unit, document).document)
    except NotFound:
        passages = ()
    for passage in passages:
        if str(passage.ordinal) == ordinal:
            return Cited(document, passage.article or "", passage.text.strip())
    raise Invalid("sources", "这一条刚刚改动过。请重新查找后再引用。")


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("valid_to", "日期请写成 2027-08-31 这样。") from None

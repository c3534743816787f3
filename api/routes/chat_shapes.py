"""The JSON of the chat API, declared so that clients can be generated from the OpenAPI document."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.web import MAX_CHOICE, MAX_TEXT


class OpenIn(BaseModel):
    """How to open a conversation."""

    model_config = ConfigDict(extra="forbid")

    cookie: bool = Field(
        False, description="keep the token in an HttpOnly cookie instead of returning it"
    )


class MessageIn(BaseModel):
    """What a person sends: exactly one of the three. A file is sent as multipart instead."""

    model_config = ConfigDict(extra="forbid", title="MessageIn")

    text: str | None = Field(None, description=f"what was typed, at most {MAX_TEXT} characters")
    choice: str | None = Field(
        None, description=f"the code of a quick reply, at most {MAX_CHOICE} bytes"
    )
    location: tuple[float, float] | None = Field(
        None, description="latitude and longitude in degrees"
    )


class ChoiceOut(BaseModel):
    """A quick reply."""

    code: str
    label: str


class CardRowOut(BaseModel):
    """One line of a card; ``mark`` says where the value came from (系统识别, 待补)."""

    slot: str
    label: str
    value: str
    mark: str


class CardOut(BaseModel):
    """A block of labelled values: the confirmation card, a ticket's timeline."""

    title: str
    rows: list[CardRowOut]
    note: str


class CitationOut(BaseModel):
    """A verbatim quotation, ``start`` and ``end`` being offsets into the document's text."""

    document: str
    title: str
    issuer: str | None
    number: str | None
    article: str | None
    quote: str
    start: int
    end: int
    tier: Literal["official", "digest", "press", "self_media"]
    tier_label: str
    effective_from: date | None
    effective_to: date | None
    score: float
    focus: tuple[int, int] | None = Field(
        None, description="offsets of the sentence in it that speaks most to the question"
    )
    role: Literal["answer", "conflict", "referred", "lapsed"] = Field(
        "answer",
        description="sources that differ are conflict, an article that a quoted sentence names is"
        " referred; lapsed is not in force",
    )
    path: str = Field(description="the page of the document, opened at that sentence")


class DocumentOut(BaseModel):
    """A file for the person of this chat; ``path`` is where to get it, with the same token."""

    name: str
    media_type: str
    key: str
    path: str


class MessageOut(BaseModel):
    """One bubble of the bot."""

    text: str
    card: CardOut | None = None
    citations: list[CitationOut] | None = None
    document: DocumentOut | None = None


class TurnOut(BaseModel):
    """What the bot says: bubbles, quick replies, and where the dialogue stands.

    ``asks`` names the slot now asked for, ``flow`` the flow in progress, ``draft`` the need so
    far, ``ticket`` the number just given.
    """

    messages: list[MessageOut]
    choices: list[ChoiceOut]
    asks: str | None
    flow: str | None
    draft: dict[str, Any] | None
    ticket: int | None
    wants_file: bool
    language: Literal["zh-Hans", "zh-Hant", "en"]


class OpenOut(BaseModel):
    """A new conversation and its greeting; ``token`` is null when kept in the cookie."""

    token: str | None
    turn: TurnOut


class SentOut(BaseModel):
    """The answer to one message."""

    turn: TurnOut


class LineOut(MessageOut):
    """One line of the conversation. ``key`` is the idempotency key a person's line came with."""

    speaker: Literal["person", "bot"]
    at: datetime
    key: str | None = None


class HistoryOut(BaseModel):
    """The conversation so far, the open question, and the event to follow on from."""

    lines: list[LineOut]
    turn: TurnOut | None
    last_event: int

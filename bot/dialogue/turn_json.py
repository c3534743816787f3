"""A Turn as JSON and back: what is recorded beside an inbound and what the chat API returns."""

from dataclasses import asdict
from typing import Any

from bot.dialogue.turn import Card, CardRow, Choice, Message, OutgoingDocument, Turn
from bot.texts.language import Language


def turn_json(turn: Turn) -> dict[str, Any]:
    """The ``turn`` object of the chat API; a message has ``card``,
    ``citations`` and ``document`` only if any."""
    return {
        "messages": [_message_json(message) for message in turn.messages],
        "choices": [asdict(choice) for choice in turn.choices],
        "asks": turn.asks,
        "flow": turn.flow,
        "draft": turn.draft,
        "ticket": turn.ticket,
        "wants_file": turn.wants_file,
        "language": turn.language.value,
    }


def turn_from_json(body: dict[str, Any]) -> Turn:
    """The turn that ``turn_json`` wrote."""
    return Turn(
        messages=tuple(_message_from_json(message) for message in body.get("messages") or ()),
        choices=tuple(Choice(**choice) for choice in body.get("choices") or ()),
        asks=body.get("asks"),
        flow=body.get("flow"),
        draft=body.get("draft"),
        ticket=body.get("ticket"),
        wants_file=bool(body.get("wants_file")),
        language=Language(body.get("language") or Language.SIMPLIFIED),
    )


def _message_json(message: Message) -> dict[str, Any]:
    body: dict[str, Any] = {"text": message.text}
    if message.card is not None:
        body["card"] = asdict(message.card) | {"rows": [asdict(row) for row in message.card.rows]}
    if message.citations:
        body["citations"] = list(message.citations)
    if message.document is not None:
        body["document"] = asdict(message.document)
    return body


def _message_from_json(body: dict[str, Any]) -> Message:
    card, document = body.get("card"), body.get("document")
    return Message(
        text=body["text"],
        card=(
            Card(card["title"], tuple(CardRow(**row) for row in card["rows"]), card["note"])
            if card
            else None
        ),
        citations=tuple(body.get("citations") or ()),
        document=(
            OutgoingDocument(document["name"], document["media_type"], document["key"])
            if document
            else None
        ),
    )

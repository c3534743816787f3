"""A session as JSON and back: what the store keeps between two messages."""

from dataclasses import asdict
from typing import Any

from bot.dialogue.session import (
    Album,
    Frame,
    Given,
    Offered,
    Provenance,
    Searching,
    Session,
    Slot,
    Telling,
)
from bot.texts.language import Language


def session_json(session: Session) -> dict[str, Any]:
    """Everything in ``session`` as plain JSON values."""
    return {
        "stack": [frame_json(frame) for frame in session.stack],
        "consented": session.consented,
        "recent": list(session.recent),
        "pending_question": session.pending_question,
        "held": session.held,
        "finished": [list(pair) for pair in session.finished],
        "told_masking": session.told_masking,
        "wants_facts": session.wants_facts,
        "withdrawing": session.withdrawing,
        "noted": session.noted,
        "given": [asdict(given) for given in session.given],
        "telling": asdict(session.telling) if session.telling else None,
        "language": session.language.value,
        "invited": session.invited,
        "joining": session.joining,
        "yes_means": session.yes_means,
        "spent": dict(session.spent),
        "silent_until": session.silent_until,
        "album": asdict(session.album) if session.album else None,
        "judged": frame_json(session.judged) if session.judged else None,
        "searching": asdict(session.searching) if session.searching else None,
    }


def session_from_json(body: dict[str, Any]) -> Session:
    """The session that ``session_json`` wrote; fields added since then take their defaults."""
    return Session(
        stack=tuple(frame_from_json(frame) for frame in body.get("stack") or ()),
        consented=bool(body.get("consented")),
        recent=tuple(body.get("recent") or ()),
        pending_question=body.get("pending_question"),
        held=body.get("held"),
        finished=tuple((nonce, number) for nonce, number in body.get("finished") or ()),
        told_masking=bool(body.get("told_masking")),
        wants_facts=bool(body.get("wants_facts")),
        withdrawing=body.get("withdrawing"),
        noted=body.get("noted"),
        given=tuple(Given(**given) for given in body.get("given") or ()),
        telling=Telling(**body["telling"]) if body.get("telling") else None,
        language=Language(body.get("language") or Language.SIMPLIFIED),
        invited=body.get("invited"),
        joining=body.get("joining"),
        yes_means=body.get("yes_means") or "",
        spent=dict(body.get("spent") or {}),
        silent_until=float(body.get("silent_until") or 0.0),
        album=_album_from_json(body["album"]) if body.get("album") else None,
        judged=frame_from_json(body["judged"]) if body.get("judged") else None,
        searching=_searching_from_json(body["searching"]) if body.get("searching") else None,
    )


def _searching_from_json(body: dict[str, Any]) -> Searching:
    return Searching(body["query"], body["offset"], tuple(body["numbers"]))


def _album_from_json(body: dict[str, Any]) -> Album:
    return Album(body["key"], body["kept"], tuple(body["refused"]))


def frame_json(frame: Frame) -> dict[str, Any]:
    """One run of a flow as plain JSON values."""
    body = asdict(frame)
    body["slots"] = {
        name: {"value": slot.value, "provenance": slot.provenance.value}
        for name, slot in frame.slots.items()
    }
    for name in ("history", "only", "offered"):
        body[name] = list(body[name])
    return body


def frame_from_json(body: dict[str, Any]) -> Frame:
    """The run that ``frame_json`` wrote."""
    return Frame(
        flow=body["flow"],
        version=body["version"],
        step=body["step"],
        nonce=body["nonce"],
        slots={
            name: Slot(slot["value"], Provenance(slot["provenance"]))
            for name, slot in body["slots"].items()
        },
        history=tuple(body.get("history") or ()),
        only=tuple(body.get("only") or ()),
        ticket=body.get("ticket"),
        offered=tuple(Offered(o["label"], o["value"]) for o in body.get("offered") or ()),
        doubt=body.get("doubt"),
        editing=bool(body.get("editing")),
        reason=body.get("reason") or "",
        name=body.get("name") or "",
        walk=body.get("walk"),
    )

"""The agreement (协议) as a Word file in the chat, fetched by ``bot.handouts`` when wanted."""

import re

from api.domain.agreement import Agreement
from bot.dialogue.turn import OutgoingDocument

KIND = "agreement"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ID = re.compile(r"([0-9]{1,9})v([0-9]{1,4})")


def agreement_document(agreement: Agreement) -> OutgoingDocument:
    """One version, as it is handed out."""
    key = f"{KIND}-{agreement.claim}v{agreement.version}"
    return OutgoingDocument(f"{agreement.code}.docx", _TYPE, key)


def version_of(one: str) -> tuple[int, int]:
    """The claim and the version that the id of a document names; zeros when it names none."""
    named = _ID.fullmatch(one)
    return (int(named[1]), int(named[2])) if named else (0, 0)

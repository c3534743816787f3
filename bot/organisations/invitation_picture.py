"""An invitation to an organisation as a QR code, to be shown or printed."""

import io

import segno

from bot.dialogue.turn import OutgoingDocument
from bot.entrances import Entrances
from bot.handouts import HandedOut

QR = "invite"  # the kind of the document; its id is the code in small letters
NAME, MEDIA_TYPE = "邀请二维码.png", "image/png"


def invitation_document(code: str) -> OutgoingDocument:
    """The picture as a message names it."""
    return OutgoingDocument(NAME, MEDIA_TYPE, f"{QR}-{code.lower()}")


def invitation_picture(code: str, entrances: Entrances) -> HandedOut:
    """The picture: of the link that opens the chat with the code, else of the code alone."""
    link = next(iter(entrances.links(code).values()), code)
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=8, border=4)
    return HandedOut(NAME, MEDIA_TYPE, out.getvalue())

"""Several files sent at once (an album): each is handled by itself, all get one receipt.

Every file's turn says what became of all so far, so that the last one can stand for all.
"""

from dataclasses import replace

from bot.dialogue.engine import EVIDENCE
from bot.dialogue.notes import attached
from bot.dialogue.session import Album
from bot.dialogue.turn import Turn
from bot.exchange import Exchange, pending, said


def with_album(exchange: Exchange, turn: Turn) -> Turn:
    """``turn``, which says that a file was kept, with what was said of others in its album."""
    album = _album(exchange)
    if album is None:
        return turn
    exchange.session = replace(exchange.session, album=replace(album, kept=album.kept + 1))
    return said(turn, *album.refused)


def refused_file(exchange: Exchange, sentence: str, asked: Turn | None = None) -> Turn:
    """Why a file was not kept, then ``asked`` or the pending question; of an album each reason
    once, and how many were kept."""
    turn = asked or pending(exchange)
    album = _album(exchange)
    if album is None:
        return said(turn, sentence)
    album = replace(album, refused=tuple(dict.fromkeys((*album.refused, sentence))))
    exchange.session = replace(exchange.session, album=album)
    return said(turn, _kept(exchange) if album.kept else "", *album.refused)


def _album(exchange: Exchange) -> Album | None:
    """What came so far of the album this file belongs to; ``None``: it came alone."""
    key = exchange.inbound.album
    if not key:
        return None
    known = exchange.session.album
    return known if known is not None and known.key == key else Album(key)


def _kept(exchange: Exchange) -> str:
    frame = exchange.frame
    files = frame.slots.get(EVIDENCE) if frame else None
    if frame is None or files is None:
        return ""
    return attached(len(files.value or ()), asked=frame.step == EVIDENCE)

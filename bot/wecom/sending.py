"""Sends queued Turns to WeCom, within its limits."""

import asyncio
from uuid import uuid4

from api.domain.errors import NotFound
from bot.dialogue.turn import OutgoingDocument, Turn
from bot.handouts import Documents
from bot.outgoing import Notice, Outgoing
from bot.pace import Pacer
from bot.ports import Clock
from bot.pushing import Later, Never, Pusher, backed_off
from bot.splitting import split
from bot.wecom.api import STALE_TOKEN, UnreachableError, WecomApi, WecomError
from bot.wecom.cards import card_json
from bot.wecom.render import TEXT_LIMIT, CardPart, FilePart, Part, render, size
from bot.wecom.shown import ShownChoices
from bot.wecom.updates import CHANNEL

# https://developer.work.weixin.qq.com/document/path/90313
BUSY = -1
TOO_OFTEN = frozenset({45009, 45011, 45033})  # counted by the minute
NOT_YET = frozenset({BUSY, 60020}) | STALE_TOKEN  # 60020: this address may not call, to be allowed
NOBODY = frozenset({81013, 60111, 40003})  # the person left, or may not see the application
_MINUTE = 60.0


def judge(error: WecomError | UnreachableError, attempts: int) -> Later | Never:
    """What a failed sending means; ``attempts`` counts this one."""
    reason = str(error)
    if isinstance(error, UnreachableError) or error.code in NOT_YET:
        return backed_off(reason, attempts)
    if error.code in TOO_OFTEN:
        return backed_off(reason, attempts, at_least=_MINUTE)
    return Never(reason)


class WecomSender(Pusher[Part]):
    """Takes due notices and sends them until told to stop."""

    channel = CHANNEL

    def __init__(
        self,
        *,
        api: WecomApi,
        outgoing: Outgoing,
        clock: Clock,
        pacer: Pacer,
        documents: Documents,
        shown: ShownChoices,
        idle_seconds: float,
        public_url: str,
    ) -> None:
        """Quotations link to their documents at ``public_url``, if there is one; ``shown`` is
        told of the cards that were sent."""
        super().__init__(outgoing, clock, idle_seconds)
        self._api = api
        self._pacer = pacer
        self._documents = documents
        self._shown = shown
        self._public_url = public_url

    def parts(self, turn: Turn) -> tuple[Part, ...]:
        """See ``Pusher.parts``."""
        return render(turn, self._public_url)

    async def send(self, notice: Notice, part: Part) -> Later | Never | None:
        """See ``Pusher.send``. A card the platform does not take goes as a text: what its
        buttons do can be typed, too."""
        await self._pacer.turn(notice.chat)
        try:
            await self._send(notice.chat, part)
        except (WecomError, UnreachableError) as error:
            verdict = judge(error, notice.attempts)
            if isinstance(verdict, Later) or not isinstance(part, CardPart) or _is_nobody(error):
                return verdict
            return await self._send_plain(notice, part)
        return None

    async def _send(self, user: str, part: Part) -> None:
        if isinstance(part, CardPart):
            await self._api.send_card(user, card_json(part, uuid4().hex))
            self._shown.show(user, part.choices)
        elif isinstance(part, FilePart):
            await self._send_file(user, part.document)
        else:
            await self._api.send_text(user, part.text)

    async def _send_file(self, user: str, document: OutgoingDocument) -> None:
        try:
            handed = await asyncio.to_thread(self._documents.fetch, CHANNEL, user, document.key)
        except NotFound as gone:
            await self._api.send_text(user, gone.message)
        else:
            await self._api.send_file(user, handed.name, handed.content)

    async def _send_plain(self, notice: Notice, card: CardPart) -> Later | Never | None:
        try:
            for piece in split(card.plain, TEXT_LIMIT, size):
                await self._api.send_text(notice.chat, piece)
        except (WecomError, UnreachableError) as error:
            return judge(error, notice.attempts)
        return None


def _is_nobody(error: WecomError | UnreachableError) -> bool:
    return isinstance(error, WecomError) and error.code in NOBODY

"""Dialogue tests as transcripts (``tests.playing`` has their form) over a ledger in memory."""

import itertools
from dataclasses import dataclass, field

from api.domain.ticket import TicketStatus
from bot.conversation import Conversation
from bot.dialogue.turn import Inbound, IncomingFile, Turn
from bot.eligibility.ports import NoRules, RuleBook
from bot.market.ports import Market
from bot.notices import notice_turn
from bot.transcript import bot_line
from knowledge.places.gazetteer import Gazetteer
from tests.bot.batch.made_sheets import SHEETS
from tests.fakes import UNHURRIED, FixedClock, MemoryLedger, ScriptedAsker
from tests.playing import play


@dataclass(slots=True)
class Chat:
    """One person in one chat. Every message meets a new Conversation, as after a restart."""

    gazetteer: Gazetteer
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    asker: ScriptedAsker = field(default_factory=ScriptedAsker)
    channel: str = "web"
    name: str = "li"
    rules: RuleBook = field(default_factory=NoRules)
    turn: Turn = field(default_factory=Turn)
    market: Market | None = None
    updates: "itertools.count[int]" = field(default_factory=itertools.count)

    @property
    def clock(self) -> FixedClock:
        return self.ledger.clock

    def on(self, channel: str) -> "Chat":
        """The same world seen from a chat on another channel."""
        return Chat(self.gazetteer, self.ledger, self.asker, channel, f"{self.name}-{channel}")

    def another(self, name: str) -> "Chat":
        """Somebody else on the same channel."""
        return Chat(self.gazetteer, self.ledger, self.asker, self.channel, name)

    def conversation(self) -> Conversation:
        return Conversation(
            ledger=self.ledger,
            asker=self.asker,
            clock=self.clock,
            gazetteer=self.gazetteer,
            market=self.market,
            limits=UNHURRIED,
            rules=self.rules,
        )

    def inbound(
        self,
        *,
        text: str | None = None,
        choice: str | None = None,
        location: tuple[float, float] | None = None,
        file: IncomingFile | None = None,
    ) -> Inbound:
        update = str(next(self.updates))
        at = self.clock.now()
        return Inbound(self.channel, self.name, update, at, text, choice, location, file)

    def send(self, inbound: Inbound) -> Turn:
        turn = self.conversation().handle(inbound)
        self.turn = turn or Turn()
        return self.turn

    def say(self, text: str) -> Turn:
        return self.send(self.inbound(text=text))

    def tap(self, label: str) -> Turn:
        return self.press(self.code(label))

    def press(self, code: str) -> Turn:
        return self.send(self.inbound(choice=code))

    def give(self, name: str, content: bytes = b"", refused: str | None = None) -> Turn:
        content = content or SHEETS.get(name, b"x")
        return self.send(self.inbound(file=IncomingFile(name, content, refused)))

    def code(self, label: str) -> str:
        codes = {choice.label: choice.code for choice in self.turn.choices}
        assert label in codes, f"no button {label!r} among {sorted(codes)}"
        return codes[label]

    @property
    def joins(self) -> bool:
        return False

    @property
    def texts(self) -> list[str]:
        return [bot_line(message) for message in self.turn.messages]

    def locate(self, latitude: float, longitude: float) -> Turn:
        return self.send(self.inbound(location=(latitude, longitude)))

    def staff(self, act: str, ticket: str) -> Turn:
        """Staff return the ticket; the reporter is told."""
        verb, field, reason = act.split(maxsplit=2)
        assert verb == "return"
        self.ledger.move(int(ticket), TicketStatus.IN_REVIEW)
        moved = self.ledger.move(int(ticket), TicketStatus.RETURNED, reason, (field,))
        self.turn = notice_turn(moved)
        return self.turn

    def follow(self, script: str) -> Turn:
        """Play the lines of ``script`` and hold the bot to its part."""
        play(self, script)
        return self.turn

"""Dialogue tests as transcripts a person can read.

> text the person types
> [label of a button they tap]
> {name of a file they send}
< part of the bot's next message; one line for each message, `…` for any
= [label] [label]   buttons that must be on offer
"""

import itertools
import re
from dataclasses import dataclass, field

from bot.conversation import Conversation
from bot.dialogue.turn import Inbound, IncomingFile, Turn
from bot.transcript import bot_line
from knowledge.places.gazetteer import Gazetteer
from tests.fakes import FixedClock, MemoryLedger, ScriptedAsker

_BUTTON = re.compile(r"\[([^\]]+)\]")


@dataclass(slots=True)
class Chat:
    """One person in one chat. Every message meets a new Conversation, as after a restart."""

    gazetteer: Gazetteer
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    asker: ScriptedAsker = field(default_factory=ScriptedAsker)
    channel: str = "web"
    name: str = "li"
    turn: Turn = field(default_factory=Turn)
    updates: "itertools.count[int]" = field(default_factory=itertools.count)

    @property
    def clock(self) -> FixedClock:
        return self.ledger.clock

    def on(self, channel: str) -> "Chat":
        """The same world seen from a chat on another channel."""
        return Chat(self.gazetteer, self.ledger, self.asker, channel, f"{self.name}-{channel}")

    def conversation(self) -> Conversation:
        return Conversation(
            ledger=self.ledger, asker=self.asker, clock=self.clock, gazetteer=self.gazetteer
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

    def give(self, name: str, content: bytes = b"x", refused: str | None = None) -> Turn:
        return self.send(self.inbound(file=IncomingFile(name, content, refused)))

    def code(self, label: str) -> str:
        codes = {choice.label: choice.code for choice in self.turn.choices}
        assert label in codes, f"no button {label!r} among {sorted(codes)}"
        return codes[label]

    @property
    def texts(self) -> list[str]:
        return [bot_line(message) for message in self.turn.messages]

    def follow(self, script: str) -> Turn:
        """Play the lines of ``script`` and hold the bot to its part."""
        unmatched: list[str] = []
        for line in filter(None, map(str.strip, script.splitlines())):
            kind, said = line[0], line[1:].strip()
            if kind == ">":
                assert not unmatched, f"the bot also said {unmatched} before {line!r}"
                self._do(said)
                unmatched = self.texts
            elif kind == "<":
                assert unmatched, f"the bot did not say {said!r}"
                heard = unmatched.pop(0)
                assert said == "…" or said in heard, f"expected {said!r}, heard {heard!r}"
            elif kind == "=":
                for label in _BUTTON.findall(said):
                    self.code(label)
        assert not unmatched, f"the bot also said {unmatched}"
        return self.turn

    def _do(self, said: str) -> None:
        if said.startswith("["):
            self.tap(said.strip("[]"))
        elif said.startswith("{"):
            self.give(said.strip("{}"))
        else:
            self.say(said)

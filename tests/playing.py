"""Transcripts a person can read, played on any channel and held against what the bot says there.

> text the person types
> [label of a button they tap]
> {name of a file they send: a picture, or the sheet of that name in ``tests.bot.batch``}
> @latitude longitude of a place they share
! what staff do: ``return FIELD REASON``, ``accept``, ``move STATUS``, ``ask TEXT`` with the ticket;
  ``join``, ``write TEXT``, ``hand back`` a talk
< part of the bot's next message; one line for each message, `…` for any
= [label] [label]   buttons that must be on offer

``№`` stands for the ticket's number once the bot has said it.
"""

import re
from typing import Protocol

_BUTTON = re.compile(r"\[([^\]]+)\]")
_NUMBER = re.compile(r"工单号是 (\d+)")


class Player(Protocol):
    """One person on one channel."""

    @property
    def texts(self) -> list[str]:
        """What the bot said since the person, or staff, did something."""

    @property
    def joins(self) -> bool:
        """Whether the channel puts short messages together, so that their number is not ours."""

    def say(self, text: str) -> object:
        """Type something, and wait for the answer; so with the others."""

    def tap(self, label: str) -> object:
        """Tap a button on offer."""

    def give(self, name: str) -> object:
        """Send a file under this name."""

    def locate(self, latitude: float, longitude: float) -> object:
        """Share a place."""

    def staff(self, act: str, ticket: str) -> object:
        """Staff do something, see above; wait until the person is told."""

    def code(self, label: str) -> object:
        """Fails when no button with this label is on offer."""


def play(player: Player, script: str) -> None:
    """Play the lines of ``script`` and hold the bot to its part."""
    heard = _Heard(player)
    for line in filter(None, map(str.strip, script.splitlines())):
        kind, said = line[0], heard.numbered(line[1:].strip())
        if kind in ">!":
            heard.finish(before=line)
            _act(player, kind, said, heard)
            heard.listen()
        elif kind == "<":
            heard.expect(said)
        elif kind == "=":
            for label in _BUTTON.findall(said):
                player.code(label)
    heard.finish(before="the end")


def _act(player: Player, kind: str, said: str, heard: "_Heard") -> None:
    if kind == "!":
        player.staff(said, heard.number)
    elif said.startswith("@"):
        latitude, longitude = map(float, said[1:].split())
        player.locate(latitude, longitude)
    elif said.startswith("["):
        player.tap(said.strip("[]"))
    elif said.startswith("{"):
        player.give(said.strip("{}"))
    else:
        player.say(said)


class _Heard:
    """What the bot said and the script has not mentioned yet."""

    def __init__(self, player: Player) -> None:
        self.number = ""
        self._player = player
        self._unmatched: list[str] = []

    def numbered(self, line: str) -> str:
        return line.replace("№", self.number)

    def listen(self) -> None:
        texts = self._player.texts
        if found := _NUMBER.search("\n".join(texts)):
            self.number = found[1]
        self._unmatched = ["\n".join(texts)] if self._player.joins else texts

    def expect(self, said: str) -> None:
        assert self._unmatched, f"the bot did not say {said!r}"
        heard = self._unmatched.pop(0)
        assert said == "…" or said in heard, f"expected {said!r}, heard {heard!r}"
        if self._player.joins:  # the next is looked for after it
            self._unmatched = [heard if said == "…" else heard.partition(said)[2]]

    def finish(self, before: str) -> None:
        if not self._player.joins:
            assert not self._unmatched, f"the bot also said {self._unmatched} before {before!r}"
        self._unmatched = []

"""The codes behind buttons: which run of which flow, which step, what to do. At most 64 bytes."""

import re
from dataclasses import dataclass

MAX_BYTES = 64
_DESK = re.compile(r"d:([a-z]{1,10})(?::([a-z0-9-]{1,40}))?")
_FLOW = re.compile(r"f:([0-9a-f]{10}):([a-z0-9_]{1,30}):([a-z]{1,8})(?::([a-z0-9_]{1,30}))?")


@dataclass(frozen=True, slots=True)
class FlowButton:
    """A button of one step of one run; it is stale once the run stands elsewhere."""

    nonce: str
    step: str
    verb: str
    argument: str = ""

    @property
    def code(self) -> str:
        """What the channel carries and gives back."""
        tail = f":{self.argument}" if self.argument else ""
        return f"f:{self.nonce}:{self.step}:{self.verb}{tail}"


@dataclass(frozen=True, slots=True)
class DeskButton:
    """A button that belongs to no run: the menu, a ticket, a question to pass on."""

    verb: str
    argument: str = ""

    @property
    def code(self) -> str:
        """What the channel carries and gives back."""
        return f"d:{self.verb}:{self.argument}" if self.argument else f"d:{self.verb}"


def decode(code: str) -> FlowButton | DeskButton | None:
    """The button ``code`` stands for; ``None`` when we never made such a code."""
    if match := _FLOW.fullmatch(code):
        return FlowButton(match[1], match[2], match[3], match[4] or "")
    if match := _DESK.fullmatch(code):
        return DeskButton(match[1], match[2] or "")
    return None

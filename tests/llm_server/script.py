"""What the server does with a call, as a test orders it."""

import re

from pydantic import BaseModel

_LINE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)


class Said(BaseModel):
    """One claim: its text, and words by which its sentence is found in the prompt. ``number``
    cites a sentence by its number, be it there or not."""

    text: str
    about: str = ""
    number: int | None = None


class Behaviour(BaseModel):
    """One call. With ``claims`` the reply is the JSON asked for, with ``text`` that text instead;
    ``before`` and ``after`` go around it (fences, reasoning).

    ``status`` other than 200 refuses the call. ``wait`` is seconds before the first byte,
    ``drip`` seconds between pieces, ``cut`` characters after which the line goes dead. ``knows``
    are the response formats that are not refused with 400; ``strict`` refuses whatever goes
    beyond model, messages, temperature and stream.
    """

    claims: list[Said] | None = None
    text: str = ""
    before: str = ""
    after: str = ""
    reasoning: str = ""
    status: int = 200
    retry_after: str | None = None
    html: bool = False
    wait: float = 0.0
    drip: float = 0.0
    cut: int | None = None
    knows: list[str] = ["json_schema", "json_object"]
    strict: bool = False
    usage: int | None = None

    def content(self, prompt: str) -> str:
        """The whole reply to ``prompt``."""
        if self.claims is None:
            return self.before + self.text + self.after
        items = ", ".join(_claim(said, prompt) for said in self.claims)
        return f'{self.before}{{"claims": [{items}]}}{self.after}'


def _claim(said: Said, prompt: str) -> str:
    numbers = [said.number] if said.number is not None else []
    if said.about:
        numbers += [int(n) for n, line in _LINE.findall(prompt) if said.about in line][:1]
    text = said.text.replace("\\", "\\\\").replace('"', '\\"')
    return f'{{"text": "{text}", "sentences": {numbers}}}'

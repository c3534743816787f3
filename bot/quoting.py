"""An answer's text is complete by itself; a channel that shows its quotations as blocks of their
own says only what stands around them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from retrieval.answer import passage_path

_SOURCE = re.compile(r"\s*——.*\n?")  # the line under a quotation


def around(text: str, citations: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """What stands before the first quotation, the first line of ``text`` in any case, and what
    stands after it without the quotations and the lines under them."""
    if not citations:
        return text.strip(), ""
    before, _, after = text.partition("\n")
    after = _without_source(after)
    first = True
    for citation in citations:
        leading, mark, behind = after.partition(f"“{citation['quote']}”")
        if not mark:
            continue
        if first and leading.strip():
            before, leading = f"{before}\n{leading}", ""
        first = False
        after = leading + _without_source(behind)
    return before.strip(), after.strip()


def citation_path(citation: Mapping[str, Any]) -> str:
    """Where the service shows the cited document, opened at the sentence that speaks most."""
    start, end = citation.get("focus") or (citation["start"], citation["end"])
    return passage_path(citation["document"], start, end)


def _without_source(text: str) -> str:
    found = _SOURCE.match(text)
    return text[found.end() :] if found else text

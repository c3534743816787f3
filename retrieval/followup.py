"""A short follow-up (那上海呢？) is read together with the turn before it."""

import re

from retrieval.evidence import Evidence

_LEANS = re.compile(r"^(那么?|还有|另外|然后|这个|那个|这种|它|他们|上面|刚才)|呢[？?。]?$")
_LONG = 16  # characters from which a question stands on its own unless it leans on another
_FEW = 2  # pairs of content below which a question cannot be searched for


def in_full(question: str, context: tuple[str, ...], evidence: Evidence) -> str:
    """``question``, with the last of the earlier user turns before it where it needs it."""
    text = question.strip()
    if not context:
        return text
    short = len(text) < _LONG
    poor = len(evidence.weights(text)) < _FEW
    leans = _LEANS.search(text) is not None
    return f"{context[-1].strip()}\n{text}" if short and (leans or poor) else text

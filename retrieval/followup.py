"""A short follow-up (那上海呢？ 第二十三条呢？) is read together with the turn before it."""

import re

from knowledge.lookup import Titles, article_in, find_references
from retrieval.evidence import Evidence

_LEANS = re.compile(r"^(那么?|还有|另外|然后|这个|那个|这种|它|他们|上面|刚才)|呢[？?。]?$")
_LONG = 16  # characters from which a question stands on its own
_FEW = 2  # pairs of content below which a question cannot be searched for


def in_full(question: str, context: tuple[str, ...], evidence: Evidence, titles: Titles) -> str:
    """``question``, with the last of the earlier user turns before it where it needs it.

    An article named without its law is one of the law named before.
    """
    text = question.strip()
    if not context or len(text) >= _LONG:
        return text
    before = context[-1].strip()
    article = article_in(text)
    if article and not find_references(text, titles):
        law = next((one.title for one in find_references(before, titles)), None)
        return f"{law}{article.label}" if law else text
    poor = len(evidence.weights(text)) < _FEW
    return f"{before}\n{text}" if poor or _LEANS.search(text) else text

"""What a link to the chat has in hand, in the words a person would type."""

import re

from api.domain.invitation import looks_like_code

LONGEST = 80  # characters of a search
_NUMBER = re.compile("[1-9][0-9]{0,8}")


def looks_like_number(text: str) -> bool:
    """Whether ``text`` can be the number of a need."""
    return _NUMBER.fullmatch(text) is not None


def fits_in_hand(search: str) -> bool:
    """Whether a link may carry ``search`` to be subscribed to."""
    return 0 < len(search.strip()) <= LONGEST and search.isprintable()


def words_in_hand(invite: str, need: str, subscribe: str) -> str:
    """What to say first; empty when the link has nothing in hand that could be right."""
    if looks_like_code(invite):
        return f"邀请码 {invite}"
    if looks_like_number(need):
        return f"认领 {need}"
    return f"订阅 {subscribe}" if fits_in_hand(subscribe) else ""

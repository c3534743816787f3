"""What a link to the chat has in hand, in the words a person would type."""

import re
from dataclasses import asdict, dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends

from api.domain.invitation import looks_like_code

LONGEST = 80  # characters of a search
_NUMBER = re.compile("[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class InHand:
    """The parameters of the link: the code of an invitation, the number of a need to claim, a
    search to subscribe to, or the number of a need the person has something to say about."""

    invite: str = ""
    need: str = ""
    subscribe: str = ""
    about: str = ""

    @property
    def words(self) -> str:
        """What to say first; empty when there is nothing in hand that could be right."""
        if looks_like_code(self.invite):
            return f"邀请码 {self.invite}"
        if _NUMBER.fullmatch(self.need):
            return f"认领 {self.need}"
        if fits_in_hand(self.subscribe):
            return f"订阅 {self.subscribe}"
        return f"意见 {self.about}：" if _NUMBER.fullmatch(self.about) else ""

    @property
    def plain_page(self) -> str:
        """The page without JavaScript, with the same in hand."""
        held = {name: value for name, value in asdict(self).items() if value}
        return f"/plain?{urlencode(held)}" if self.words else "/plain"


InHandDep = Annotated[InHand, Depends(InHand)]


def fits_in_hand(search: str) -> bool:
    """Whether a link may carry ``search`` to be subscribed to."""
    return 0 < len(search.strip()) <= LONGEST and search.isprintable()

"""What to ask the policy library about a need: whom it helps with what, of no programme."""

import re

from api.domain.match_words import people_wanted
from api.domain.need import Need

MOST_ITEMS = 3
_FIGURE = re.compile(r"\d")


def policy_question(need: Need) -> str:
    """A question in the words of the need; empty when it does not say what is lacking.

    Neither place, contact nor numbers are in it: no rule speaks of them.
    """
    things = "、".join(item.name for item in need.items[:MOST_ITEMS] if item.name)
    if not things or need.category is None:
        return ""
    return f"给{_people(need)}提供{things}，{need.category.label}方面有哪些政策规定？"


def _people(need: Need) -> str:
    kind = need.beneficiaries.kind or ""
    if kind and not _FIGURE.search(kind):
        return kind
    return "、".join(sorted(people_wanted(need))) or "困难群众"

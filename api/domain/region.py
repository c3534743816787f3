"""The regions (负责地区) a member of staff works for: a district of Shanghai, a front agency's."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """A division: its GB/T 2260 ``code`` (two, four or six digits) and its full ``name`` from the
    province down (云南省普洱市)."""

    code: str
    name: str


def covers(regions: Sequence[Region], code: str | None) -> bool:
    """Whether somebody who works for ``regions`` works for the place with that code.

    Who has no regions works for all. What lies nowhere we know of is everybody's, and what is only
    known to lie in a province is for all who work in it, lest it be nobody's.
    """
    own = [significant(one.code) for one in regions]
    return not own or not code or any(code.startswith(one) or one.startswith(code) for one in own)


def significant(code: str) -> str:
    """``code`` without the pairs of noughts that only fill it up: 530000 is 53."""
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code

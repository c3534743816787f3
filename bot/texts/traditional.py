"""Simplified sentences of ours in traditional characters."""

from functools import cache

from opencc import OpenCC


def traditional(text: str) -> str:
    """``text`` in traditional characters by OpenCC's tables of words and characters."""
    return str(_converter().convert(text))


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")

"""Word lists of the understanding, as data. Each file says what its lists are for."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The lists in ``name``.yaml, read once."""
    text = (files(__package__) / f"{name}.yaml").read_text(encoding="utf-8")
    # The C loader, where it is built in, reads the lists ten times as fast.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506  a safe loader
    return loaded


def alternatives(patterns: list[str], parts: dict[str, str]) -> str:
    """One regular expression for any of ``patterns``, in which ``{name}`` stands for a part."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    for name, part in parts.items():
        joined = joined.replace(f"{{{name}}}", part)
    return f"(?:{joined})"

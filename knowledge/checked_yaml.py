"""YAML that says where it is wrong: keys unknown, missing or twice, values of another kind."""

from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import yaml

WRONG = (ValueError, TypeError, KeyError, AttributeError)


class _Loader(yaml.CSafeLoader):
    """Refuses a key written twice, of which YAML would keep the last in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if twice := [key for number, key in enumerate(keys) if key in keys[:number]]:
            raise ValueError(f"key written twice: {twice[0]}, {node.start_mark}")
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:
    """What ``path`` holds.

    Raises:
        ValueError: a key is written twice in one place.
        yaml.YAMLError: it is no YAML.
    """
    loader = _Loader(path.read_text(encoding="utf-8"))
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def said(error: Exception) -> str:
    """What is wrong, in words."""
    return f"missing {error}" if isinstance(error, KeyError) else str(error)


@contextmanager
def part(name: str) -> Iterator[None]:
    """Names the part of the file that an error inside is about."""
    try:
        yield
    except WRONG as error:
        raise ValueError(f"{name}: {said(error)}") from error


class Entries:
    """The values under the keys of one mapping, each taken as what it is to be.

    Every method raises ValueError where the value is something else, and KeyError where there
    is none and no default.
    """

    def __init__(self, body: object, names: Set[str]) -> None:
        """Refuse a key that is none of ``names``: misspelt, it would be passed over in silence."""
        if not isinstance(body, Mapping):
            raise ValueError(f"{body!r}: expected keys with values")
        if strange := [str(key) for key in body if key not in names]:
            raise ValueError(f"unknown key {', '.join(strange)}")
        self._body = body

    def __contains__(self, name: str) -> bool:
        """Whether there is such a key."""
        return name in self._body

    def __getitem__(self, name: str) -> Any:
        """The value as it is."""
        return self._body[name]

    def scalar(self, name: str) -> str | bool | None:
        """A text, true or false; ``None`` where there is none."""
        value = self._body.get(name)
        if value is not None and not isinstance(value, str | bool):
            raise ValueError(f"{name} {value!r}: expected a text, true or false")
        return value

    def text(self, name: str, default: str | None = None) -> str:
        """A text."""
        value = self._body[name] if default is None else self._body.get(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise ValueError(f"{name} {value!r}: expected a text")
        return value

    def texts(self, name: str, *, needed: bool = False) -> tuple[str, ...]:
        """A list of texts, by default none."""
        value = self._body[name] if needed else self._body.get(name, [])
        return texts(name, value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self._body.get(name, default)
        if not isinstance(value, bool):
            raise ValueError(f"{name} {value!r}: expected true or false")
        return value

    def day(self, name: str) -> date | None:
        """A day, or ``None``."""
        value = self._body.get(name)
        if value is not None and type(value) is not date:
            raise ValueError(f"{name} {value!r}: expected a date like 2017-10-30")
        return value

    def mapping(self, name: str) -> Mapping[str, Any]:
        """Keys with values, by default none."""
        value = self._body.get(name, {})
        if not isinstance(value, Mapping):
            raise ValueError(f"{name} {value!r}: expected keys with values")
        return value

    def items(self, name: str) -> Sequence[Any]:
        """A list, not empty."""
        value = self._body[name]
        if not isinstance(value, list) or not value:
            raise ValueError(f"{name} {value!r}: expected a list")
        return value


def texts(name: str, value: object) -> tuple[str, ...]:
    """``value`` as a list of texts; ``name`` is said where it is none.

    Raises:
        ValueError: it is something else.
    """
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"{name} {value!r}: expected a list of texts")
    return tuple(value)

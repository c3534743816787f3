"""The sentences of each language by name: written in Simplified and English, derived otherwise."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Any

from bot.texts import english, simplified
from bot.texts.language import Language
from bot.texts.traditional import traditional

Catalogue = MappingProxyType[str, Any]


def written(package: ModuleType) -> dict[str, Any]:
    """The sentences in the modules of ``package``: their public names in capitals.

    Raises:
        ValueError: a name stands in two modules.
    """
    found: dict[str, Any] = {}
    for theme in iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{theme.name}")
        names = {
            name: value for name, value in vars(module).items() if name.isupper() and name[0] != "_"
        }
        if twice := found.keys() & names.keys():
            raise ValueError(f"texts named twice: {', '.join(sorted(twice))}")
        found |= names
    return found


@cache
def catalogue(language: Language) -> Catalogue:
    """Every sentence in ``language``; one not translated yet is given in Simplified."""
    sentences = written(simplified)
    if language is Language.ENGLISH:
        sentences |= written(english)
    elif language is Language.TRADITIONAL:
        sentences = {name: _converted(value) for name, value in sentences.items()}
    return MappingProxyType(sentences)


def _converted(value: Any) -> Any:
    if isinstance(value, str):
        return traditional(value)
    if isinstance(value, dict):
        return {key: _converted(one) for key, one in value.items()}
    return tuple(_converted(one) for one in value)

"""Lay questions (大众问法): what people ask in their own words, article by article."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

_KEYS = frozenset(("document", "title", "articles", "sections"))


class LayQuestionsError(Exception):
    """A file of questions cannot be used; the message names the file, the place and what is wrong.

    The place is the article or section, or else the line.
    """


@cache
def lay_questions() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The questions shipped with the project: document key → article or heading → questions.

    An article stands under its label as written (第二十二条), a section of a digest under the last
    step of its passage's heading. A document need not be in the library: questions about
    regulations wait until their text is imported.

    Raises:
        LayQuestionsError: a file is not as it must be, or two are about the same document.
    """
    found: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for file in question_files():
        document, places = read_lay_questions(file.read_text(encoding="utf-8"), file.name)
        if document in found:
            raise LayQuestionsError(f"{file.name}: document: {document} has another file already")
        found[document] = places
    return found


def question_files() -> list[Traversable]:
    """The files themselves, by name; for the loader, and for fingerprints."""
    folder = files("knowledge") / "questions"
    return sorted(
        (file for file in folder.iterdir() if file.name.endswith(".yaml")),
        key=lambda file: file.name,
    )


def read_lay_questions(text: str, name: str) -> tuple[str, Mapping[str, tuple[str, ...]]]:
    """The text of one file → its document's key, and the questions by article or heading.

    ``name`` is the file's name, for messages.

    Raises:
        LayQuestionsError: not YAML, a place written twice, or a value of a wrong kind.
    """
    try:
        body = _EachKeyOnce(text).get_single_data()
    except yaml.YAMLError as error:
        raise LayQuestionsError(f"{name}: {error}") from error
    if not isinstance(body, dict) or not _KEYS.issuperset(body):
        raise LayQuestionsError(f"{name}: expected the keys {', '.join(sorted(_KEYS))}")
    if not isinstance(body.get("document"), str):
        raise LayQuestionsError(f"{name}: document: expected the key of a document")
    return body["document"], dict(_places(body, name))


def _places(body: Mapping[str, Any], name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for part in ("articles", "sections"):
        places = body.get(part, {})
        if not isinstance(places, dict):
            raise LayQuestionsError(f"{name}: {part}: expected questions by place")
        for place, questions in places.items():
            if not _are_questions(questions):
                raise LayQuestionsError(f"{name}: {place}: expected a list of questions")
            yield str(place), tuple(questions)


def _are_questions(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(each, str) and each.strip() == each != "" for each in value)
    )


class _EachKeyOnce(yaml.SafeLoader):
    """YAML lets the second of two equal keys win, and the questions of the first would be lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """See ``yaml.SafeLoader``."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value} is written twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)

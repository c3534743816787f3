"""Reads programmes (专项) and their rules from the YAML files in ``knowledge/programmes``."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import yaml

from api.domain.parameter import DatedValue, Parameter, Source, Value
from api.domain.programme import Bound, Check, Condition, Programme, Rule, RuleKind
from api.domain.programme_facts import TOTAL, FactAsked, FactType, MoneyWords

Read = TypeVar("Read")
FOLDER = Path(__file__).parent / "programmes"


class ProgrammeFileError(Exception):
    """A programme file cannot be used; the message names the file and what is wrong."""


def load_programmes(folder: Path = FOLDER) -> tuple[Programme, ...]:
    """The programmes of every ``*.yaml`` file in ``folder``, by file name.

    Raises:
        ProgrammeFileError: a file is not YAML of the expected shape.
    """
    return tuple(load_programme(path) for path in sorted(folder.glob("*.yaml")))


def programme_names() -> dict[str, tuple[str, ...]]:
    """By its key, the title of each programme shipped with the project and its other names.

    General law has no texts of its own to keep apart from those of others, so it is left out.
    """
    programmes = (each for each in load_programmes() if not each.general)
    return {each.key: (each.title, *each.aliases) for each in programmes}


def load_programme(path: Path) -> Programme:
    """One programme.

    Raises:
        ProgrammeFileError: the file is not YAML of the expected shape.
    """
    try:
        body = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _programme(body)
    except (yaml.YAMLError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ProgrammeFileError(f"{path.name}: {_said(error)}") from error


def _said(error: Exception) -> str:
    return f"missing {error}" if isinstance(error, KeyError) else str(error)


@contextmanager
def _part(name: object) -> Iterator[None]:
    """Names the part of the file that what goes wrong inside is about."""
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"{name}: {_said(error)}") from error


def _only(body: Mapping[str, Any], names: Set[str]) -> None:
    """Refuse a key that is none of ``names``: misspelt, it would be passed over in silence."""
    if not isinstance(body, Mapping):
        raise ValueError(f"{body!r}: expected keys with values")
    if strange := [str(key) for key in body if key not in names]:
        raise ValueError(f"unknown key {', '.join(strange)}")


_PROGRAMME = {
    *("key", "title", "aliases", "status_note", "assumed", "general"),
    *("facts", "money", "parameters", "rules"),
}


def _programme(body: Mapping[str, Any]) -> Programme:
    _only(body, _PROGRAMME)
    return Programme(
        key=body["key"],
        title=body["title"],
        aliases=_texts(body["aliases"]),
        facts=dict(_each(body.get("facts", {}), "fact", _fact)),
        parameters=dict(_each(body.get("parameters", {}), "parameter", _parameter)),
        rules=tuple(_rules(body["rules"])),
        status_note=body.get("status_note", ""),
        assumed=body.get("assumed", False),
        general=body.get("general", False),
        money=_money(body.get("money", {})),
    )


def _each(
    body: Mapping[str, Any], what: str, read: Callable[[str, Mapping[str, Any]], Read]
) -> Iterator[tuple[str, Read]]:
    for key, each in body.items():
        with _part(f"{what} {key}"):
            yield key, read(key, each)


def _rules(body: Sequence[Mapping[str, Any]]) -> Iterator[Rule]:
    for number, each in enumerate(body, 1):
        named = each.get("id", number) if isinstance(each, Mapping) else number
        with _part(f"rule {named}"):
            yield _rule(each)


def _texts(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list):
        raise ValueError(f"{raw!r}: expected a list of texts")
    return tuple(str(each) for each in raw)


def _fact(_key: str, body: Mapping[str, Any]) -> FactAsked:
    _only(body, {"type", "label", "question", "choices", "synonyms", "unit", "why"})
    return FactAsked(
        type=FactType(body["type"]),
        label=body["label"],
        question=body["question"],
        choices=_texts(body.get("choices", [])),
        synonyms=body.get("synonyms", {}),
        unit=body.get("unit", ""),
        why=body.get("why", ""),
    )


def _money(body: Mapping[str, str]) -> MoneyWords:
    with _part("money"):
        _only(body, {"whole", "maximum", "rest"})
        return MoneyWords(**body)


def _parameter(key: str, body: Mapping[str, Any]) -> Parameter:
    _only(body, {"label", "values"})
    return Parameter(key, body["label"], tuple(_dated(each) for each in body["values"]))


def _source(body: Mapping[str, str]) -> Source:
    _only(body, {"document", "quote"})
    return Source(body["document"], body["quote"])


def _day(body: Mapping[str, Any], name: str) -> date | None:
    value = body.get(name)
    if value is not None and type(value) is not date:
        raise ValueError(f"{name} {value!r}: expected a date like 2017-10-30")
    return value


def _value(raw: object) -> Value:
    if isinstance(raw, list):
        return _texts(raw)
    if isinstance(raw, str):
        return raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return Decimal(str(raw))  # by way of its digits: 0.30 is exactly three tenths
    raise ValueError(f"value {raw!r}: expected a number, a text or a list of texts")


def _dated(body: Mapping[str, Any]) -> DatedValue:
    _only(body, {"value", "source", "tier", "effective_from", "effective_to"})
    return DatedValue(
        value=_value(body["value"]),
        source=_source(body["source"]),
        tier=body["tier"],
        effective_from=_day(body, "effective_from"),
        effective_to=_day(body, "effective_to"),
    )


def _condition(body: Mapping[str, Any] | None) -> Condition | None:
    if body is None:
        return None
    _only(body, {"fact", "check", "parameter", "expected", "closed"})
    return Condition(
        fact=body["fact"],
        check=Check(body["check"]),
        parameter=body.get("parameter"),
        expected=body.get("expected"),
        closed=body.get("closed", True),
    )


_RULE = {
    *("id", "kind", "text", "source", "tier", "condition", "only_if", "bound", "parameter"),
    *("base", "who", "when", "prepare", "unheld", "effective_from", "effective_to"),
}


def _rule(body: Mapping[str, Any]) -> Rule:
    _only(body, _RULE)
    return Rule(
        id=body["id"],
        kind=RuleKind(body["kind"]),
        text=body["text"],
        source=_source(body["source"]),
        tier=body["tier"],
        condition=_condition(body.get("condition")),
        only_if=_condition(body.get("only_if")),
        bound=Bound(body["bound"]) if "bound" in body else None,
        parameter=body.get("parameter"),
        base=body.get("base", TOTAL),
        who=body.get("who", ""),
        when=body.get("when", ""),
        prepare=_texts(body.get("prepare", [])),
        unheld=body.get("unheld", False),
        effective_from=_day(body, "effective_from"),
        effective_to=_day(body, "effective_to"),
    )

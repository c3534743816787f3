"""Reads programmes (专项) and their rules from the YAML files in ``knowledge/programmes``."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from api.domain.programme import (
    Bound,
    Check,
    Condition,
    DatedValue,
    Parameter,
    Programme,
    Rule,
    RuleKind,
    Source,
    Value,
)

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
    """By its key, the title of each programme shipped with the project and its other names."""
    return {each.key: (each.title, *each.aliases) for each in load_programmes()}


def load_programme(path: Path) -> Programme:
    """One programme.

    Raises:
        ProgrammeFileError: the file is not YAML of the expected shape.
    """
    try:
        body = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _programme(body)
    except (yaml.YAMLError, ValueError, TypeError, KeyError, AttributeError) as error:
        detail = f"missing {error}" if isinstance(error, KeyError) else str(error)
        raise ProgrammeFileError(f"{path.name}: {detail}") from error


def _programme(body: Mapping[str, Any]) -> Programme:
    return Programme(
        key=body["key"],
        title=body["title"],
        aliases=tuple(body["aliases"]),
        parameters={
            key: Parameter(key, each["label"], tuple(_dated(v) for v in each["values"]))
            for key, each in body.get("parameters", {}).items()
        },
        rules=tuple(_rule(each) for each in body["rules"]),
        status_note=body.get("status_note", ""),
        assumed=body.get("assumed", False),
    )


def _source(body: Mapping[str, str]) -> Source:
    return Source(body["document"], body["quote"])


def _day(body: Mapping[str, Any], name: str) -> date | None:
    value = body.get(name)
    if value is not None and type(value) is not date:
        raise ValueError(f"{name} {value!r}: expected a date like 2017-10-30")
    return value


def _value(raw: object) -> Value:
    if isinstance(raw, list):
        return tuple(str(each) for each in raw)
    if isinstance(raw, str):
        return raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return Decimal(str(raw))  # by way of its digits: 0.30 is exactly three tenths
    raise ValueError(f"value {raw!r}: expected a number, a text or a list of texts")


def _dated(body: Mapping[str, Any]) -> DatedValue:
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
    return Condition(
        fact=body["fact"],
        check=Check(body["check"]),
        parameter=body.get("parameter"),
        expected=body.get("expected"),
        closed=body.get("closed", True),
    )


def _rule(body: Mapping[str, Any]) -> Rule:
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
        effective_from=_day(body, "effective_from"),
        effective_to=_day(body, "effective_to"),
    )

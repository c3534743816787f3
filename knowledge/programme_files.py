"""Reads programmes (专项) and their rules from the YAML files in ``knowledge/programmes``."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import yaml

from api.domain.parameter import DatedValue, Parameter, Source, Value
from api.domain.programme import Bound, Check, Condition, Programme, Rule, RuleKind
from api.domain.programme_facts import TOTAL, FactAsked, FactType, MoneyWords
from knowledge.checked_yaml import WRONG, Entries, part, read_yaml, said, texts

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


def find_programme(key: str | None, folder: Path = FOLDER) -> Programme | None:
    """The programme with that key, which its file is named after; ``None`` when there is none.

    Raises:
        ProgrammeFileError: the file is not YAML of the expected shape.
    """
    path = next((one for one in folder.glob("*.yaml") if one.stem == key), None)
    return load_programme(path) if path else None


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
        return _programme(Entries(read_yaml(path), _PROGRAMME))
    except (yaml.YAMLError, *WRONG) as error:
        raise ProgrammeFileError(f"{path.name}: {said(error)}") from error


_PROGRAMME = {
    *("key", "title", "aliases", "status_note", "assumed", "general"),
    *("facts", "money", "parameters", "rules"),
}


def _programme(body: Entries) -> Programme:
    return Programme(
        key=body.text("key"),
        title=body.text("title"),
        aliases=body.texts("aliases", needed=True),
        facts=dict(_each(body.mapping("facts"), "fact", _fact)),
        parameters=dict(_each(body.mapping("parameters"), "parameter", _parameter)),
        rules=tuple(_rules(body.items("rules"))),
        status_note=body.text("status_note", ""),
        assumed=body.flag("assumed"),
        general=body.flag("general"),
        money=_money(body.mapping("money")),
    )


def _each(
    body: Mapping[str, Any], what: str, read: Callable[[str, Any], Read]
) -> Iterator[tuple[str, Read]]:
    for key, each in body.items():
        with part(f"{what} {key}"):
            yield key, read(key, each)


def _rules(rules: Sequence[Any]) -> Iterator[Rule]:
    for number, each in enumerate(rules, 1):
        named = each.get("id", number) if isinstance(each, Mapping) else number
        with part(f"rule {named}"):
            yield _rule(Entries(each, _RULE))


_FACT = {"type", "label", "question", "choices", "synonyms", "unit", "why"}


def _fact(_key: str, raw: object) -> FactAsked:
    body = Entries(raw, _FACT)
    return FactAsked(
        type=FactType(body["type"]),
        label=body.text("label"),
        question=body.text("question"),
        choices=body.texts("choices"),
        synonyms=dict(body.mapping("synonyms")),
        unit=body.text("unit", ""),
        why=body.text("why", ""),
    )


def _money(raw: Mapping[str, Any]) -> MoneyWords:
    with part("money"):
        names = {"whole", "maximum", "rest"}
        body = Entries(raw, names)
        return MoneyWords(**{name: body.text(name) for name in names if name in body})


def _parameter(key: str, raw: object) -> Parameter:
    body = Entries(raw, {"label", "values"})
    return Parameter(key, body.text("label"), tuple(_dated(each) for each in body.items("values")))


def _source(raw: object) -> Source:
    with part("source"):
        body = Entries(raw, {"document", "quote"})
        return Source(body.text("document"), body.text("quote"))


def _value(raw: object) -> Value:
    if isinstance(raw, list):
        return texts("value", raw)
    if isinstance(raw, str):
        return raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return Decimal(str(raw))  # by way of its digits: 0.30 is exactly three tenths
    raise ValueError(f"value {raw!r}: expected a number, a text or a list of texts")


def _dated(raw: object) -> DatedValue:
    body = Entries(raw, {"value", "source", "tier", "effective_from", "effective_to"})
    return DatedValue(
        value=_value(body["value"]),
        source=_source(body["source"]),
        tier=body.text("tier"),
        effective_from=body.day("effective_from"),
        effective_to=body.day("effective_to"),
    )


def _condition(rule: Entries, name: str) -> Condition | None:
    if name not in rule:
        return None
    with part(name):
        body = Entries(rule[name], {"fact", "check", "parameter", "expected", "closed"})
        return Condition(
            fact=body.text("fact"),
            check=Check(body["check"]),
            parameter=body.text("parameter") if "parameter" in body else None,
            expected=body.scalar("expected"),
            closed=body.flag("closed", default=True),
        )


_RULE = {
    *("id", "kind", "text", "source", "tier", "condition", "only_if", "bound", "parameter"),
    *("base", "who", "when", "prepare", "unheld", "effective_from", "effective_to"),
}


def _rule(body: Entries) -> Rule:
    return Rule(
        id=body.text("id"),
        kind=RuleKind(body["kind"]),
        text=body.text("text"),
        source=_source(body["source"]),
        tier=body.text("tier"),
        condition=_condition(body, "condition"),
        only_if=_condition(body, "only_if"),
        bound=Bound(body["bound"]) if "bound" in body else None,
        parameter=body.text("parameter") if "parameter" in body else None,
        base=body.text("base", TOTAL),
        who=body.text("who", ""),
        when=body.text("when", ""),
        prepare=body.texts("prepare"),
        unheld=body.flag("unheld"),
        effective_from=body.day("effective_from"),
        effective_to=body.day("effective_to"),
    )

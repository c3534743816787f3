"""Reads the procedures (程序) of programmes from the YAML files in ``knowledge/procedures``."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from api.domain.duties import Role
from api.domain.parameter import Source
from api.domain.procedure import Criterion, Phase, Procedure, Stage, StageKind
from knowledge.checked_yaml import WRONG, Entries, part, read_yaml, said

FOLDER = Path(__file__).parent / "procedures"


class ProcedureFileError(Exception):
    """A procedure file cannot be used; the message names the file and what is wrong."""


def load_procedures(folder: Path = FOLDER) -> dict[str, Procedure]:
    """The procedures of every ``*.yaml`` file in ``folder``, by the key of their programme.

    Raises:
        ProcedureFileError: a file is not YAML of the expected shape.
    """
    found = [load_procedure(path) for path in sorted(folder.glob("*.yaml"))]
    return {each.programme: each for each in found}


def find_procedure(programme: str, folder: Path = FOLDER) -> Procedure | None:
    """The procedure of a programme, after whose key its file is named; ``None`` without one.

    Raises:
        ProcedureFileError: the file is not YAML of the expected shape.
    """
    path = next((one for one in folder.glob("*.yaml") if one.stem == programme), None)
    return load_procedure(path) if path else None


@cache
def load_procedure(path: Path) -> Procedure:
    """One procedure, read once by a process.

    Raises:
        ProcedureFileError: the file is not YAML of the expected shape.
    """
    try:
        body = Entries(read_yaml(path), {"programme", "stages", "times"})
        stages = tuple(_stages(body.items("stages")))
        return Procedure(body.text("programme"), stages, body.text("times", ""))
    except (yaml.YAMLError, *WRONG) as error:
        raise ProcedureFileError(f"{path.name}: {said(error)}") from error


def _stages(raw: Sequence[Any]) -> Iterator[Stage]:
    for number, each in enumerate(raw, 1):
        with part(f"stage {number}"):
            yield _stage(Entries(each, _STAGE))


_STAGE = {
    *("key", "label", "kind", "role", "source", "note", "others", "within", "days", "criteria"),
    *("experts", "mark", "spread", "evaluates", "rules", "skip"),
}


def _stage(body: Entries) -> Stage:
    return Stage(
        key=body.text("key"),
        label=body.text("label"),
        kind=StageKind(body["kind"]),
        role=Role(body["role"]),
        source=_source(body["source"]),
        note=body.text("note", ""),
        others=body.texts("others"),
        within=_whole(body, "within") or None,
        days=_whole(body, "days") if "days" in body else None,
        criteria=tuple(_criterion(each) for each in body.items("criteria"))
        if "criteria" in body
        else (),
        experts=_whole(body, "experts"),
        mark=_whole(body, "mark"),
        spread=_whole(body, "spread"),
        evaluates=Phase(body["evaluates"]) if "evaluates" in body else None,
        rules=body.flag("rules"),
        skip=_source(body["skip"]) if "skip" in body else None,
    )


def _criterion(raw: object) -> Criterion:
    body = Entries(raw, {"key", "label", "weight"})
    return Criterion(body.text("key"), body.text("label"), _whole(body, "weight"))


def _source(raw: object) -> Source:
    with part("source"):
        body = Entries(raw, {"document", "quote"})
        return Source(body.text("document"), body.text("quote"))


def _whole(body: Entries, name: str) -> int:
    """A whole number above zero; 0 where there is none."""
    if name not in body:
        return 0
    value = body[name]
    if type(value) is not int or value <= 0:
        raise ValueError(f"{name} {value!r}: expected a whole number above zero")
    return value

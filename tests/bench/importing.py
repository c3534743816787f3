"""Figures of a large import beside a running service: how long people wait meanwhile."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.bench import figures
from tests.bench.figures import Figure
from tests.bench.starts import megabytes, serving, until_answered
from tests.e2e.many_texts import Asking, write_texts

ARTICLES = 6_000  # and every national statute: 30,000 together with what is built in
WAIT_SECONDS = 600


def importing(folder: Path) -> Iterator[Figure]:
    """Every statute and many more texts, taken in while one question after the other is asked."""
    write_texts(folder / "texts", ARTICLES)
    data = folder / "data"
    with serving(data) as (process, base):
        until_answered(base)
        with Asking(base) as quiet:
            time.sleep(20)
        with Asking(base) as asking:
            began = time.monotonic()
            add = ["knowledge", "add", "--all-laws", str(folder / "texts")]
            subprocess.run(
                [sys.executable, "-m", "api", *add],
                env={**os.environ, "SHANHAI_DATA": str(data)},
                check=True,
                capture_output=True,
            )
            added = time.monotonic() - began
            passages = _taken_in(base)
            taken_in = time.monotonic() - began
        peak = megabytes(process, "VmHWM")
    yield figures.of("an answer before the import", quiet.milliseconds, "ms", 500)
    yield figures.of(f"{passages:,} passages stored after", [added], "s", 120)
    yield figures.of("and answered from after", [taken_in], "s", 150)
    yield figures.of("an answer during the import", asking.milliseconds, "ms", 1500)
    yield figures.of("the longest of them", [max(asking.milliseconds)], "ms", 5000)
    yield figures.of("memory of serve, peak with the import", [peak], "MB", 900)
    yield figures.of("answers that failed", [float(len(asking.wrong))], "", 0)


def _taken_in(base: str) -> int:
    """How many passages there are, once answers come from all of them."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        seen = httpx.get(f"{base}/readyz", timeout=60).json()["figures"]
        if not seen["library_behind"]:
            return int(seen["passages"])
        time.sleep(0.5)
    raise TimeoutError("the import is not taken in")

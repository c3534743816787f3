"""Print every figure beside its budget and the machine's load; exit status 1 when one is over."""

import os
import sys
import tempfile
from pathlib import Path

from tests.bench import (
    answers,
    application_list,
    batching,
    core,
    desk_queue,
    exporting,
    importing,
    market,
    matching,
    overlapping,
    overview,
    starts,
)


def main() -> int:
    """Measure everything, one line as soon as it is known."""
    well = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = (
            core.understanding(),
            core.dialogue(folder / "dialogue"),
            batching.batching(folder / "batch"),
            matching.matching(folder / "matching"),
            overlapping.overlapping(folder / "overlap"),
            desk_queue.desk_queue(folder / "desk"),
            application_list.application_list(folder / "applications"),
            market.market(folder / "market"),
            overview.overviews(folder / "overview"),
            exporting.exporting(folder / "exports"),
            answers.answers(folder / "answers"),
            importing.importing(folder / "import"),
            starts.starts(folder / "serve"),
        )
        for part in parts:
            for figure in part:
                sys.stdout.write(f"{figure.line()} load {os.getloadavg()[0]:.1f}\n")
                sys.stdout.flush()
                well = well and figure.within
    return 0 if well else 1


sys.exit(main())

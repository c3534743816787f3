"""Every picture by the name of its file, drawn anew from the declarations."""

from collections.abc import Callable
from pathlib import Path

from api.diagrams.chart import Chart, chart_of_flow, chart_of_ticket
from api.diagrams.drawing import drawing
from api.diagrams.mermaid import mermaid
from api.diagrams.procedure_chart import chart_of_procedure
from bot.dialogue.flows import FLOWS
from knowledge.procedure_files import load_procedures
from knowledge.programme_files import load_programmes

_FORMS: dict[str, Callable[[Chart], str]] = {"svg": drawing, "mmd": mermaid}


def charts() -> tuple[Chart, ...]:
    """Of every flow, then of the ticket, then of the procedures of applications."""
    titles = {one.key: one.title for one in load_programmes()}
    return (
        *(chart_of_flow(flow) for flow in FLOWS.values()),
        chart_of_ticket(),
        *(chart_of_procedure(one, titles[key]) for key, one in load_procedures().items()),
    )


def files() -> dict[str, str]:
    """``flow-report.svg`` and so on, with what stands in them."""
    return {
        f"flow-{chart.name}.{ending}": form(chart)
        for chart in charts()
        for ending, form in _FORMS.items()
    }


def write(folder: Path) -> tuple[str, ...]:
    """Put them into ``folder``, which is made if need be; their names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (folder / name).write_text(content, encoding="utf-8")
    return tuple(files())

"""The annual report as PDF: tagged (PDF/UA-1), searchable, with its Chinese font inside."""

import json
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path

import typst
from pylopdf_fonts_zh_cn import sans_path

from api.console.report_view import ReportView

TEMPLATE = Path(__file__).parent / "report.typ"


def report_pdf(report: ReportView, at: datetime) -> bytes:
    """``report`` on A4 pages, made at ``at``."""
    return typst.compile(
        TEMPLATE,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"report": json.dumps(asdict(report), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=at.replace(microsecond=0),  # the library takes no fractions
    )


@cache
def _fonts() -> typst.Fonts:
    """Only the font we bring, so that the report looks the same everywhere."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(sans_path().parent)],
    )

"""Scanned pages: text recognised by RapidOCR, where the extra ``ocr`` is installed."""

from collections.abc import Callable, Iterable
from importlib.util import find_spec
from typing import Any

import pypdfium2 as pdfium

from knowledge.reading.page import Page, Run

_SCALE = 200 / 72  # dots an inch: below, small characters are lost; above, it only takes longer
_MOST_PIXELS = 12_000_000
_SURE = 0.5


def is_installed() -> bool:
    """Whether scanned pages can be read."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def recogniser() -> Callable[[pdfium.PdfPage], Page]:
    """A function that reads a page as a picture; loading its models takes about a second."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - an optional extra

    engine: Any = RapidOCR(params={"Global.log_level": "error"})

    def recognise(page: pdfium.PdfPage) -> Page:
        width, height = page.get_size()
        scale = min(_SCALE, (_MOST_PIXELS / (width * height)) ** 0.5)
        picture = page.render(scale=scale, no_smoothtext=False).to_numpy()
        found = engine(picture)
        if found.boxes is None:
            return Page(width, height, ())
        lines = zip(found.boxes, found.txts, found.scores, strict=True)
        runs = (_run(box, text, height, scale) for box, text, score in lines if score >= _SURE)
        return Page(width, height, tuple(runs))

    return recognise


def _run(box: Iterable[tuple[float, float]], text: str, height: float, scale: float) -> Run:
    xs, ys = zip(*((float(x) / scale, float(y) / scale) for x, y in box), strict=True)
    return Run(text, min(xs), height - max(ys), max(xs), height - min(ys))

"""PDF files: what stands on each page put in order; scanned pages through recognition."""

from collections.abc import Sequence
from contextlib import closing

import pypdfium2 as pdfium
from pypdfium2 import raw

from knowledge.reading import ocr
from knowledge.reading.limits import MAX_PAGES, MAX_SCANNED_PAGES
from knowledge.reading.lines import lines_of
from knowledge.reading.margins import Block, without_margins
from knowledge.reading.page import Page
from knowledge.reading.paragraphs import paragraphs
from knowledge.reading.pdf_page import read_page
from knowledge.reading.refusals import ImportRefused, Reason
from knowledge.reading.result import Read
from knowledge.reading.tables import ruled_rows, set_rows

_RECOGNISED = "第 {pages} 页是扫描的图像，文字由识别得来，可能有错字。请对照原件核对。"
_LEFT_OUT = "第 {pages} 页没有文字层，可能是扫描件，没有读入。请对照原件补上。"
_MOST_NAMED = 8


def read_pdf(content: bytes) -> Read:
    """The text of a PDF file; pages without a text layer are recognised where that is installed.

    Raises:
        ImportRefused: damaged, encrypted, too long, or scanned with no way to read it.
    """
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        is_locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise ImportRefused(Reason.ENCRYPTED if is_locked else Reason.DAMAGED) from None
    with closing(document):
        if len(document) > MAX_PAGES:
            raise ImportRefused(Reason.TOO_MANY_PAGES, pages=len(document), limit=MAX_PAGES)
        try:
            return _read(document)
        except pdfium.PdfiumError:
            raise ImportRefused(Reason.DAMAGED) from None


def _read(document: pdfium.PdfDocument) -> Read:
    pages: list[Page | None] = []
    for at in range(len(document)):
        with closing(document[at]) as page:
            pages.append(read_page(page))
    scanned = [at for at, page in enumerate(pages) if page is None]
    warnings: tuple[str, ...] = ()
    if scanned:
        is_readable = ocr.is_installed()
        if not is_readable and len(scanned) == len(pages):
            raise ImportRefused(Reason.SCANNED)
        if is_readable:
            _recognise(document, pages, scanned)
        sentence = _RECOGNISED if is_readable else _LEFT_OUT
        warnings = (sentence.format(pages=_named(scanned)),)
    return Read(text_of_pages([page for page in pages if page is not None]), warnings)


def _recognise(document: pdfium.PdfDocument, pages: list[Page | None], scanned: list[int]) -> None:
    if len(scanned) > MAX_SCANNED_PAGES:
        raise ImportRefused(Reason.SCAN_TOO_LONG, pages=len(scanned), limit=MAX_SCANNED_PAGES)
    recognise = ocr.recogniser()
    for at in scanned:
        with closing(document[at]) as page:
            pages[at] = recognise(page)


def text_of_pages(pages: Sequence[Page]) -> str:
    """The running text and the tables of ``pages``."""
    return paragraphs(without_margins([_blocks(page) for page in pages]))


def _blocks(page: Page) -> list[Block]:
    """Lines and rows of tables, down the page."""
    rows, rest = ruled_rows(page)
    blocks: list[Block] = []
    for line in set_rows(lines_of(rest.runs, rest.width)):
        while rows and rows[0].top > line.top:
            blocks.append(rows.pop(0))
        blocks.append(line)
    return [*blocks, *rows]


def _named(pages: list[int]) -> str:
    shown = "、".join(str(at + 1) for at in pages[:_MOST_NAMED])
    return shown if len(pages) <= _MOST_NAMED else f"{shown} 等 {len(pages)}"

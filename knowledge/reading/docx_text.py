"""Word files: paragraphs with their automatic numbers, headings and tables, in order."""

import io
from collections.abc import Iterator
from zipfile import BadZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from knowledge.outline import article_label
from knowledge.reading.docx_numbers import Numbers
from knowledge.reading.docx_runs import has_revisions, paragraph_text
from knowledge.reading.package import check_package
from knowledge.reading.page import as_row
from knowledge.reading.refusals import ImportRefused, Reason
from knowledge.reading.result import Read

_REVISED = "文件里有修订标记，已按接受全部修订后的文字读入。请确认这是定稿。"

# What python-docx raises over a part that is missing, broken or not what it says it is.
_BROKEN = (
    AttributeError,
    BadZipFile,
    LookupError,
    OSError,
    PackageNotFoundError,
    TypeError,
    ValueError,
    etree.XMLSyntaxError,
)


def read_docx(content: bytes) -> Read:
    """The text of a Word file: insertions taken, deletions and hidden text left out.

    Raises:
        ImportRefused: damaged, or unpacking it would be dangerous.
    """
    check_package(content)
    try:
        document = docx.Document(io.BytesIO(content))
        text = "\n".join(_lines(document))
    except _BROKEN:
        raise ImportRefused(Reason.DAMAGED) from None
    return Read(text, (_REVISED,) if has_revisions(document.element.body) else ())


def _lines(document: WordDocument) -> Iterator[str]:
    numbers = Numbers(document)
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block, numbers)
        else:
            yield from _paragraph(block, numbers)


def _paragraph(paragraph: Paragraph, numbers: Numbers) -> Iterator[str]:
    text = paragraph_text(paragraph._p)
    number = numbers.next(paragraph)
    whole = f"{number}{text}" if text.strip() else ""
    level = _heading_level(paragraph)
    for line in filter(str.strip, whole.split("\n")):
        plain = line.strip(" \t")
        marked = level and not article_label(plain)
        yield f"{'#' * level} {plain}" if marked else plain
    # A text box hangs on the paragraph it was drawn in.
    for inner in paragraph._p.iter(qn("w:txbxContent")):
        if not any(True for _ in inner.iterancestors("{*}Fallback")):
            yield from filter(str.strip, map(paragraph_text, inner.iter(qn("w:p"))))


def _heading_level(paragraph: Paragraph) -> int:
    """1 for the title, 2 for 标题 1 … 6; 0 for what is no heading."""
    name = (paragraph.style.name or "").lower() if paragraph.style else ""
    if name in {"title", "标题"}:
        return 1
    for prefix in ("heading ", "标题 "):
        if name.startswith(prefix) and name.removeprefix(prefix).isdigit():
            return min(int(name.removeprefix(prefix)) + 1, 6)
    return 0


def _rows(table: Table, numbers: Numbers) -> Iterator[str]:
    """The rows; a table of one column only frames its text."""
    if len(table.columns) < 2:
        for row in table.rows:
            for cell in row.cells[:1]:
                for paragraph in cell.paragraphs:
                    yield from _paragraph(paragraph, numbers)
        return
    for row in table.rows:
        # A merged cell is given once for each place it covers; in a row it is named once.
        cells = {cell._tc: cell for cell in row.cells}.values()
        texts = [
            " ".join(" ".join(_paragraph(each, numbers)) for each in cell.paragraphs).strip("# ")
            for cell in cells
        ]
        if any(texts):
            yield as_row(texts)

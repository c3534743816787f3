"""A file in, a table of needs out; what kind of file it is, its content decides."""

import io
import zipfile

from api.domain.errors import Invalid
from bot import texts
from bot.batch.csv_grid import read_csv
from bot.batch.grid import Grid
from bot.batch.limits import MAX_BYTES, MAX_PARTS
from bot.batch.table import Table, find_table

_WORKBOOK = "xl/workbook.xml"
_ENTRY = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of XLS, and of whatever is encrypted
_OLD = "Workbook".encode("utf-16-le")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WRITTEN = (".csv", ".tsv")


def is_sheet(name: str, content: bytes) -> bool:
    """Whether the file is a table, be it one that cannot be read."""
    if content.startswith(b"PK"):
        return _is_workbook(content)
    if content.startswith(_OLE):
        return _OLD in content or _ENCRYPTED in content
    return name.lower().endswith(_WRITTEN)


def read_sheet(content: bytes) -> Table:
    """The table of needs in the file.

    Raises:
        Invalid: it cannot be read, or holds no table of needs; the sentence says what to do.
    """
    return find_table(grids(content))


def grids(content: bytes) -> tuple[Grid, ...]:
    """The sheets of the file, whatever they are about.

    Raises:
        Invalid: it is too large or cannot be read.
    """
    if len(content) > MAX_BYTES:
        size, limit = len(content) / 1_048_576, MAX_BYTES // 1_048_576
        raise Invalid("sheet", texts.SHEET_TOO_LARGE.format(size=size, limit=limit))
    if content.startswith(b"PK"):
        # The library of spreadsheets is loaded by who sends one, not at every start.
        from bot.batch.xlsx_grid import read_xlsx  # noqa: PLC0415

        return read_xlsx(content)
    if content.startswith(_OLE):
        encrypted = _ENCRYPTED in content
        raise Invalid("sheet", texts.SHEET_ENCRYPTED if encrypted else texts.SHEET_OLD)
    return (read_csv(content),)


def _is_workbook(content: bytes) -> bool:
    if content.count(_ENTRY) > MAX_PARTS:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _WORKBOOK in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False

"""How much of a sheet is read: a list of needs is small, and a hostile file must stay harmless."""

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 500  # needs in one sheet
MAX_COLUMNS = 60
MAX_SHEETS = 12  # looked through for one that has the headings
MAX_SCANNED = 3_000  # rows, empty ones and those before the headings included
MAX_BLANK = 1_000  # empty rows after which a sheet has ended
MAX_CELL = 4_000  # characters of a cell; no answer is longer
MAX_PARTS = 2_000  # files inside an XLSX
MAX_UNPACKED = 40 * 1024 * 1024  # bytes an XLSX may unfold to
HEADING_WITHIN = 15  # rows in which the headings are looked for

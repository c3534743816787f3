"""How much of a file is read: a policy text is small, and a hostile file must not cost a day."""

MAX_BYTES = 30 * 1024 * 1024
MAX_PAGES = 300
"""Beyond, it is a compilation: cut as one document its articles would be mixed up."""
MAX_SCANNED_PAGES = 40
"""Recognising a page takes one to three seconds of two cores."""
MAX_CHARACTERS = 1_000_000
"""Nine times the Civil Code."""
MAX_ENTRIES = 5_000
"""Parts of a DOCX; each costs memory before anything is read."""
MAX_UNPACKED = 120 * 1024 * 1024
MAX_XML = 40 * 1024 * 1024
"""One XML part, unpacked: parsing takes ten times as much memory."""
MAX_RATIO = 150
"""Unpacked to packed, where much is unpacked; XML of real documents stays below 30."""
RATIO_MATTERS = 20 * 1024 * 1024
SECONDS = 60
SCAN_SECONDS = 240
MEMORY_BYTES = 3 * 1024 * 1024 * 1024
"""Address space of the process that reads; the models of text recognition map most of it."""

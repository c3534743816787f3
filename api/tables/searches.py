"""What was looked for in vain; how often anything is looked for stands in ``question_counts``."""

from sqlalchemy import Column, Date, Integer, String, Table

from api.domain.search_outcome import LONGEST_WORDS
from api.tables.columns import METADATA

# The words are those of the filters, without the numbers of persons; nobody knows whose they are.
# They are forgotten after a while.
missed_searches = Table(
    "missed_searches",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("words", String(LONGEST_WORDS), primary_key=True),
    Column("count", Integer, nullable=False),
)

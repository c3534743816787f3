"""Policy documents and the passages cut from them."""

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, String, Table, Text

from api.tables.columns import METADATA

# ``digest`` covers the document and its passages: equal digests mean nothing changed.
documents = Table(
    "documents",
    METADATA,
    Column("key", String(120), primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("tier", String(20), nullable=False),
    Column("source", Text, nullable=False),
    Column("issuer", Text),
    Column("number", Text),
    Column("region", Text),
    Column("programme", String(120)),
    Column("published", Date),
    Column("effective_from", Date),
    Column("effective_to", Date),
    Column("replaces", JSON, nullable=False),
    Column("replaced_by", Text),
    Column("aliases", JSON, nullable=False),
    Column("status_note", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)

# A passage's text is ``text[start:end]`` of its document, so it is not stored twice.
passages = Table(
    "passages",
    METADATA,
    Column("document", ForeignKey("documents.key"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("heading", JSON, nullable=False),
    Column("article", Text),
    Column("article_no", Integer),
)

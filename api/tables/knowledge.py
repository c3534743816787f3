"""Policy documents and the passages cut from them, their history, and files not yet confirmed."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    false,
    text,
)

from api.tables.columns import METADATA, Moment

# ``digest`` covers the document and its passages: equal digests mean nothing changed.
# The columns after it are what staff decided. They stand beside what was read, so that reading
# the same file again does not undo them, and undoing them needs no memory of what was before.
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
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    Column("last_day", Date),
    Column("successor", String(120)),
    Column("successor_from", Date),
    Column("history_hash", String(64), nullable=False, server_default=""),
    # Where each fact was read, by field, and the file it came from; for texts read on the desk.
    Column("origins", JSON, nullable=False, server_default=text("'{}'")),
    Column("file", String(32)),
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

# Append-only by triggers. No foreign key: what happened to a document outlives it.
document_history = Table(
    "document_history",
    METADATA,
    Column("document", String(120), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("act", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

# A file that staff gave: kept as it came, read in the background. ``state``: see ``FileState``.
document_files = Table(
    "document_files",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("path", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("refusal", Text, nullable=False),
    Column("staff", ForeignKey("staff.username"), nullable=False),
    Column("begun_at", Moment, nullable=False),
)

# A document read in a file, which waits for somebody to confirm what was recognised.
document_drafts = Table(
    "document_drafts",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("file", ForeignKey("document_files.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("document", JSON, nullable=False),
    Column("origins", JSON, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("state", String(20), nullable=False),
    Column("stored_as", String(120)),
)

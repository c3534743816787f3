"""What administrators set while the service runs: keys, webhooks, texts, and their history."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, Text

from api.tables.columns import METADATA, Moment

# Only a digest of the key is stored.
api_keys = Table(
    "api_keys",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("end", String(8), nullable=False),
    Column("made_by", String(80), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("last_used_at", Moment),
    sqlite_autoincrement=True,
)

# Of a webhook that was removed its deliveries still tell.
webhooks = Table(
    "webhooks",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("events", JSON, nullable=False),
    Column("secret", String(80), nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("made_by", String(80), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    sqlite_autoincrement=True,
)

# Sentences of the conversation in other words; what was put back has no row.
reworded_texts = Table(
    "reworded_texts",
    METADATA,
    Column("key", String(120), primary_key=True),
    Column("simplified", Text, nullable=False),
    Column("english", Text, nullable=False),
    Column("version", Integer, nullable=False),
)

# Append-only, each entry with the hash of the one before; ``ordinal`` counts within one
# ``subject``, such as ``key:3``.
administration_history = Table(
    "administration_history",
    METADATA,
    Column("subject", String(160), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("act", String(20), nullable=False),
    Column("state", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

"""Posts (岗位), the invitations to them, and the append-only record of their holders."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text

from api.tables.columns import METADATA, Moment

# The rotating position (岗位) that owns a need, so that a successor inherits it.
posts = Table(
    "posts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("county", String(120), nullable=False),
    Column("county_code", String(6)),
    Column("unit", String(120), nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("term_starts", Date),
    Column("term_ends", Date),
    Column("person", ForeignKey("persons.id"), index=True),
    Column("since", Moment, nullable=False),
    Column("version", Integer, nullable=False),
)

# Only a digest of the code is stored.
invitations = Table(
    "invitations",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("post", ForeignKey("posts.id"), nullable=False, index=True),
    Column("code_digest", String(64), nullable=False, unique=True),
    Column("state", String(20), nullable=False),
    Column("made_by", String(80), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

# Append-only, each entry with the hash of the one before; ``ordinal`` counts within one post.
post_history = Table(
    "post_history",
    METADATA,
    Column("post", ForeignKey("posts.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("act", String(20), nullable=False),
    Column("state_from", String(20)),
    Column("state_to", String(20), nullable=False),
    Column("person", String(32)),
    Column("note", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

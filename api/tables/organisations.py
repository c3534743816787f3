"""Organisations (机构), who acts for them, invitations, their record, and the blocked ones."""

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, String, Table, Text

from api.tables.columns import METADATA, Moment

organisations = Table(
    "organisations",
    METADATA,
    Column("key", String(60), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("home", Text, nullable=False),
    Column("credit_code", String(18), unique=True),
    Column("source", Text, nullable=False),
    Column("state", String(20), nullable=False, index=True, server_default="unverified"),
    Column("details", JSON, nullable=False, server_default="{}"),
    Column("verified_at", Moment),
    Column("note", Text, nullable=False, server_default=""),
    Column("version", Integer, nullable=False, server_default="1"),
)

organisation_members = Table(
    "organisation_members",
    METADATA,
    Column("organisation", ForeignKey("organisations.key"), primary_key=True),
    Column("person", ForeignKey("persons.id"), primary_key=True, index=True),
    Column("role", String(10), nullable=False),
    Column("since", Moment, nullable=False),
)

# Only a digest of the code is stored.
organisation_invitations = Table(
    "organisation_invitations",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("organisation", ForeignKey("organisations.key"), nullable=False, index=True),
    Column("role", String(10), nullable=False),
    Column("code_digest", String(64), nullable=False, unique=True),
    Column("state", String(20), nullable=False),
    Column("made_by", String(80), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

# Append-only, each entry with the hash of the one before; ``ordinal`` counts within one.
organisation_history = Table(
    "organisation_history",
    METADATA,
    Column("organisation", ForeignKey("organisations.key"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("act", String(20), nullable=False),
    Column("state_from", String(20)),
    Column("state_to", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

# ``same_name`` is how names are compared (``organisation_profile.same_name``).
blocked_organisations = Table(
    "blocked_organisations",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("same_name", Text, nullable=False, unique=True),
    Column("credit_code", String(18), index=True),
    Column("source", Text, nullable=False),
    Column("published", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("added_by", String(80), nullable=False),
    Column("added_at", Moment, nullable=False),
)

"""Who talks to us: persons and their channels, and the staff of the desk."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table

from api.tables.columns import METADATA, Moment

# A person is an opaque id; nothing about them is stored beside what they say.
persons = Table(
    "persons",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("created_at", Moment, nullable=False),
)

# Two persons who turned out to be one: ``guest`` is no more, but still stands in histories.
joined_persons = Table(
    "joined_persons",
    METADATA,
    Column("guest", String(32), primary_key=True),
    Column("holder", String(32), nullable=False, index=True),
    Column("at", Moment, nullable=False),
)

identities = Table(
    "identities",
    METADATA,
    Column("channel", String(20), primary_key=True),
    Column("chat", String(120), primary_key=True),
    Column("person", ForeignKey("persons.id"), nullable=False, index=True),
    Column("last_seen_at", Moment, nullable=False),
)

link_codes = Table(
    "link_codes",
    METADATA,
    Column("code", String(6), primary_key=True),
    Column("person", ForeignKey("persons.id"), nullable=False),
    Column("expires_at", Moment, nullable=False),
)

link_attempts = Table(
    "link_attempts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("chat", String(120), nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

staff = Table(
    "staff",
    METADATA,
    Column("username", String(60), primary_key=True),
    Column("password_hash", String(200), nullable=False),
    Column("roles", JSON, nullable=False),  # a list, in the order of ``Role``
    Column("regions", JSON, nullable=False),  # a list of [code, name]; empty for everywhere
    Column("must_change_password", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Moment),
    Column("person", ForeignKey("persons.id")),
    Column("created_at", Moment, nullable=False),
)

# Each entry carries the hash of the one before; ``ordinal`` counts within one account.
staff_history = Table(
    "staff_history",
    METADATA,
    Column("username", ForeignKey("staff.username"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("act", String(20), nullable=False),
    Column("roles", JSON, nullable=False),
    Column("regions", JSON, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

# Only a digest of the token is stored: a copy of the database opens no session.
staff_sessions = Table(
    "staff_sessions",
    METADATA,
    Column("token_digest", String(64), primary_key=True),
    Column("username", ForeignKey("staff.username"), nullable=False),
    Column("awaits_code", Boolean, nullable=False),  # the password was right, the code is to come
    Column("browser", String(200), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index("ix_staff_sessions_username", "username"),
)

# ``last_step`` is the time step of the code used last: none is taken twice. The secret has to be
# kept as it is, for codes are made of it.
staff_two_step = Table(
    "staff_two_step",
    METADATA,
    Column("username", ForeignKey("staff.username"), primary_key=True),
    Column("secret", String(64), nullable=False),
    Column("confirmed_at", Moment),
    Column("last_step", BigInteger, nullable=False),
)

staff_spare_codes = Table(
    "staff_spare_codes",
    METADATA,
    Column("username", ForeignKey("staff.username"), primary_key=True),
    Column("code_digest", String(64), primary_key=True),
)

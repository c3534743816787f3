"""The SQLAlchemy tables, one module per subject; they import the domain, never the reverse."""

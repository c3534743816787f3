"""Server-rendered pages outside the staff desk, and what renders them."""

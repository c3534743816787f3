"""Sample data, so that a first start has something to show."""

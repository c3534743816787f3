"""The market: published needs found by what people ask for."""

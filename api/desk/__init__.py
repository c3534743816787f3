"""Use cases of the review desk, one function each, one transaction each."""

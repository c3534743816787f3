"""Many needs in one sheet."""

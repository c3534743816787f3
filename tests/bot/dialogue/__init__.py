"""Tests of the dialogue engine and its data."""

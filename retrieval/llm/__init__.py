"""Answers phrased by a language model, which can say nothing that the sources do not."""

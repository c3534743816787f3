"""Claiming (认领) in the conversation: an organisation takes on a need, whole or part."""

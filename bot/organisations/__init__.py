"""Organisations in the conversation: registered, changed, joined, left."""

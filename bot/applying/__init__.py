"""Organisations apply for a programme in the chat (申报项目)."""

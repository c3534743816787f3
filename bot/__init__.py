"""Conversation: what a person says, what it means, what is asked next."""

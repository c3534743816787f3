"""Policy documents, administrative divisions and programme rules, as data with their readers."""

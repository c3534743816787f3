"""Looking for published needs in the conversation."""

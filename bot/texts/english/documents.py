"""Documents that are handed out."""

NO_SUCH_DOCUMENT = "This file is no longer to be found. Please ask for it again in the chat."

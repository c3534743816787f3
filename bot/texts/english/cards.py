"""Marks and titles on cards."""

MARK_RECOGNISED = "read by the system"
MARK_OPEN = "open"
CARD_TITLE = "Please check this need"
CARD_TITLE_RETURNED = "Ticket {number} · check what you completed"
CARD_RECOGNISED = "Read in your words"
CARD_TICKET = "Ticket {number} · {status}"

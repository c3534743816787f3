"""Notices the desk starts."""

RETURNED = "Ticket {number} ({title}) needs more from you: {labels}."
RETURNED_NEXT = "Everything else is kept; when you complete these, it goes back to review."
ACCEPTED = (
    "Ticket {number} ({title}) is accepted. Next, organisations that can help are looked for; you "
    "will hear of it here."
)
REJECTED = "Ticket {number} ({title}) was not accepted."
REJECTED_NEXT = "If things change or there is new material, you can report again."
ANSWERED_BY_STAFF = "You asked “{question}”. Staff reply:\n{answer}"
DISMISSED_BY_STAFF = (
    "You asked “{question}”. Staff have read it and do not answer:\n{reason}\n"
    "You can ask in other words, or say more and pass it on again."
)
PUBLISHED = (
    "Ticket {number} ({title}) is published and waits for an organisation to claim it. What is "
    "public leaves out the exact site, the contact and your own words."
)
NO_LONGER_PUBLIC = "Ticket {number} ({title}) is no longer public and is back at “{status}”."
MOVED = "Ticket {number} ({title}) is now “{status}”."

NOTHING_OPEN = "No report is being filled in now."

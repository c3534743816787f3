"""Tickets merged because they report the same need, and parted again."""

MERGED = (
    "Tickets {number} ({title}) and {other} report the same need and were merged: yours goes on as "
    "ticket {other}. All you wrote and sent is kept, and you need not report it again. You are "
    "told here how it goes on, and can look under “My reports”."
)
JOINED_MERGED = (
    "Ticket {number}, which you joined, was merged into ticket {other} and goes on as that one. "
    "You are told here how it goes on."
)
MERGED_WITH_YOURS = (
    "Another report tells of the same need as your ticket {number} ({title}) and was merged into "
    "it. Yours goes on as before; there is nothing you need to do."
)
PARTED = (
    "Ticket {number} ({title}) is no longer merged with ticket {other}: it goes on on its own and "
    "is now “{status}”."
)
JOINED_PARTED = (
    "Ticket {number}, which you joined, is no longer merged with ticket {other}: it goes on on its "
    "own and is now “{status}”."
)
PARTED_FROM_YOURS = (
    "The report that was merged into your ticket {number} ({title}) goes on on its own again. "
    "Yours goes on as before; there is nothing you need to do."
)
STILL_RETURNED = "You are still asked to complete: {labels}."

MERGED_LINE = "{number} · merged into {other}, {status} · {title}"
MERGED_NEXT = "This one goes on as ticket {other}, which is now “{status}”: {next}"
GOES_ON_AS = "Ticket {number} was merged into ticket {other}; this is how ticket {other} stands."
MERGED_ROW = "Merged into ticket {other}"
PARTED_ROW = "No longer merged with ticket {other}, on its own again ({status})"

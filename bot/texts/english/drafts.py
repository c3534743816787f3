"""The sentences of ``bot.texts.simplified.drafts`` in English."""

SET_ASIDE = "Save for later"
MENU_DRAFTS = "My drafts ({count})"
DRAFT_GO_ON = "Continue"
DRAFT_NOT_NEEDED = "Not needed"
DRAFT_BUTTON = "Open draft {place} · {title}"
DRAFT_DISCARD = "Delete draft {place} · {title}"
DRAFT_DISCARD_YES = "Yes, delete draft {place}"
DRAFT_DISCARD_NO = "Keep it"
DRAFTS_TIDY = "Delete a draft"
ANOTHER_YES = "Save it and start another"
ANOTHER_NO = "It belongs to this one"

DRAFT_UNTITLED = "a report without a place yet"
DRAFT_OF_TICKET = "additions to ticket {number}"
DRAFT_KEPT = "“{title}” is saved as a draft; you can continue it from “My drafts” at any time."
DRAFTS = (
    "You have {count} drafts. Tap one to continue, or write 打开草稿1, 删草稿1 or 草稿1叫… "
    "(a name). One left untouched for {days} days is deleted, after a reminder."
)
DRAFT_LINE = "{place}. {title} ({left}, saved on {day})"
DRAFT_LEFT = "{count} questions left"
DRAFT_ALL_ASKED = "complete, not yet submitted"
DAY = "{month}/{day}"
NO_DRAFTS = "You have no drafts. To put a report aside half-way, write 先存着 (save for later)."
DRAFT_TAKEN_UP = "Continuing “{title}”."
DRAFT_WHICH = "Which one shall be deleted?"
DRAFT_DISCARD_SURE = "Delete the draft “{title}”? It cannot be restored."
DRAFT_DISCARDED = "The draft “{title}” is deleted."
DRAFT_GONE = "This draft is no longer there: submitted, deleted, or being filled in."
DRAFT_NO_SUCH = "There is no draft {place}."
DRAFT_NAMED = "This one is now called “{title}”."
DRAFT_NAME_LONG = "Please use at most {limit} characters for the name."
DRAFTS_FULL = (
    "There is no room for more drafts. Please delete one first; what you have filled in is kept."
)
DRAFT_REMINDER = (
    "Your draft “{title}”, saved on {since}, is not finished. Tap “Continue” if you still need it; "
    "if it is left untouched it will be deleted on {month}/{day}."
)
OPEN_REMINDER = (
    "Your report “{title}” is not finished; you last wrote on {since}. Tap “Continue” to go on "
    "where you were; if it is left untouched it will be deleted on {month}/{day}."
)
STALE_DRAFT = "This button belongs to the draft “{title}”. Continue that one?"
NOTHING_TO_SET_ASIDE = "Nothing has been filled in yet, so there is nothing to save."
NOTHING_FILLED = "This one is still empty and need not be saved. To stop, write 取消 (cancel)."
LOOKS_LIKE_ANOTHER = "What you wrote looks like another need; it is kept."
ANOTHER_SURE = "“{title}” is not finished. Save it as a draft and start another, or go on with it?"
ANOTHER_WHILE_SUPPLYING = (
    "Ticket {number} is not supplemented yet. Report another need first, then come back to it?"
)

"""What a need overlaps with, and tickets of others that were joined."""

FACT_NAMES = {
    "site": "the same school, village or institution",
    "township": "the same township",
    "county": "the same county",
    "things": "similar things needed",
    "people": "the same group of people",
    "count": "a similar number of people",
    "text": "a similar description",
}
MONTH = "{year}-{month:02}"
COLON = ": "
REPORTED_IN = "Reported"

OVERLAP_SAME = (
    "Before you submit, please look: {count} open ticket(s) seem to be about the same need as "
    "yours."
)
OVERLAP_AGREES = "In common: {facts}."
OVERLAP_MINE = "This one is your own. "
OVERLAP_CHOOSE = (
    "If it is the same, tap “Join”: no new ticket is opened, you are told how that one goes "
    "on, and staff get what you wrote. If you have more to say, tap “Add to”. If it is "
    "another need, tap “Submit on its own”."
)
OVERLAP_HINT = "Before you submit, please look. This is only a note; you can submit all the same."
OVERLAP_AID = "Aid for this place and these people so far:"
OVERLAP_AID_LINE = "· {month}: {things} (ticket {number}, {status})"
OVERLAP_COMMON = (
    "{count} other counties sent the same list. Say why these things are missing here and what is "
    "different from elsewhere: that makes it easier to find help."
)
OVERLAP_REFUSED = (
    "The same list was declined before, perhaps because it did not fit the place. Please check "
    "that it names what is needed most."
)
OVERLAP_GO_ON = "If it is right, tap “Submit anyway”; to change it, tap “Return” or just say so."
OVERLAP_JOIN = "Join ticket {number}"
OVERLAP_ADD = "Add to ticket {number}"
OVERLAP_ALONE = "Submit on its own"
OVERLAP_SUBMIT = "Submit anyway"
OVERLAP_WHICH = "Please tap a button below, or write the number, such as “加入1003”."
OVERLAP_APART = "Staff will see that you looked at ticket {numbers} and say it is another need."
OVERLAP_JOINED = (
    "Your report now belongs to ticket {number}; no new ticket was opened. You are told here how "
    "it goes on, and can look under “My reports”."
)
OVERLAP_ADDED = (
    "What you added went to the staff of ticket {number}; no new ticket was opened. You are told "
    "here how it goes on, and can look under “My reports”."
)

JOINED_HEAD = "Joined by you:"
JOINED_TICKET = "Somebody else reported this and you joined; only its progress is shown."
JOINED_RETURNED = "Staff are waiting for the reporter to add something."
JOINED_WITHDRAWN = "The reporter took it back. If the need is still there, you can report it."
JOINED_MOVED = "Ticket {number} ({title}), which you joined, is now “{status}”."

"""Marks and titles on cards."""

MARK_RECOGNISED = "read by the system"
MARK_OPEN = "open"
CARD_TITLE = "Please check this need"
CARD_TITLE_RETURNED = "Ticket {number} · check what you completed"
CARD_RECOGNISED = "Read in your words"
CARD_TICKET = "Ticket {number} · {status}"
CARD_QUESTIONS = {
    "application": (
        "Please check what is below. If it is right, tap “Submit” and staff take it through the "
        "procedure of the programme; to change something, tap “Change”."
    ),
    "offer": (
        "Please check what is below. If it is right, tap “Submit” and it takes part in the "
        "matching; to change something, tap “Change”."
    ),
    "organisation": (
        "Please check what is below. If it is right, tap “Submit” and staff verify it; to change "
        "something, tap “Change”."
    ),
    "report": (
        "Please check what is below. If right, tap “Submit”; to change something, tap “Change”."
    ),
}

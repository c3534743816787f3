"""Consent and the life of a report."""

HELD = "What you wrote is kept and will be used once you agree; no need to write it again."
MODEL_READS = (
    "Besides, the text of your report (numbers hidden) is given to a language model that helps to "
    "find the place, quantities and so on; you check them."
)
FOUND_BY_MODEL = "Found by the language model, please check: {labels}."
CONSENTED = "Thank you. Now the report."
DECLINED = (
    "All right, no report is begun, and what you wrote is not used for one. You can still ask "
    "about "
    "policy."
)
CANCELLED = "Cancelled; nothing was submitted. You can report again at any time."
CANCELLED_RETURN = (
    "All right, not now. Ticket {number} stays “To be completed”; go on from “My reports” later."
)
QUESTIONS_CHANGED = (
    "The questions have changed. What you filled in is kept; it goes on where something is open."
)
RESTARTED = "All right, from the beginning."
SUBMITTED = (
    "Submitted as ticket {number}.\nStaff review it next. You hear here when something is "
    "missing or "
    "decided, and can look at “My reports” at any time."
)
RESUBMITTED = "Submitted; ticket {number} is back in review. You will hear the result here."
RESUBMITTED_UNCHANGED = (
    "Nothing was changed; ticket {number} is back in review. You will hear the result here."
)
GO_ON = "Back to the one that is not finished."

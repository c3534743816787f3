"""Claims (认领): what the parties are told, asking for one, and seeing one's own."""

CLAIM_STATES = {
    "invited": "awaiting your answer",
    "held": "awaiting confirmation",
    "confirmed": "confirmed",
    "in_progress": "under way",
    "delivered": "delivered",
    "evaluated": "evaluated",
    "expired": "expired",
    "withdrawn": "withdrawn",
    "declined": "not accepted",
    "handed_over": "handed over",
}
SEE_CLAIM = "See the claim"
JOIN_CLAIM = "Accept"
DECLINE_CLAIM = "Decline"

CLAIM_TOLD = {
    "held": (
        "{organisation} claims {amounts} of need {number} ({title}). Claim {code} is kept for you "
        "until {until}. Staff will confirm it; you will hear of it here."
    ),
    "confirmed": (
        "Claim {code} is confirmed: {organisation} takes on {amounts} of need {number} ({title}). "
        "Next, how it is carried out is agreed; you will hear of it here."
    ),
    "declined": (
        "Claim {code} (need {number}, {title}) did not come about; {amounts} is open again. "
        "If you have questions, send “talk to staff”."
    ),
    "withdrawn": "Claim {code} (need {number}, {title}) is withdrawn; {amounts} is open again.",
    "expired": (
        "The time for claim {code} (need {number}, {title}) is over; {amounts} is open again. "
        "If you still want it, send “claim {number}”."
    ),
    "handed_over": (
        "Claim {code} (need {number}, {title}) was accepted by the other organisation and is no "
        "longer on {organisation}."
    ),
}
CLAIM_TOLD_OWNER = {
    "held": (
        "{organisation} would like to claim {amounts} of ticket {number} ({title}). You will hear "
        "when staff have confirmed it; there is nothing to do now."
    ),
    "confirmed": (
        "{organisation} claims {amounts} of ticket {number} ({title}); staff have confirmed it."
    ),
    "declined": (
        "The claim of {organisation} on ticket {number} ({title}) did not come about; {amounts} is "
        "open again."
    ),
    "withdrawn": (
        "{organisation} withdrew its claim on ticket {number} ({title}); {amounts} is open again."
    ),
    "expired": (
        "The claim of {organisation} on ticket {number} ({title}) was not confirmed in time; "
        "{amounts} is open again."
    ),
}
CLAIM_INVITED = (
    "{asked_by} invites {organisation} to claim need {number} ({title}) together. When you accept, "
    "you say how much you take on. Please answer by {until}."
)
CLAIM_OFFERED = (
    "{asked_by} would like to hand {amounts} of need {number} ({title}) over to {organisation}. "
    "When you accept, it is yours, and staff confirm it anew. Please answer by {until}."
)
CLAIM_ENDING = (
    "Claim {code} (need {number}, {title}) is not confirmed yet. It is kept until {until}; then "
    "{amounts} is open again. To go on, send “talk to staff” and ask for a quick confirmation."
)

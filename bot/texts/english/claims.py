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

MENU_CLAIMS = "My claims"
CLAIM_THIS = "Claim this need"
LEAVE_CLAIM = "Not now"
ASK_TO_JOIN = "Invite to join"
HAND_CLAIM_OVER = "Hand it over"
WITHDRAW_CLAIM = "Withdraw the claim"
CLAIM_REGISTER = "Register one"
CLAIM_BUTTON = "Claim {code}"

CLAIM_WHICH = (
    "Which need would you like to claim? Send “claim” and its number, such as: claim 1001. If you "
    "have not chosen one yet, look for needs first."
)
CLAIM_NO_ORGANISATION = (
    "Needs are claimed in the name of an organisation. Please register yours, or join one with an "
    "invitation code, then send “claim {number}”. If you would like to help as a person, send "
    "“talk to staff”."
)
CLAIM_FOR_WHOM = "In the name of which organisation?"
CLAIM_OPEN = "Need {number}: {title}\nOpen now: {open}."
CLAIM_AS_IT_WAS = "All right, the claim stays as it is."
CLAIM_REFUSED = (
    "That cannot be claimed. Open now: {open}. Write an amount above 0 that is not more than that."
)
CLAIM_LEFT = "All right, nothing is claimed. Send “claim” and a number whenever you like."
CLAIM_CARD = "Please check the claim"
CLAIM_ROW_NEED = "Need"
CLAIM_ROW_WHO = "Organisation"
CLAIM_ROW_PART = "How much"
CLAIM_ROW_UNTIL = "Kept until"
CLAIM_ROW_SHARE = "The need so far"
CLAIM_SHARE = "{percent}% claimed, by {count} organisation(s)"
CLAIM_CARD_ONE = "Claim {code} · {state}"
CLAIM_NEXT = {
    "invited": "Please accept or decline; without an answer the invitation runs out.",
    "held": "Staff will confirm it; you will hear of it here.",
    "confirmed": "Staff will agree with you how it is carried out.",
    "in_progress": "Under way; once delivered, the post there confirms it.",
    "delivered": "Delivered; the post there and you are asked how it was.",
    "evaluated": "This claim is done. Thank you.",
    "expired": "The time is over and its part is open again. To claim, send “claim” and the need.",
    "withdrawn": "Withdrawn; its part is open again.",
    "declined": "It did not come about; nothing is kept.",
    "handed_over": "Another organisation has taken it over.",
}
CLAIMS = "The claims of your organisation, {count} in all. Tap one to see how it stands:"
CLAIM_LINE = "· {code} ({state}) {title}: {amounts}"
CLAIM_PART_OPEN = "amount still open"
NO_CLAIMS = (
    "There are no claims yet. Look for needs, then send “claim” and a number, such as: claim 1001."
)
NO_SUCH_CLAIM = "Your organisation has no claim {code}. Send “my claims” to see all."
CLAIM_STANDS = (
    "Claim {code} is “{state}” now, so this cannot be done. Send “talk to staff” for help."
)
CLAIM_NO_PARTNER = (
    "There is no verified organisation of that name or code. Please check it; if they are not "
    "registered yet, ask them to register here first."
)
CLAIM_INVITATION_SENT = (
    "{organisation} is invited to join claim {code}. You will hear of the answer here."
)
CLAIM_OFFER_SENT = (
    "{organisation} is asked to take claim {code} over. Until they accept, all stays as it is; you "
    "will hear of the answer here."
)
CLAIM_DECLINED = "All right, it is not accepted. {organisation} will be told."
CLAIM_ANSWERED_NO = "{organisation} did not accept the invitation for claim {other}."
CLAIM_ANSWERED_YES = (
    "{organisation} joins claim {other} and takes on {amounts}; the number is {code}."
)

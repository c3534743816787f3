"""My reports."""

NO_TICKETS = (
    "You have not reported anything yet. Tap “Report a need”, or write in Chinese where it is, "
    "what "
    "is needed and how much."
)
TICKETS = "You have {count} reports. Tap one to see its progress."
TICKETS_RECENT = (
    "You have {count} reports; these are the latest {shown}. Tap one to see its progress; for an "
    "earlier one write “工单” and its number."
)
TICKET_LINE = "{number} · {status} · {title}"
NO_SUCH_TICKET = (
    "No ticket {number} of yours was found. Please check the number, or see “My reports”."
)
TICKET_NEXT = {
    "submitted": "Waiting for staff to begin the review.",
    "in_review": "Staff are reviewing it.",
    "returned": "The review goes on when you have completed it.",
    "accepted": "Accepted; organisations that can help are looked for next.",
    "published": "Published; waiting for an organisation to claim it.",
    "partly_claimed": "An organisation has claimed part of it.",
    "claimed": "An organisation has claimed it and will carry it out.",
    "in_progress": "Being carried out.",
    "delivered": "Delivered; waiting to be closed.",
    "closed": "Closed.",
    "rejected": "This report was not accepted. If things change, you can report again.",
    "merged": "Joined with another report of the same need.",
    "withdrawn": "Withdrawn by you.",
}
REASON = "Remark: {reason}"
FIELDS_ASKED = "To complete: {labels}"
SUBMITTED_NEED = "This report says:"
WITHDRAW_WHICH = "Which one? Tap one, or write “撤回” and its number, such as “撤回{number}”."
WITHDRAW_SURE = (
    "Withdraw ticket {number}? It will not be reviewed any more, and this cannot be undone."
)
WITHDRAWN = "Ticket {number} is withdrawn."
NOT_WITHDRAWABLE = (
    "Ticket {number} is “{status}” and cannot be withdrawn. If things changed, please tell staff."
)
NOTHING_RETURNED = "No ticket needs anything from you now."
NOT_RETURNED = "Ticket {number} is “{status}” and needs nothing from you."

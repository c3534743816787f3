"""Work on a claim: agreement, milestones, progress, delivery, and how it was."""

AGREEMENT_STATES = {
    "drafted": "being drafted",
    "sent": "waits for your answer",
    "agreed": "agreed by you",
    "in_force": "in force",
    "fulfilled": "fulfilled",
    "ended": "ended",
    "superseded": "replaced by a new version",
}
MILESTONE_STATES = {"planned": "to do", "reached": "done", "dropped": "dropped"}
SEE_WORK = "See the work"
SEE_AGREEMENT = "See the agreement"
AGREE = "I agree"
ASK_FOR_CHANGES = "Ask for changes"
REPORT_PROGRESS = "Report progress"
SEE_PLAN = "See milestones"
ALL_DELIVERED = "All delivered"
MILESTONE_DONE = "Milestone done"
MILESTONE_ORDINAL_DONE = "Milestone {ordinal} done"
SCORE = "{score} of 5"

AGREEMENT_SENT = (
    "The agreement {code} on claim {claim} (need {number}, {title}) is ready for you to read. "
    "If you agree, staff put it in force; to change something, choose “Ask for changes”."
)
AGREEMENT_IN_FORCE = (
    "The agreement on claim {claim} (need {number}, {title}) is in force; the work can begin. "
    "To report progress choose “Report progress”, or write “progress {claim}: sent off” and then "
    "send photos. When everything is there, choose “All delivered”."
)
AGREEMENT_ENDED = "The agreement {code} on claim {claim} was ended. Reason: {reason}"
WORK_CLOSED = (
    "Whoever reported need {number} ({title}) has confirmed the delivery; claim {claim} is closed. "
    "Thank you. How was it? 5 is best."
)
WORK_REOPENED = (
    "Whoever reported need {number} ({title}) says that not all is solved; claim {claim} is under "
    "way again. Please find out, report progress, and choose “All delivered” when it is done."
)
MILESTONE_NEAR = (
    "Milestone “{what}” of claim {claim} is planned for {due}. Tell me when it is done; "
    "if there are difficulties, report them."
)
MILESTONE_LATE = (
    "Milestone “{what}” of claim {claim} was planned for {due}, {days} days ago. If it is done, "
    "choose “Milestone done”; if not, please report how it stands. Staff see this too."
)
MILESTONE_LATE_STAFF = (
    "Milestone “{what}” of claim {claim} ({name}) was planned for {due}; {days} days late, "
    "not reported as done."
)

WORK_BEGUN_OWNER = (
    "Ticket {number} ({title}): the agreement with {name} is in force and the work begins. "
    "You will hear of progress here, and be asked to confirm the delivery."
)
PROGRESS_OWNER = "Ticket {number}: {name} reports: {text}"
PART_DELIVERED_OWNER = (
    "Ticket {number} ({title}): {name} says their part is delivered. Other parts are still under "
    "way; you will be asked to confirm when all is there."
)

WORK_NONE = "Your organisation has no confirmed claim now."
WORK_NOT_YOURS = (
    "Your organisation has no claim C{claim}. Please check the number; "
    "write “my work” to see yours."
)
WORK_LIST = "Confirmed claims of your organisation:"
WORK_LINE = "{claim}: need {number} {title} ({state})"
WORK_HEAD = "Claim {claim}: need {number} ({title}), {state}."
WORK_AGREEMENT = "Agreement {code}: {state}."
WORK_NO_AGREEMENT = "There is no agreement yet. Staff will send it to you when it is drafted."
WORK_REPORTS = "Progress was reported {count} times."
PLAN_HEAD = "Milestones of claim {claim}:"
PLAN_LINE = "{ordinal}. {due} {what} ({state})"
PLAN_LATE = ", {days} days late"
PLAN_EMPTY = "Claim {claim} has no milestones yet."
PLAN_HOW = "To add one, write: milestone {claim} 2026-12-20 coats at the school."
PLAN_ADDED = "Noted: {due} {what}."
PLAN_NO_DAY = "I saw no day in it. Please write: milestone {claim} 2026-12-20 coats at the school."
PLAN_REACHED = "Noted: milestone “{what}” is done."
PLAN_REACHED_LATE = "Noted: milestone “{what}” is done, {days} days after the plan."

AGREEMENT_TEXT = (
    "Agreement {code} ({state})\nClaimant: {claimant}\nUnified credit code: {credit_code}\n"
    "Need: {need}\n"
)
AGREEMENT_PLACE = "Place: {place}\n"
AGREEMENT_PEOPLE = "For: {people}\n"
AGREEMENT_MONEY = "Amount: {money} (in capitals: {capitals})\n"
AGREEMENT_GOODS = "Goods: {goods}\n"
AGREEMENT_DATES = "From {starts} to {ends}"
AGREEMENT_EXTRA = "\nFurther terms: {extra}"
AGREEMENT_PLAN = "\nMilestones: {plan}"
AGREED_NOW = "You have agreed to {code}. You will hear when staff have put it in force."
OBJECTION_NOW = "Please write what should change and how; staff will send it again. Or “cancel”."
OBJECTED_NOW = "Passed to staff. {code} will be sent to you again when it is changed."

PROGRESS_NOW = "Please write how claim {claim} is going, or send photos. Or “cancel”."
PROGRESS_KEPT = "Noted; whoever reported the need will see it. You may send photos now."
PROGRESS_PHOTOS = (
    "{count} files kept with the progress of claim {claim}; places and the like were removed from "
    "photos. You may send more."
)
PROGRESS_PHOTO_ONLY = "Photos"
DELIVERED_NOW = (
    "Noted: claim {claim} is delivered. You will hear here when the delivery is confirmed."
)
EVALUATED_NOW = (
    "Thank you, noted: {score} of 5. To add words write: rate {claim} {score} your words."
)
EVALUATED_WORDS = "Thank you, your words on claim {claim} are noted: {score} of 5."
EVALUATED_TICKET = "Thank you, noted: ticket {number}, {score} of 5."
EVALUATE_NONE = "Ticket {number} has no delivered claim, so there is nothing to rate."
SCORE_THE_HELP = "How do you rate this help? 5 is best."
NOT_REPORTED = "All right, nothing was noted."

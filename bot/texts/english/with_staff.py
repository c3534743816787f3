"""A talk with staff."""

CALL_STAFF = "Talk to staff"
BACK_TO_BOT = "Back to the bot"
LEAVE_QUESTION = "Leave a question"
STAFF_OFFER = (
    "If you would like a member of staff to answer, tap “Talk to staff”. Or tell me a little more, "
    "and I will see what I can do."
)
STAFF_CALLED = (
    "Staff have been asked to answer here, number {number}. I do not know whether anyone is at "
    "their desk now; it may be the next working day.\n"
    "From now on I keep silent. Please write what it is about; text, photos and files all arrive. "
    "If you would rather not wait, tap “Back to the bot” or type “back to the bot”."
)
STAFF_MAY_READ = (
    "Staff see what you send from here on and the last few lines before it; phone and identity "
    "numbers are masked first."
)
STAFF_REPORT_KEPT = "The report you have not finished is kept and goes on afterwards."
STAFF_GOT_IT = "Passed on to staff. They see all you send from now on; I will not interrupt."
STAFF_AWAITED = (
    "Staff have been called (number {number}) and see all you send; nobody has taken over yet. "
    "To use the bot again, tap “Back to the bot” or type “back to the bot”."
)
STAFF_ANSWERING = (
    "A member of staff is answering here (number {number}); just write. "
    "To use the bot again, tap “Back to the bot” or type “back to the bot”."
)
BACK_TO_AUTO = (
    "You are back with the bot; staff can still see what you sent. Send “human” whenever you need."
)
STAFF_TALK_OVER = "That talk with staff is over; the bot answers now. Send “human” if you need."
NO_STAFF_TALK = "The bot is answering now. To talk to staff, send “human”."
STAFF_LEAVE_WHAT = (
    "You are back with the bot. Please write the question; what the policy texts do not answer "
    "can be passed on to staff."
)
STAFF_QUESTION_LEFT = (
    "What you wrote was left with staff as question {number}. Their answer will come here. "
    "You are back with the bot."
)
STAFF_SIGNED = "Staff: {text}"
STAFF_JOINED = "A member of staff has taken over. Please tell them what it is about."
STAFF_LATE = (
    "Nobody on the staff has taken over yet; we are sorry for the wait. You may go on waiting, "
    "or tap “Leave a question” so that what you wrote is answered here later, "
    "or go back to the bot."
)
STAFF_HANDED_BACK = "Staff have handed the chat back to the bot. Send “human” if you need them."
STAFF_CLOSED = "Staff have ended this talk; the bot answers again. Send “human” if you need them."
STAFF_LOCATION = "[location] latitude {latitude:.5f}, longitude {longitude:.5f}"
REVIEWS_DUE = "Tickets that wait for a decision: {count}"
REVIEW_DUE = "· {number} {title}: due {month}/{day}"
REVIEW_LATE = "· {number} {title}: was due {month}/{day}"
REVIEWS_MORE = "· and {count} more"
REVIEWS_WHERE = (
    "Please see to them at the desk (filter 审核时限). Reporters wait for the outcome; "
    "time does not count while a ticket is returned."
)

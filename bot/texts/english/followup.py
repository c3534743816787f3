"""After a submission: questions of staff, delivery, how it was, and what is still not solved."""

ANSWER_STAFF = "Answer"
SEND_TO_STAFF = "Send to staff"
NOT_THE_ANSWER = "Not the answer"
ONE_MORE_SENTENCE = "Add a sentence"
FEEDBACK = {
    "received": "Received",
    "partly": "Partly received",
    "missing": "Not received",
    "pleased": "Satisfied",
    "soso": "So-so",
    "unhappy": "Not satisfied",
    "unsolved": "Still not solved",
}
STAFF_ASKS = (
    "About ticket {number} ({title}) staff would like to know:\n{question}\n"
    "Tap “Answer” and write, or send “回答{number}” and your words. The ticket goes on meanwhile."
)
ANSWER_NOW = (
    "Ticket {number}, staff ask: {question}\n"
    "Please write it; a photo will do too. To leave it for now, say “cancel”."
)
ANSWER_TAKEN = "Given to staff; it stands in ticket {number}."
STILL_ASKED = "There is one more question: {question}"
ANSWERED_BEFORE = (
    "That question of ticket {number} is answered already. To add to it, send “human”."
)
NO_STAFF_QUESTION = "No question of staff is waiting for your answer."
IS_IT_THE_ANSWER = (
    "Staff are waiting for your answer about ticket {number}: {question}\n"
    "Shall I send them what you wrote?"
)
NOT_TOLD = "All right, not now. You can open the ticket from “My reports” whenever you like."
YOU_SAID = "You said: {said}"
ASKED_ROW = "Staff asked: {question}"
ANSWERED_ROW = "You answered: {answer}"
DELIVERED = "Ticket {number} ({title}) was marked as delivered. Please see whether it has arrived."
HOW_WAS_IT = (
    "Thank you, ticket {number} is noted as received. A photo or two would help, but need not be.\n"
    "How was it? One tap closes the ticket."
)
CLOSED_BY_MARK = (
    "Noted; ticket {number} is closed. If it turns out not to be solved, tap “Still not solved”."
)
MARKED = "Noted for ticket {number}."
REMARK_NOW = "Please write it; I will add it to ticket {number} for staff."
EXPLAINED = "Added to ticket {number}; staff can see it."
NOTHING_MORE = "All right."
PHOTO_TAKEN = "The photo is kept with ticket {number}. You may send more."
REOPENED = (
    "Ticket {number} is noted as “{said}” and under way again; staff will see it.\n"
    "Please write what is missing and how much, or leave it at that."
)
WHICH_DELIVERED = "Which one is “{said}” about?"
NOTHING_DELIVERED = "There is no ticket this can be said of now. To explain, send “human”."
SAID_BEFORE = "Ticket {number} is now “{status}”; that button is old and changed nothing."
TOO_LATE_TO_SAY = (
    "Ticket {number} was closed more than 90 days ago and cannot be reopened. If there is still a "
    "need, please report it anew, or send “human”."
)
CLOSED = "Ticket {number} ({title}) is closed. If it is not solved, say so within 90 days."

"""Whether one may apply for a programme and for how much. Rules are quoted in Chinese."""

MENU_ELIGIBILITY = "Am I eligible?"
TRY_ELIGIBILITY = "Check eligibility"
ELIGIBILITY_UNKNOWN = "I do not know"
ELIGIBILITY_CHANGE = "Change answers"
ELIGIBILITY_SAVE = "Save the result"
ELIGIBILITY_OTHER = "Another one"
ELIGIBILITY_STOP = "Stop checking"
ELIGIBILITY_GO_ON = "Go on checking"
ELIGIBILITY_YES = "Yes"
ELIGIBILITY_NO = "No"

ELIGIBILITY_NONE = "There is nothing to check now. You can ask about policy, or talk to staff."
ELIGIBILITY_WHICH = (
    "Which one is it? Tap a button or write its name. A few questions follow; stop when you like."
)
ELIGIBILITY_WHICH_AGAIN = "Which one is it?"
ELIGIBILITY_NO_SUCH = "I do not know that one. Please tap a button, or write its name: {title}."
ELIGIBILITY_BEGUN = (
    "Checking: {title}.\nOne question at a time, those that decide first; skip what you do not "
    "know. The result is a first reading of the rules known, and no decision of an authority."
)
ELIGIBILITY_NOTED = "Noted and not asked again: {facts}. To correct it, say “Change answers”."
ELIGIBILITY_OF_ORGANISATION = (
    "Filled in from your organisation “{name}”: {facts}. To correct it, say “Change answers”."
)
ELIGIBILITY_FACT = "{label}: {value}"
ELIGIBILITY_ALSO = "Noted: {facts}."
ELIGIBILITY_CHANGED = "{label} is now: {value}."
ELIGIBILITY_HELD = "At present: {value}."
ELIGIBILITY_NO_ANSWERS = "There is no answer to change yet."
ELIGIBILITY_WHICH_ANSWER = "Which answer do you want to change?"
ELIGIBILITY_WHICH_ANSWER_MISREAD = "I do not know which one. Please tap a button."
ELIGIBILITY_STOPPED = (
    "All right, no more questions; your answers are kept. Say “Am I eligible?” to go on."
)
ELIGIBILITY_FIRST = "This is the first question already."
ELIGIBILITY_ANSWERED_KEPT = "Your answers are kept; let us go on."
ELIGIBILITY_MISREAD = {
    "choice": "Please tap one of the buttons, or write what is on it; else say “I do not know”.",
    "yes_no": "Please answer “Yes” or “No”; else say “I do not know”.",
    "yuan": "Please write an amount with its unit, such as 80万元; else say “I do not know”.",
    "number": "Please write a number, such as 2{unit}; else say “I do not know”.",
    "place": "Please write the place in Chinese from the province down, such as 云南省普洱市.",
    "text": "Please write a few words; else say “I do not know”.",
}
ELIGIBILITY_TOO_MUCH = "That amount is too large. Please check it and write it again."
ELIGIBILITY_YES_NO = {True: "yes", False: "no"}
ELIGIBILITY_COUNT = "{number} {unit}"
ELIGIBILITY_MONTHS = "{number} months"
ELIGIBILITY_GONE = "The rules of this one are gone. Please choose another."
ELIGIBILITY_NO_FILES = "No files are needed here. Please answer above, or say “Stop checking”."

VERDICT_HEAD = "{title}\nVerdict: {outcome} (rules known on {day})."
VERDICT_OUTCOMES = {
    "eligible": "it seems you may apply; the original texts are still to be checked",
    "ineligible": "by what is known you may not apply yet; the original texts are to be checked",
    "unknown": "too little is known to tell",
}
VERDICT_ENDED_LABEL = "no longer in force"
VERDICT_ENDED = "These rules stood until {day}; no text that continues them was found."
VERDICT_REFUSED = "Not met: {rules}."
VERDICT_OPEN = "Not certain yet: {rules}."
VERDICT_MAXIMUM = "{label}: {amount}."
VERDICT_OWN = "{label}: {amount} ({share})."
VERDICT_SHORT = "You spoke of own funds of {own}: {short} are missing."
VERDICT_MISSING = (
    "Missing: {facts}. With it the verdict may change; say “Change answers” to add it."
)
JUDGEMENT_MISSING = (
    "Missing: {facts}. With it the verdict may change; tap “Change” below to add it."
)
VERDICT_NO_AMOUNT = "The rules known give no amount."
VERDICT_YOURS = "Your answers: {facts}."
VERDICT_UNKNOWN = "not known"
VERDICT_NO_PROMISE = (
    "This is a first reading, no approval and no promise; what counts is the text in force and "
    "the review by the authority."
)
VERDICT_STEPS = "Rule by rule:"
VERDICT_REQUIREMENT = "{mark}{text}"
VERDICT_MARKS = {True: "[met] ", False: "[not met] ", None: "[open] "}
VERDICT_LIMIT = "[limit] {text}"
VERDICT_LIMIT_AMOUNT = "  By this rule, {label}: {amount}."
VERDICT_ANSWER = "  {facts}."
VERDICT_NOTE = "  {note}"
VERDICT_NOT_ASKED = "[not asked any more] {rules}."
VERDICT_CONFLICT = "[sources differ] {text} Both are given, none is preferred:"
VERDICT_SIDE = "  · {value}: “{quote}”"
VERDICT_SOURCES = "Sources:"
VERDICT_QUOTE = "“{quote}”"
VERDICT_SOURCE = "——{title} ({tier})"
VERDICT_PROCEDURE = "The procedure:"
VERDICT_STEP = "□ {place}. {text}"
VERDICT_WHO = "  Who: {who}"
VERDICT_WHEN = "  When: {when}"
VERDICT_PREPARE = "To prepare:"
VERDICT_ITEM = "□ {item}"
VERDICT_ADVICE = "Please note:"
VERDICT_POINT = "· {text}"

RESULT_SAVED = (
    "Saved. The link:\n{link}\nWhoever has it can see the result; it holds no names and no "
    "contacts, and can be printed or kept as a PDF. To remove it, say “Delete saved results”."
)
RESULT_NOTHING = "There is no result to save yet. Say “Am I eligible?” first."
RESULTS_NONE = "You have not saved any result."
RESULTS_FORGET_SURE = "Delete the {count} results you saved? Their links end for good."
RESULTS_FORGET_YES = "Delete them"
RESULTS_FORGET_NO = "Keep them"
RESULTS_FORGOTTEN = "{count} results were deleted; their links do not open any more."
RESULTS_KEPT = "All right, what you saved is kept."
RESULTS_FULL = "You saved {count} results and cannot save more. Say “Delete saved results” first."

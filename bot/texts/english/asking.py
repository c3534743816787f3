"""Questions around a flow."""

CANCEL_SURE = "Cancel this report? What you filled in will not be submitted."
CANCEL_RETURN_SURE = (
    "Leave the supplement for now? Ticket {number} stays “To be completed”; you can go on from "
    "“My reports” later."
)
RESTART_SURE = "Start over? What you filled in will be cleared."
WHICH_FIELD = "Which one do you want to change?"
WHICH_ONE = (
    "There is more than one possibility for: {label}. Which is it? If none, please write it more "
    "fully."
)
CHANGE_TO = "Change “{label}” to “{value}”?"
IS_IT = "{label}: is it “{value}”?"
THIS_ONE = "Yes"
NOT_THIS_ONE = "No"
CHANGE_YES = "Change it"
PRESENTLY = "Now: {value}"
RETURNED_BECAUSE = "Staff wrote: {reason}"
RECOGNISED = "This is what I read in your words. To correct something, tap “Change” at the end. "
RECOGNISED_FEW = "Still missing: {labels}."
RECOGNISED_MANY = "{count} more to ask, one at a time; most can be skipped."
NOTED = "Noted: {values}."
NOT_A_CHANGE = (
    "That changed nothing. To change something, tap “Change”; if all is right, tap “Submit”."
)
NO_SUCH_FIELD = "I do not know which one you mean. Please choose below."
PICK_ONE = "Please choose one of the options below."
FILE_WANTED = (
    "This step takes pictures or files. If there is none, tap “Skip”; when all are sent, “Done”."
)

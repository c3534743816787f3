"""The engine's remarks on a step taken."""

CHANGED = "{label} is now: {value}."
EMPTIED = "{label} is empty now; please send again what is needed."
GAP_ABOVE_BUDGET = "What is missing ({gap}) is more than the budget ({budget}). Please check."
ONLY_THESE = "Only these need to be completed now: {labels}. The rest is already under review."
ATTACHED = "The file is kept with this report ({count} in all)."
ATTACHED_ASKED = "The file is kept ({count} in all)."
MORE_FILES = "You can send more pictures or files; when all are sent, tap “Done”."
NO_STEP_BEFORE = "This is the first question; there is none before it."
NO_STEP_BEFORE_CARD = "No question was asked before. To change something, tap “Change”."
NOTHING_TO_SKIP = (
    "This step is for checking; there is nothing to skip. If all is right, tap “Submit”."
)
GOING_ON = "All right, we go on."
STILL_OPEN = "Before you submit, still missing: {labels}."
STILL_OPEN_MANY = "Before you submit, {count} more to ask; most can be skipped."

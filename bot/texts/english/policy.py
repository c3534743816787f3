"""Policy questions. Answers quote Chinese texts and stay in Chinese."""

DECLINED_OFFER = "If you like, I can pass this question on to staff."
BACK_TO_QUESTION = "Back to what you were filling in.\n"
HANDED_ON = "Passed on to staff as number {number}. Their reply will come here."
NOTHING_TO_HAND_ON = "There is no question to pass on. Please write what you want to ask."
HAND_ON_STALE = (
    "This question was passed on already, or the button is out of date. If needed, please ask "
    "again."
)
UNSERVED = {
    "search_needs": (
        "Needs cannot be searched here yet. Your words were passed on to staff as number {number}; "
        "their reply will come here."
    ),
    "claim": (
        "Thank you for wanting to help. Your words were passed on to staff as number {number}; "
        "their reply will come here. You can also look for published needs, and send “claim” and "
        "the number of one."
    ),
    "upset": (
        "We are sorry for the trouble. Your words were passed on to staff as number {number}; "
        "their reply will come here. To talk to staff directly, send “human”."
    ),
}

FOUND_USEFUL = "Good, thank you for telling me."
FOUND_USELESS = (
    "Thank you for telling me. The question and the answer are noted for staff. If you want a "
    "reply "
    "from them, tap “Pass on to staff”."
)
RATED_ALREADY = "It is noted already, thank you."
RATING_STALE = (
    "That button is out of date. If the answer was not clear, please ask the question again."
)
NOTHING_TO_RATE = "There is no answer to rate now. Please write what you want to ask."

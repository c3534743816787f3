"""Choosing the language of the interface."""

WHICH_LANGUAGE = (
    "Which language for the interface? Needs and questions are written in Chinese in any case."
)
LANGUAGE_CHOSEN = "All right, {name} from now on. Answers about policy quote Chinese texts."

"""The few refusals of the domain, each with a sentence that says what to do next."""


class Refusal(Exception):
    """A rule said no. ``code`` names the rule, the message is Chinese and helps the person on."""

    code = "refused"

    def __init__(self, message: str, misuse: tuple[str, str] | None = None) -> None:
        """Keep the sentence shown to the person. What may be ``misuse`` (the rule, and what it was
        about) is kept for staff by who says the sentence."""
        super().__init__(message)
        self.message = message
        self.misuse = misuse


class NotFound(Refusal):
    """What was asked for does not exist, or is not this person's to see."""

    code = "not_found"


class NotAllowed(Refusal):
    """This person may not do this (wrong role, own ticket, conflict of interest)."""

    code = "not_allowed"


class WrongMove(Refusal):
    """A state machine does not allow this move from the present state."""

    code = "wrong_move"


class Invalid(Refusal):
    """A value cannot be accepted; ``field`` names it."""

    code = "invalid"

    def __init__(self, field: str, message: str) -> None:
        """Keep the field beside the sentence."""
        super().__init__(message)
        self.field = field


class Outdated(Refusal):
    """Somebody else changed the same thing first; reload and decide again."""

    code = "outdated"

"""The words of ``bot.texts.simplified.charts`` in English."""

FLOW_NAMES = {
    "report": "Reporting a need",
    "consent": "Consent",
    "sheet": "Many reports: the sheet",
    "rows": "Many reports: checking",
    "organisation": "Registering an organisation",
    "offer": "Registering an offer",
    "application": "Applying for a programme",
}
FLOW_TITLE = "{name} ({code}, version {version})"
STEP_TITLES = {"consent": "Consent", "file": "The filled sheet", "rows": "Row by row"}
MARK_SKIP = "optional"
TICKET_CHART = "The states of a ticket"
FLOW_ENDS = "End"
MARK_CHOICES = "{count} choices"
MARK_FILE = "file"
FLOW_NOTE = (
    "At every step one can go back, save for later, cancel, start over, change an answer given, or "
    "ask a policy question and return. What one sentence tells is not asked again; a return asks "
    "only for the fields returned."
)
FLOW_NOTE_SHORT = "At every step one can cancel, start over, or ask a policy question and return."
OVERLAP_TITLE = "Compared, when others are alike"
OVERLAP_WAYS = "Join, add, or on its own"

"""The words of ``bot.texts.simplified.applying`` in English."""

from api.domain.application_event import Standing as _Standing

MENU_APPLY = "Apply for funding"
MEND_APPLICATION = "Mend {code}"
SEE_APPLICATION = "See {code}"
WITHDRAW_APPLICATION = "Withdraw the application"

APPLY_PAGE = "In the browser of the web chat you can also open {link}."
APPLYING = (
    "Applying in the name of “{name}” takes about five minutes. Before you submit, it is checked "
    "against the rules of the programme, with the words they rest on. You can do other things "
    "meanwhile, or say “save for later”."
)
APPLYING_BEGUN = (
    "An application takes about five minutes. Before you submit, it is checked against the rules "
    "of the programme, with the words they rest on. You can do other things meanwhile, or say "
    "“save for later”."
)
APPLY_NO_ORGANISATION = (
    "Applications are made in the name of an organisation, and you act for none yet. Please "
    "register it, or ask its owner for an invitation if it is registered."
)
APPLY_NOTHING_OPEN = "There is no programme to apply for now. Ask about policy, or say 转人工."
APPLICATION_SUBMITTED = (
    "Submitted with the number {code}; it is now at “{stage}”. You are told here how it goes on "
    "and what needs work; send “my applications” at any time."
)
APPLICATION_MENDED = "What you mended in {code} is submitted; it goes on at “{stage}”."
APPLICATION_MENDING = "Mending application {code} “{title}”. Staff wrote: {note}"
APPLICATION_NOT_RETURNED = "Application {code} is “{standing}”: nothing needs mending."
MENDING_LEFT = "Not now. {code} still waits for your organisation; send “my applications” later."
APPLICATION_WITHDRAW_WHY = (
    "Why is application {code} “{title}” withdrawn? Tap a reason to withdraw it, or write "
    "撤回 {code}：原因."
)
WITHDRAW_REASONS = {
    "budget": "The budget changed",
    "plan": "The plan changed",
    "mistake": "Applied by mistake",
}
APPLICATION_TAKEN_BACK = "Application {code} is withdrawn. You can apply again at any time."

BUDGET_LINE = "{name} {amount}"
BUDGET_LINE_ASKED = "{name} {amount} ({asked} asked for)"
BUDGET_TOTAL = "{amount} in all, {asked} asked for: "
BUDGET_READ = "{count} line(s) noted. {lines}"
BUDGET_TOO_LONG = "At most {limit} lines. Please put the small ones together."
BUDGET_NOTHING_ASKED = (
    "It is not said how much is asked for. Please write it behind the line: 设备 12万，申请 8万."
)
BUDGET_TOO_FINE = "Amounts have two decimals at most."
BUDGET_NO_TABLE = (
    "No budget was found in the sheet. It takes the columns 用途, 金额 and 申请资助, one line a "
    "row; or simply type: 设备 12万，申请 8万."
)
BUDGET_ROW_MISREAD = (
    "The amount of row {row}, “{name}”, was not understood. Please correct the sheet and send it "
    "again; what you wrote before is unchanged."
)
BUDGET_ZERO = "The amount of “{name}” must be more than nothing. An estimate will do."
TITLE_TOO_LONG = "Please write the title, at most {limit} characters."
FACT_MISREAD = "That was not understood. Please tap an option, or skip it if you are not sure."

APPLICATION_STANDINGS = {
    _Standing.STAFF: "with staff",
    _Standing.APPLICANT: "to be mended",
    _Standing.COMPLETED: "concluded",
    _Standing.REJECTED: "ended",
    _Standing.WITHDRAWN: "withdrawn",
}
APPLICATION_HEAD = "{code} {title} ({organisation})"
APPLICATION_WAITS = {
    _Standing.STAFF: "At “{stage}” (step {place} of {stages}) since {day}; staff work on it.",
    _Standing.APPLICANT: (
        "At “{stage}” (step {place} of {stages}) since {day}; your organisation is to mend it."
    ),
    _Standing.COMPLETED: "Concluded on {day}.",
    _Standing.REJECTED: "Did not pass “{stage}” on {day}.",
    _Standing.WITHDRAWN: "Withdrawn on {day}.",
}
APPLICATION_MONEY = (
    "Carried out in {place}; {total} in all, {requested} asked for, {own} of one's own."
)
APPLICATION_SAID = "Staff wrote: {note}"
APPLICATION_AGREED = "Agreed: {amount}."
APPLICATION_AUDITED = "Audited: {amount}."
APPLICATION_PAID = "Paid: {amount}."
APPLICATION_GRADE = "Grade at the end: {grade}."
APPLICATION_GRADES = {"excellent": "excellent", "good": "satisfactory", "poor": "unsatisfactory"}
DRAFT_OF_APPLICATION = "Application: {programme}"
DRAFT_OF_MENDING = "What is mended in S{number}"

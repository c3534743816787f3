"""Applications (申报): what the members of an organisation are told and can look up."""

from api.domain.application_event import Standing as _Standing

MENU_APPLICATIONS = "My applications"
NO_APPLICATIONS = (
    "There is no application of an organisation you act for. Once the organisation is registered, "
    "send “apply for funding”; staff can also enter one for you."
)
APPLICATIONS = "Your organisation has {count} application(s), the newest first:"
APPLICATION_LINES = {
    _Standing.STAFF: "{code} {title} ({organisation}): at “{stage}” since {day}",
    _Standing.APPLICANT: "{code} {title} ({organisation}): “{stage}” needs work: {note}",
    _Standing.COMPLETED: "{code} {title} ({organisation}): concluded on {day}",
    _Standing.REJECTED: "{code} {title} ({organisation}): did not pass “{stage}”: {note}",
    _Standing.WITHDRAWN: "{code} {title} ({organisation}): withdrawn on {day}",
}

APPLICATION_ENTERED = (
    "Staff entered application {code} “{title}” of your organisation. It is now at “{next_stage}”."
)
APPLICATION_PASSED = (
    "Application {code} “{title}” has passed “{stage}” and is now at “{next_stage}”."
)
APPLICATION_COMPLETED = (
    "Application {code} “{title}” has passed “{stage}”; the project is concluded."
)
APPLICATION_RETURNED = (
    "Application {code} “{title}” needs work at “{stage}”: {note}\n"
    "Tap “Mend {code}” to change it. Once that is submitted the application goes on; there is no "
    "need to apply again."
)
APPLICATION_REJECTED = (
    "Application {code} “{title}” did not pass “{stage}”: {note}\n"
    "With questions say 转人工 and give the number {code}."
)
APPLICATION_BY_COLLEAGUE = (
    "A colleague submitted application {code} “{title}”. It is now at “{next_stage}”."
)
APPLICATION_MENDED_BY_COLLEAGUE = (
    "A colleague mended application {code} “{title}”. It goes on at “{next_stage}”."
)
APPLICATION_WITHDRAWN_BY_COLLEAGUE = "A colleague withdrew application {code} “{title}”: {note}"

APPLICATIONS_DUE = "Applications: {count} thing(s) to see to"
APPLICATION_DUE = "· {code} {title}: “{what}” is due {month}/{day}"
APPLICATION_LATE = "· {code} {title}: “{what}” was due {month}/{day}"
APPLICATION_SLIPPED = "· {code} {title}: milestone “{what}”, planned for {month}/{day}, is not done"
APPLICATIONS_MORE = "· and {count} more"
APPLICATIONS_WHERE = (
    "Please see to them at the desk under 申报. What is incomplete can be returned; time does not "
    "count meanwhile."
)
PROJECT_MILESTONE_NEAR = (
    "The milestone “{what}” of application {code} “{title}” is planned for {month}/{day}.\n"
    "Once it is done, please send evidence such as a receipt or photographs to staff (say 转人工) "
    "with the number {code}."
)
PROJECT_MILESTONE_LATE = (
    "The milestone “{what}” of application {code} “{title}” was planned for {month}/{day}; no "
    "evidence of it has come yet.\n"
    "Please tell staff how it stands or why it is delayed (say 转人工) with the number {code}."
)

PROJECT_STEP_OPEN = "Milestone “{what}”: planned for {due}"
PROJECT_STEP_LATE = "Milestone “{what}”: planned for {due}, {days} day(s) late"
PROJECT_STEP_DONE = "Milestone “{what}”: done in time on {done}"
PROJECT_STEP_DONE_LATE = "Milestone “{what}”: done on {done}, {days} day(s) after the plan"

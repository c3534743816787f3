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

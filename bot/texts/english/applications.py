"""What the members of an organisation are told of its applications (申报)."""

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
    "Please send what is asked for to staff (say 转人工) with the number {code}. Once it is "
    "entered the application goes on; there is no need to apply again."
)
APPLICATION_REJECTED = (
    "Application {code} “{title}” did not pass “{stage}”: {note}\n"
    "With questions say 转人工 and give the number {code}."
)

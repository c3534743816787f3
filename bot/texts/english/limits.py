"""Said kindly to somebody who sends too much at once."""

TOO_FAST = (
    "That is a little fast for me. Please pause and go on after {time}. Your last message is not "
    "dealt with yet: text is saved, pictures and files are not; please send it again then. "
    "What you filled in is all there."
)
QUIET = (
    "There are still too many messages, so I stop for a while and answer again after {time}. Text "
    "you send until then is saved but not dealt with; please send what matters again. What you "
    "filled in is all there. If it is urgent, please call the local staff."
)
TOO_MANY = {
    "question": (
        "You asked {count} questions within the hour; you can go on after {time}. "
        "Reporting is not affected."
    ),
    "report": (
        "You submitted {count} reports within a day; you can go on after {time}. This one is kept; "
        "tap the button to submit then. For many reports, send 批量上报 and fill in one sheet."
    ),
}

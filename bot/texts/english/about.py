"""Questions about the service and the form, and small talk, by the topics of ``bot.about``;
and what cannot be done with an input where one stands."""

ABOUT = {
    "what": (
        "Goods and services that a place urgently lacks, after a sudden hardship, or that public "
        "funds do not cover, can all be reported; staff decide whether they fit. Say where, what "
        "and how much."
    ),
    "privacy": (
        "What you write is seen by the staff who review and match this need. Phone, ID and bank "
        "card numbers are hidden before anything is stored; please do not write the names and "
        "addresses of those to be helped."
    ),
    "afterwards": (
        "After you submit, staff review it in their own time; I cannot promise for them. You hear "
        "of it here, and can look at “My reports” at any time."
    ),
    "editable": (
        "Until you submit, everything can be changed. After that you can supplement what staff "
        "return to you, or withdraw it from “My reports” and report anew."
    ),
    "who": (
        "This is an automatic service, not a person. It takes reports of needs and finds the text "
        "of policies. To reach staff, say “human”."
    ),
    "thanks": "You are welcome.",
    "weary": "Thank you for your hard work.",
    "small_talk": (
        "I cannot help with that. Here you can report a local need, or ask about policies on "
        "charity, donation and social assistance."
    ),
}
WHY = "The clearer it is, the easier it is to verify, and to find who can help."
MAY_SKIP = "It may be left out: tap “Skip”. You can still add it before you submit."
ABOUT_CARD = "All questions are asked. Check what is below; if it is right, tap “Submit”."
HOW_FAR = "{count} still to fill in: {labels}. Most can be skipped."
HOW_FAR_MANY = "{count} still to fill in, one at a time. Most can be skipped."
ASK_AWAY = "Please write your question in Chinese, such as “企业给乡村学校捐款能不能税前扣除？”"
NOT_UNDERSTOOD = (
    "I did not understand that. To report a need, write in Chinese where it is and what is needed; "
    "to ask about policy, write the whole question in Chinese."
)
EMPTY = "There was no text in that message. Please type, or tap a button below."
ONLY_SYMBOLS = "I see only symbols. Please say it in words."
TOO_LONG = (
    "That message has {length:,} characters; I can read {limit:,} at once. It is kept; please send "
    "the most important sentences again."
)
FILE_UNASKED = (
    "No report is being filled in, so this file was not kept. To attach it, tap “Report a need” "
    "first."
)
FILE_BEFORE_CONSENT = (
    "This file is not kept yet. Please first choose whether you agree, then send it again."
)
TOO_MANY_FILES = "A report takes at most {limit} files; this one was not kept."
MASKED = (
    "To protect personal data, the phone, ID or bank card number you sent was hidden and not "
    "stored."
)
BUSY = "The message before is still being worked on. Please send this again in a moment."
FAILED = "That did not work. What you sent is stored; please send it again in a moment."
STALE = "That button is out of date. Please see the step below."
STALE_NOTHING_OPEN = "That button is out of date; no report is being filled in now."
STALE_SUBMITTED = "This report was submitted already as ticket {number}; it is not submitted twice."
UNKNOWN_BUTTON = "I do not know that button. Please use the buttons below, or type."

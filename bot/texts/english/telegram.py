"""The sentences only Telegram needs."""

TELEGRAM_PRIVATE_ONLY = (
    "I work in private chats only. Please tap my picture, choose “Send message”, and report a need "
    "or ask about policy there."
)
TELEGRAM_GROUP = (
    "I take no reports in groups and do not read them. Please tap here to chat with me: {link}"
)
TELEGRAM_EDITED = (
    "I see that you edited an earlier message, but what was recorded is what you wrote first. To "
    "change something, please send a new message, for example “人数改成120”."
)
TELEGRAM_NOT_SAVED = (
    "That message could not be saved. Please send it again in a few minutes; all you filled in "
    "before is still there."
)
TELEGRAM_NOT_YOUR_BUTTON = "This button is for somebody else. Please send me a message instead."

TELEGRAM_VOICE = "I cannot listen to voice messages yet. Please type what you want to say."
TELEGRAM_VIDEO = (
    "I cannot take videos yet. Please send photos or documents, or type what the situation is."
)
TELEGRAM_STICKER = "I do not understand stickers. Please type what you want to say."
TELEGRAM_CONTACT = "No contact cards or phone numbers are needed. Please type what you want to say."
TELEGRAM_OTHER_KIND = (
    "I cannot read this kind of message yet. Please type it, or send photos or documents."
)
TELEGRAM_FETCH_FAILED = (
    "This file did not arrive whole. Please send it again; on a poor connection, compress it first."
)
TELEGRAM_TOO_LARGE = (
    "This file is too large; I can take up to {limit} MB. Please compress it, or send a few photos."
)

TELEGRAM_CHOOSE = "Please choose:"
TELEGRAM_ATTACH = "Tap the paper clip beside the input box to send photos or documents."
TELEGRAM_LOCATE = "You can also tap the paper clip beside the input box and send a location."

TELEGRAM_IN_FORCE = {
    "between": "in force from {begins} to {ends}",
    "begins": "in force since {begins}",
    "ends": "in force until {ends}",
}

TELEGRAM_COMMANDS = {
    "report": "Report a need",
    "batch": "Report many needs at once",
    "ask": "Ask about policy",
    "fit": "Are we eligible, and for how much",
    "mine": "My reports",
    "back": "One step back",
    "drafts": "My drafts",
    "cancel": "Give up what is being filled in",
    "post": "My post, handing over",
    "link": "Go on in the web chat",
    "language": "语言 / Language",
    "help": "How to use it",
}

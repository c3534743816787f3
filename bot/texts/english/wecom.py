"""The sentences only WeCom needs."""

WECOM_VOICE = "I cannot listen to voice messages yet. Please type what you want to say."
WECOM_VIDEO = (
    "I cannot take videos yet. Please send photos or documents, or type what the situation is."
)
WECOM_OTHER_KIND = (
    "I cannot read this kind of message yet. Please type it, or send photos or documents."
)
WECOM_FETCH_FAILED = (
    "This file did not arrive whole. Please send it again; on a poor connection, compress it first."
)
WECOM_TOO_LARGE = (
    "This file is too large; I can take up to {limit} MB. Please compress it, or send a few photos."
)
WECOM_PHOTO = "photo.jpg"
WECOM_FILE = "file"

WECOM_CHOOSE = "Please choose"
WECOM_CHOSEN = "Chosen: {label}"
WECOM_USED = "Received"
WECOM_CONFIRM = "OK"
WECOM_ATTACH = "Tap the plus sign beside the input box to send photos or files."
WECOM_ORIGINAL = "Source: {title}"
WECOM_TYPE_INSTEAD = "You can simply reply: {labels}."

WECOM_MENU_REPORT = "Report a need"
WECOM_MENU_ASK = "Ask policy"
WECOM_MENU_MORE = "More"
WECOM_MENU_MINE = "My reports"
WECOM_MENU_BACK = "One step back"
WECOM_MENU_CANCEL = "Give up what is being filled in"
WECOM_MENU_LINK = "Go on in the web chat"
WECOM_MENU_HELP = "How to use it"

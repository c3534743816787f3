"""Start, help, and what cannot be read."""

WELCOME = (
    "Hello, this is Shanhai Bridge (山海桥), the automatic service of East–West aid. You can "
    "report what a place needs, or ask about policies on charity, donation and social "
    "assistance. Tap a button, or type in Chinese, such as “澜沧县木戛乡中心小学需要200套冬衣”."
)
HELP = (
    "How to use it:\n"
    "· Report a need: tap the button, or write in Chinese where it is, what is needed, how much.\n"
    "· Many at once: say so to get a sheet in which many needs are reported.\n"
    "· Ask about policy: write the question in Chinese; answers quote the Chinese text.\n"
    "· Find needs: write “找需求”, or what you look for: “云南5万以内的助学需求”.\n"
    "· Subscribe: write “subscribe 云南 助学” to hear of new needs; “my subscriptions” stops it.\n"
    "· Claim a need: write “claim” and its number; “my claims” shows how they stand.\n"
    "· Am I eligible: a question at a time, to say whether you may apply, for how much, and how.\n"
    "· My reports: see progress, complete or withdraw.\n"
    "· My drafts: say “save” to put a half-filled report aside and go on later.\n"
    "· My organisation: associations, foundations, companies register and are looked after here.\n"
    "· Apply for funding: checked against the rules first; “my applications” shows how it goes.\n"
    "· Staff: send “human” and a member of staff answers here.\n"
    "· Another channel: send “link” to go on in another chat.\n"
    "· Another language: send “语言” or “language”."
)
HELP_IN_FLOW = (
    "While filling in you can say “back”, “skip”, “cancel” or “restart”. To change an answer, tap "
    "“Change” at the end. You may ask about policy in between; then we go on."
)
CHITCHAT = "All right. Tell me whenever you want to report a need or ask about policy."
LATER = "All right. What you filled in is kept; come back whenever you like."
LATER_NOTHING_OPEN = "All right. Come back whenever you need."
TO_SUBMIT = "If everything is right, tap “Submit” or type “submit”."
ONLY_CHINESE = (
    "I can only read Chinese: please write the need or the question in Chinese. The buttons and my "
    "questions are in English."
)

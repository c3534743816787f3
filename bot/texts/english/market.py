"""Looking for published needs."""

MENU_SEARCH = "Find needs"
SEARCH_ASK = (
    "What kind of need are you looking for? Write it in Chinese, in one sentence: "
    "“云南文山5万以内的助学需求”, “急需净水设备的学校”, “给孤寡老人的”. To see all of them, "
    "tap “See all”."
)
SEARCH_ALL = "See all"
SEARCH_FOUND = "{total} needs were found; these are {first} to {last}. "
SEARCH_FOUND_FEW = "{total} found. "
SEARCH_BY = "Filters: {chips}."
SEARCH_HINT = (
    "Tap a number to see more. To change the filters, just write what else you want, for example "
    "“只看云南的”, “便宜点的”, “去掉金额”."
)
SEARCH_LINE = "{number} · {title} · {facts}"
SEARCH_OPEN_SUM = "{sum} missing"
SEARCH_NO_SUM = "no sum stated"
SEARCH_NEAR = "Similar ones:"
SEARCH_MORE = "More"
SEARCH_NO_MORE = "That is all; {total} in total."
SEARCH_NOT_BEGUN = "You are not looking for needs yet. What kind? For example “云南的助学需求”."
SEARCH_NONE = "No need fits all of that. "
SEARCH_RELAX = "Without “{label}” there are {count}."
SEARCH_WIDER = "Taking one filter away does not help. Tap “Start over” and say it another way."
SEARCH_NOTHING_PUBLIC = (
    "No published need is open to claim now. Please look again in some days, or ask about policy."
)
SEARCH_WITHOUT = "Not {label}"
SEARCH_ANEW = "Start over"
SEARCH_SEE = "See {number}"
SEARCH_BACK = "Back to results"
SEARCH_CARD = "Need {number} · {status}"
SEARCH_CLAIMED = "Claimed"
SEARCH_SHARE = "{percent}%"
SEARCH_PEOPLE = "Who is helped"
SEARCH_OPEN = "Still missing"
SEARCH_MONTH = "Reported in"
SEARCH_PAGE = "Its page: {link}"
SEARCH_NOTE = (
    "To protect the people there, only the township is public, not the school, the village or the "
    "contact."
)
SEARCH_UNSEARCHED = "Needs cannot be searched now. Please try again later."

"""Organisations: registering one, what one acts for, members and invitations."""

MENU_ORGANISATIONS = "My organisation"
REGISTER_ORGANISATION = "Register one"
CHANGE_PROFILE = "Change the profile"
SEE_MEMBERS = "See members"
INVITE_MEMBER = "Invite a member"
REVOKE_INVITATIONS = "Void invitations"
REMOVE_MEMBER = "Remove member {ordinal}"
REMOVE_YES = "Yes, remove"
REMOVE_NO = "Do not remove"
MAKE_OWNER = "Make {ordinal} an owner"
LEAVE_ORGANISATION = "Leave it"
LEAVE_YES = "Yes, leave"
LEAVE_NO = "Stay"
JOIN_YES = "Accept"

ROLES = {"owner": "owner", "member": "member"}
ORGANISATION_STATES = {
    "unverified": "waiting to be verified",
    "verified": "verified",
    "refused": "not verified",
    "suspended": "suspended",
}
CARD_TITLES = {
    "organisation": "The organisation",
    "offer": "The offer",
    "application": "The application",
}

REGISTERING = (
    "Registering an organisation takes two or three minutes. Staff verify it; it is public only "
    "after that. You can do other things meanwhile, what you wrote is kept."
)
CODE_READ = "Read from the code: {kind}, registered in {region}."
CODE_HIDDEN = (
    "That number looked like a personal ID number and was hidden. If it was a credit code, one "
    "character is wrong; please check it with the certificate."
)
CODE_WRONG = (
    "This is no unified social credit code: one of its 18 characters is wrong or missing. "
    "Please compare it with the certificate."
)
FOCUS_EXAMPLE = "Please tap an option, or write a field in Chinese, such as 教育、助残."
AREAS_EXAMPLE = "Please write provinces, prefectures or counties in Chinese, or 全国 for all."
AREA_UNKNOWN = "“{area}” was not recognised. Please write the full name, such as 云南省普洱市."
AREA_AMBIGUOUS = "There are several places called “{area}”. Please add the province."
SERVED_TOO_LONG = "At most {limit} characters: what kind of people is enough."
REVIEW_EXAMPLE = "Please tap an option, or write 2025年合格. Skip it if there was none."
RATING_EXAMPLE = "A rating is 1A to 5A, such as 4A，2023年. Skip it if there is none."
CHOSEN_SO_FAR = "Chosen: {value}. Tap more, or one again to take it out; then tap “Done”."
CANCEL_SURE_OF = {
    "organisation": "Stop here? What you wrote now is not kept.",
    "offer": "Stop here? What you wrote now is not kept; offers stay as they are.",
    "application": "Stop here? What you wrote is not kept. To go on later, save it.",
}
CANCELLED_OF = {
    "organisation": "Cancelled; nothing was changed. Send 登记机构 or 我的机构 later.",
    "offer": "Cancelled; nothing was changed. Send “register an offer” later.",
    "application": "Cancelled; nothing was submitted. Send “apply for funding” later.",
}
KEPT_ANYWAY = "What you wrote is kept anyway. Come back with “my organisation”."

REGISTERED = (
    "“{name}” is registered, and you are its owner.\nStaff now check it; you are told here. "
    "You can invite colleagues already: send “invite a member”."
)
PROFILE_CHANGED = "The profile of “{name}” is changed."
CHANGED_AND_WAITS = "The profile of “{name}” is changed; staff verify it, and you are told here."
ORGANISATION_SUSPENDED = "Staff suspended this organisation: {note}. To ask why, send 转人工."

NO_ORGANISATION = (
    "You act for no organisation yet. Associations, foundations and companies can register; staff "
    "verify them.\nIf a colleague has registered it, ask for a code and send 邀请码 and the eight "
    "characters."
)
ORGANISATIONS_HELD = "You act for:"
ORGANISATION_LINE = "· {name} ({role}, {state})"
WHICH_ORGANISATION = "Which organisation?"
NO_REASON = "please ask the staff"
ORGANISATION_STANDS = {
    "unverified": "It waits for staff to verify it; you are told here.",
    "verified": "It is verified.",
    "refused": "It was not verified: {note}. Once you change the profile it is checked again.",
    "suspended": "Staff suspended it: {note}. To ask why, send 转人工.",
}
PUBLIC_PAGE = "Public page: {link}"
MEMBERS = "Members of “{name}”:"
MEMBER_LINE = "· Member {ordinal}: {role}, since {since}{me}"
MEMBER_IS_YOU = " (you)"
MEMBER_CODE = (
    "Please pass this on to the colleague who is to join “{name}”. It holds until {until} and "
    "works once:\n邀请码 {code}\n{links}"
    "Once they accept they are a member. To void it, send 撤回邀请."
)
INVITATIONS_REVOKED = "{count} unused codes are void."
NO_OPEN_INVITATION = "No code is waiting to be used."
REMOVE_SURE = "Remove member {ordinal} from “{name}”? They can no longer act for it."
MEMBER_REMOVED = "Removed."
MEMBER_PROMOTED = "They are an owner now."
LEAVE_SURE = "Leave “{name}”? To come back you need a new code."
ORGANISATION_LEFT = "You have left “{name}”."

JOIN_ASK = (
    "“{name}” invites you to join as {role}. You can then change its profile, and leave at any "
    "time. Accept?"
)
JOINED = "You have joined “{name}”. Send 我的机构 to see its profile and members."
JOIN_DECLINED = "Not accepted. The code is still unused; pass it to whoever is meant."
MEMBER_ALREADY = "You are a member of “{name}” already."

MEMBER_JOINED = "Somebody joined “{name}” with your code. Send 查看成员 to see, or to remove them."
YOU_WERE_REMOVED = "You were removed from “{name}” and can no longer act for it."
YOU_ARE_OWNER = "You are an owner of “{name}” now: you can invite and remove members."

ORGANISATION_VERIFIED = "“{name}” is verified; its public page can be seen now."
ORGANISATION_REFUSED = (
    "“{name}” was not verified: {note}.\nPlease correct it and submit again: send 我的机构."
)
ORGANISATION_PAUSED = (
    "Staff suspended “{name}”: {note}.\nIts profile cannot be changed and is not public. "
    "To ask why, send 转人工."
)
ORGANISATION_RESUMED = "“{name}” is active again; its profile is verified anew."

SEE_SUITING = "Needs that suit"
NEEDS_THAT_SUIT = "Needs that suit “{name}”, the best first:"
NEEDS_FOR_FOCUS = (
    "Needs found for “{what}”, the best first. For a registered organisation the people it serves, "
    "the amounts and its earlier claims count too:"
)
NEED_THAT_SUITS = "\n{number} {title}\n{place}{wanted}\n{why}"
SUITS_YUAN = ", {yuan} still lacking"
SUITS_SOMEWHERE = "place not public"
SUITS_BECAUSE = "For it: {parts}. "
SUITS_BUT = "Against it: {parts}."
SUITS_JOIN = ", "
SUITS_FOR = {
    "category": "the same field",
    "place": "in the area served",
    "people": "the people served",
    "things": "what is needed is near to what is offered",
    "money": "the amount suffices",
    "record": "many claims delivered",
    "load": "few claims open",
    "urgency": "rather urgent",
    "fairness": "the place was seldom helped",
}
SUITS_AGAINST = {
    "category": "not quite the same field",
    "place": "the area served is not stated to be this",
    "people": "these people are not named among those served",
    "things": "what is needed is not very near to what is offered",
    "money": "the amount does not suffice or is not stated",
    "record": "few claims delivered yet",
    "load": "claims still open",
    "urgency": "not urgent",
    "fairness": "the place was helped before",
    "no_category": "another field",
    "no_place": "outside the area served",
}
NOTHING_SUITS = (
    "Of the public needs none suits “{name}” in field and area. Say “Change the profile” to widen "
    "its focus or its areas, and ask again when there are new needs."
)
NOTHING_FOR_FOCUS = (
    "Of the public needs none is for “{what}”. Ask again with another field or place, for instance "
    "“云南哪些助学需求适合我们”."
)
WHAT_WOULD_SUIT = (
    "Please ask again with a field or a place, for instance “云南哪些助学需求适合我们”. Once an "
    "organisation is registered, “哪些需求适合我们” is enough."
)

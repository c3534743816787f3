"""Posts: invitations to them, handing them over, and the end of a term."""

MENU_POSTS = "My post"
ACCEPT_INVITATION = "Accept the post"
DECLINE_INVITATION = "Not me"
HAND_OVER = "Hand over"
HAND_OVER_THIS = "Hand over “{title}”"
OFFER_CODE = "Make a code"
NEW_CODE = "Make a new code"
CALL_OFF = "Call it off"
NOT_NOW = "Not now"
SEE_BRIEF = "Hand-over list"

INVITATION_HOW = (
    "Please send 邀请码 and the eight characters, such as: 邀请码 K7QM 2XP3. "
    "If you have no code, ask the staff."
)
INVITATION_WRONG = (
    "The code is wrong, or there were too many wrong tries. Check it with whoever gave it to you; "
    "after several wrong tries, wait an hour."
)
INVITATION_MINE = "You hold “{post}” already; there is nothing to accept."
INVITATION_ASK = (
    "Are you the one who takes the post “{post}”?\n{term}"
    "Once you accept, its needs are yours to look after, and news of them comes here."
)
INVITATION_TERM = "Term: {term}.\n"
INVITATION_NONE = "No invitation is waiting for you. Please send the code again."
INVITATION_DECLINED = "Not accepted. The code is still unused; pass it to whoever takes the post."
POST_TAKEN = (
    "You now hold “{post}”. What you report in it belongs to the post, and news of it comes here."
)
POST_TAKEN_OVER = "What your predecessor leaves is listed below. Send 交接清单 to see it again."

NO_POST = (
    "You are not registered with a post yet; you can report all the same. "
    "If you have a code, send 邀请码 and the eight characters."
)
POSTS_HELD = "Your posts:"
POST_LINE = "· {post} ({state}){term}, {count} needs not finished"
POST_LINE_TERM = ", term until {ends}"
WHICH_POST = "Which post do you hand over?"
HAND_OVER_SURE = (
    "Hand “{post}” over to a successor? {count} needs that are not finished go with it.\n"
    "First you get a code to pass on. Nothing changes until your successor accepts; after that "
    "you can no longer see or change the needs of this post."
)
HAND_OVER_OPEN = (
    "“{post}” is being handed over; your successor has not accepted yet. If the code is lost, make "
    "a new one, which voids the old one; or call the hand-over off."
)
HAND_OVER_CODE = (
    "Please pass this on to your successor. It holds until {until} and works once:\n"
    "邀请码 {code}\n{links}"
    "I will tell you when they accept. To change your mind, send 取消交接."
)
HAND_OVER_LINK = "{where}: {link}\n"
LINK_WEB = "Web"
LINK_TELEGRAM = "Telegram"
CALLED_OFF = "Called off; the code is void. “{post}” stays yours."
NOTHING_TO_CALL_OFF = "No post is being handed over. To begin, send 工作交接."
FAREWELL = (
    "“{post}” is now with your successor. Its needs are theirs to look after; you get no more news "
    "of them and cannot open them. What you reported without a post stays yours. "
    "Thank you for your work."
)
NO_LONGER_YOURS = "Ticket {number} went to your successor with the post; nothing is left to add."
REPORTER_UNKNOWN = (
    "You are not registered with a post, so the staff will first check who reports. "
    "If you have a code, send 邀请码 and the eight characters."
)

BRIEF = (
    "“{post}”, hand-over list: {needs} needs not finished, {promises} promises and deadlines, "
    "{contacts} contacts."
)
BRIEF_EMPTY = "“{post}” has no needs that are not finished."
BRIEF_TICKET = "{number} · {status}"
BRIEF_NEEDS = "Needs not finished"
BRIEF_PROMISES = "Promises and deadlines"
BRIEF_CONTACTS = "Whom to ask"
BRIEF_MORE = "{count} more: write 工单 and the number, or send 我的上报."
BRIEF_DEADLINE = "Deadline: {deadline}"
BRIEF_DEADLINE_LEFT = "Deadline: {deadline}, {days} days left"
BRIEF_DEADLINE_PAST = "Deadline: {deadline}, {days} days ago"
PROMISED = {
    "accepted": "accepted; an organisation is being looked for",
    "published": "published; waiting for a claim",
    "partly_claimed": "claimed in part",
    "claimed": "claimed; work is to begin",
    "in_progress": "work is under way",
    "delivered": "delivered; waiting for you to confirm",
}

POST_STATES = {
    "vacant": "vacant",
    "offered": "offered",
    "held": "held",
    "handing_over": "being handed over",
    "ended": "closed",
}

TERM_ENDS = (
    "Your term at “{post}” ends on {ends}, in {days} days. {count} needs are not finished.\n"
    "If there is a successor, send 工作交接: needs and their news go with the post. "
    "To extend the term, ask the staff."
)
POST_CLOSED = (
    "“{post}” was closed by the staff; all its needs are finished. "
    "You can still report and ask about policy."
)

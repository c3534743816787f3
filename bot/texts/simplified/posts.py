"""Posts (岗位): invitations to them, handing them over, and the end of a term."""

MENU_POSTS = "我的岗位"
ACCEPT_INVITATION = "接受邀请"
DECLINE_INVITATION = "不是我"
HAND_OVER = "工作交接"
HAND_OVER_THIS = "交接“{title}”"
OFFER_CODE = "生成邀请码"
NEW_CODE = "重新生成邀请码"
CALL_OFF = "取消交接"
NOT_NOW = "先不交接"
SEE_BRIEF = "交接清单"

INVITATION_HOW = "请发“邀请码”加八位码，比如：邀请码 K7QM 2XP3。没有邀请码，请联系工作人员。"
INVITATION_WRONG = (
    "邀请码不对，或者连续试错的次数太多。请向给您邀请码的人核对后再发；多次试错后要等一小时。"
)
INVITATION_MINE = "“{post}”已经由您担任，不用再接受。"
INVITATION_ASK = (
    "您是不是来担任“{post}”这个岗位的？\n{term}接受后，这个岗位的需求由您负责，进展会发到这里。"
)
INVITATION_TERM = "任期：{term}。\n"
INVITATION_NONE = "现在没有等您接受的邀请。请把邀请码再发一次。"
INVITATION_DECLINED = "好的，没有接受。邀请码还没有用掉，请把它转给应该接任的人。"
POST_TAKEN = "您已担任“{post}”。从现在起，以这个岗位上报的需求归这个岗位，进展会发到这里。"
POST_TAKEN_OVER = "前任交过来的需求见下面的清单，以后发“交接清单”可以再看。"

NO_POST = "您名下还没有登记岗位，上报不受影响。收到邀请码的话，请发“邀请码”加八位码。"
POSTS_HELD = "您担任的岗位："
POST_LINE = "· {post}（{state}）{term}，没办完的需求 {count} 件"
POST_LINE_TERM = "，任期到 {ends}"
WHICH_POST = "要交接哪一个岗位？"
HAND_OVER_SURE = (
    "要把“{post}”交给接任者吗？没办完的需求有 {count} 件，会一起交过去。\n"
    "先生成邀请码，由您转给接任者。接任者接受之前，一切照旧；接受之后，您就不能再查看和办理"
    "这个岗位的需求。"
)
HAND_OVER_OPEN = (
    "“{post}”正在交接，接任者还没有接受。邀请码找不到了，可以重新生成，原来的那个就作废；"
    "也可以取消交接。"
)
HAND_OVER_CODE = (
    "请把下面的内容转给接任者，{until}前有效，只能用一次：\n"
    "邀请码 {code}\n{links}"
    "接任者接受后，我会告诉您。改主意了，发“取消交接”。"
)
HAND_OVER_LINK = "{where}打开：{link}\n"
LINK_WEB = "网页"
LINK_TELEGRAM = "Telegram "
CALLED_OFF = "交接已取消，发出的邀请码作废。“{post}”还由您担任。"
NOTHING_TO_CALL_OFF = "现在没有正在交接的岗位。要交接，请发“工作交接”。"
FAREWELL = (
    "“{post}”已由接任者接手，交接完成。这个岗位的需求由接任者继续办理，您不再收到进展，"
    "也不能再查看。您没有用岗位名义上报的需求仍归您。谢谢您这段时间的工作。"
)
NO_LONGER_YOURS = "工单 {number} 已随岗位交给接任者，不用再补充。"
REPORTER_UNKNOWN = (
    "您还没有登记岗位，工作人员会先核实上报人。收到邀请码的话，发“邀请码”加八位码就能登记。"
)

BRIEF = (
    "“{post}”的交接清单：没办完的需求 {needs} 件，约定和期限 {promises} 项，联系人 {contacts} 位。"
)
BRIEF_EMPTY = "“{post}”现在没有没办完的需求。"
BRIEF_NEEDS = "没办完的需求"
BRIEF_PROMISES = "约定和期限"
BRIEF_CONTACTS = "可以找谁"
BRIEF_TICKET = "{number} · {status}"
BRIEF_MORE = "还有 {count} 件，请写“工单”加编号查看，或发“我的上报”。"
BRIEF_DEADLINE = "期限：{deadline}"
BRIEF_DEADLINE_LEFT = "期限：{deadline}，还有 {days} 天"
BRIEF_DEADLINE_PAST = "期限：{deadline}，已过 {days} 天"
PROMISED = {
    "accepted": "已受理，答应对接机构",
    "published": "已发布，等机构认领",
    "partly_claimed": "机构已认领一部分",
    "claimed": "机构已认领，等待实施",
    "in_progress": "机构正在实施",
    "delivered": "已送达，等您确认办结",
}

TERM_ENDS = (
    "您担任的“{post}”任期到 {ends}，还有 {days} 天。没办完的需求有 {count} 件。\n"
    "有接任者的话，请发“工作交接”，需求和进展会一起交过去；要延期，请联系工作人员改任期。"
)
POST_CLOSED = "您担任的“{post}”已由工作人员撤销，这个岗位的需求都已办完。需要时仍可以上报和问政策。"

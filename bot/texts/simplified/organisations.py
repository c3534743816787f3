"""Organisations (机构): registering one, what one acts for, members and invitations."""

from api.domain.membership import Role as _Role
from api.domain.organisation_profile import OrganisationState as _State

MENU_ORGANISATIONS = "我的机构"
REGISTER_ORGANISATION = "登记机构"
CHANGE_PROFILE = "修改资料"
SEE_MEMBERS = "查看成员"
INVITE_MEMBER = "邀请成员"
REVOKE_INVITATIONS = "撤回邀请"
REMOVE_MEMBER = "移除成员{ordinal}"
REMOVE_YES = "确定移除"
REMOVE_NO = "不移除"
MAKE_OWNER = "成员{ordinal}设为负责人"
LEAVE_ORGANISATION = "退出机构"
LEAVE_YES = "确定退出"
LEAVE_NO = "不退出"
JOIN_YES = "接受邀请"

ROLES = {role.value: role.label for role in _Role}
ORGANISATION_STATES = {state.value: state.label for state in _State}
CARD_TITLES = {"organisation": "机构资料", "offer": "资源", "application": "申报"}

REGISTERING = (
    "登记一家机构，大约要两三分钟。登记后由工作人员核验，核验通过才会公开。中间可以先做别的，"
    "填过的都留着。"
)
CODE_READ = "从代码读出：{kind}，登记地{region}。"
CODE_HIDDEN = (
    "刚才的号码像个人证件号，已经隐去，没有保存。如果是信用代码，"
    "说明有一位写错了，请对照登记证书再写。"
)
CODE_WRONG = "这不是一个正确的统一社会信用代码，有一位写错或漏了。请对照登记证书核对。"
FOCUS_EXAMPLE = "没有认出领域。请点选项，或写出领域，比如“教育、助残”。"
AREAS_EXAMPLE = "请写省、州市或县的名字，用顿号隔开，比如“云南省普洱市、文山州”；或者写“全国”。"
AREA_UNKNOWN = "没有认出“{area}”是哪里。请写省、州市或县的全名，比如“云南省普洱市”。"
AREA_AMBIGUOUS = "叫“{area}”的地方不止一个。请把省名或州市名也写上。"
SERVED_TOO_LONG = "服务对象最多写 {limit} 字，写清哪类人就可以。"
REVIEW_EXAMPLE = "请点一个选项，或写“2025年合格”。还没有年检可以跳过。"
RATING_EXAMPLE = "评估等级是 1A 到 5A，比如“4A，2023年”。没有参加评估可以跳过。"
CHOSEN_SO_FAR = "已选：{value}。还有就接着选，再点一次可以去掉；选完点“完成”。"
CANCEL_SURE_OF = {
    "organisation": "确定不填了吗？这次填的内容不会保存，机构资料不变。",
    "offer": "确定不填了吗？这次填的内容不会保存，已登记的资源不变。",
    "application": "确定不填了吗？填过的内容不会保存。想以后接着填，可以先存着。",
}
CANCELLED_OF = {
    "organisation": "已取消，机构资料没有改动。需要时发“登记机构”或“我的机构”。",
    "offer": "已取消，资源没有改动。需要时发“登记资源”或“我的资源”。",
    "application": "已取消，没有提交申报。需要时发“申报项目”。",
}
KEPT_ANYWAY = "填过的都留着，不用另存。可以先做别的，回来发“登记机构”或“我的机构”接着填。"

REGISTERED = (
    "“{name}”已登记，您是负责人。\n接下来由工作人员核对登记信息，通过或有疑问都会在这里告诉您。"
    "现在就可以邀请同事一起管理：发“邀请成员”。"
)
PROFILE_CHANGED = "“{name}”的资料已更新。"
CHANGED_AND_WAITS = "“{name}”的资料已更新，由工作人员核验，结果会在这里告诉您。"
ORGANISATION_SUSPENDED = "这家机构已被工作人员暂停：{note}。暂时不能修改资料；有疑问请发“转人工”。"

NO_ORGANISATION = (
    "您还没有登记机构。社会组织、基金会、企业都可以登记，登记后可以管理资料、成员，"
    "由工作人员核验。\n同事已经登记过的话，请向负责人要一个邀请码，发“邀请码”加八位码加入。"
)
ORGANISATIONS_HELD = "您代表的机构："
ORGANISATION_LINE = "· {name}（{role}，{state}）"
WHICH_ORGANISATION = "是哪一家机构？"
NO_REASON = "请联系工作人员"
ORGANISATION_STANDS = {
    "unverified": "资料在等工作人员核验，结果会在这里告诉您。",
    "verified": "已通过核验。",
    "refused": "核验没有通过：{note}。改好资料后会再核验一次，点“修改资料”。",
    "suspended": "已被工作人员暂停：{note}。有疑问请发“转人工”。",
}
PUBLIC_PAGE = "公开页面：{link}"
MEMBERS = "“{name}”的成员："
MEMBER_LINE = "· 成员{ordinal}：{role}，{since} 加入{me}"
MEMBER_IS_YOU = "（您）"
MEMBER_CODE = (
    "请把下面的内容转给要加入“{name}”的同事，{until}前有效，只能用一次：\n"
    "邀请码 {code}\n{links}"
    "对方接受后就是成员。发错了，发“撤回邀请”。"
)
INVITATIONS_REVOKED = "已撤回 {count} 个没有用掉的邀请码。"
NO_OPEN_INVITATION = "现在没有等人接受的邀请码。"
REMOVE_SURE = "确定把成员{ordinal}移出“{name}”吗？移出后对方不能再代表机构。"
MEMBER_REMOVED = "已移出。"
MEMBER_PROMOTED = "已设为负责人。"
LEAVE_SURE = "确定退出“{name}”吗？退出后您不能再代表它，要回来需要新的邀请码。"
ORGANISATION_LEFT = "您已退出“{name}”。"

JOIN_ASK = (
    "“{name}”邀请您以{role}身份加入。接受后，您可以代表机构修改资料；退出随时可以。要接受吗？"
)
JOINED = "您已加入“{name}”。发“我的机构”可以查看资料和成员。"
JOIN_DECLINED = "好的，没有接受。邀请码还没有用掉，请把它转给应该加入的人。"
MEMBER_ALREADY = "您已经是“{name}”的成员，不用再接受。"

MEMBER_JOINED = "有人用您给的邀请码加入了“{name}”。发“查看成员”可以看到；不认识的，可以移除。"
YOU_WERE_REMOVED = "您已被移出“{name}”，不能再代表它。有疑问请联系机构的负责人。"
YOU_ARE_OWNER = "您现在是“{name}”的负责人，可以邀请和移除成员。"

ORGANISATION_VERIFIED = "“{name}”已通过核验，公开页面现在可以看到。"
ORGANISATION_REFUSED = (
    "“{name}”的核验没有通过：{note}。\n请改好后再提交：发“我的机构”，点“修改资料”。"
)
ORGANISATION_PAUSED = (
    "“{name}”已被工作人员暂停：{note}。\n暂停期间不能修改资料，公开页面也看不到。"
    "有疑问请发“转人工”。"
)
ORGANISATION_RESUMED = "“{name}”已恢复，资料会重新核验，结果会在这里告诉您。"

SEE_SUITING = "适合的需求"
NEEDS_THAT_SUIT = "适合“{name}”的需求，最合适的在前："
NEEDS_FOR_FOCUS = (
    "按“{what}”找到的需求，最合适的在前。登记机构后，还会看服务对象、金额和以往的认领："
)
NEED_THAT_SUITS = "\n{number} {title}\n{place}{wanted}\n{why}"
SUITS_YUAN = "，还缺{yuan}"
SUITS_SOMEWHERE = "地点未公开"
SUITS_BECAUSE = "合适的地方：{parts}。"
SUITS_BUT = "不足：{parts}。"
SUITS_JOIN = "、"
SUITS_FOR = {
    "category": "类别一致",
    "place": "在服务地区",
    "people": "服务对象一致",
    "things": "所需的与提供的相近",
    "money": "金额够用",
    "record": "以往认领办成得多",
    "load": "没有多少未办完的认领",
    "urgency": "比较紧急",
    "fairness": "当地以往得到的帮助少",
}
SUITS_AGAINST = {
    "category": "类别不完全一致",
    "place": "没有写明专门服务这里",
    "people": "没有写明服务这类人",
    "things": "所需的与提供的不大相近",
    "money": "金额不够或没有写明",
    "record": "还没有多少办成的认领",
    "load": "还有未办完的认领",
    "urgency": "不算紧急",
    "fairness": "当地以往得到过帮助",
    "no_category": "类别不符",
    "no_place": "不在服务地区",
}
NOTHING_SUITS = (
    "现在公开的需求里，没有类别和地区都适合“{name}”的。可以发“修改资料”放宽关注领域或服务地区，"
    "有新的需求后再问一次。"
)
NOTHING_FOR_FOCUS = (
    "现在公开的需求里，没有符合“{what}”的。"
    "换一个领域或地区再问一次，比如“云南哪些助学需求适合我们”。"
)
WHAT_WOULD_SUIT = (
    "请连同领域或地区再问一次，比如“云南哪些助学需求适合我们”。"
    "登记机构以后，直接问“哪些需求适合我们”就可以。"
)

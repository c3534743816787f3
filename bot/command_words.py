"""What a whole message may ask for, and the words that ask for it."""

from enum import StrEnum


class Command(StrEnum):
    """What a whole message of such words asks for.

    ``NOTHING`` skips like ``SKIP``, unless it is itself an answer to the step (没有覆盖).
    ``RIGHT`` is a yes that says the card is right; a mere 好的 may only be politeness.
    """

    BACK = "back"
    SKIP = "skip"
    NOTHING = "nothing"
    DONE = "done"
    EDIT = "edit"
    SUBMIT = "submit"
    CANCEL = "cancel"
    RESTART = "restart"
    YES = "yes"
    RIGHT = "right"
    NO = "no"
    GO_ON = "go_on"
    LATER = "later"
    SET_ASIDE = "set_aside"
    ANOTHER = "another"
    DRAFTS = "drafts"
    TIDY = "tidy"
    HELP = "help"
    START = "start"
    REPORT = "report"
    BATCH = "batch"
    ASK = "ask"
    MINE = "mine"
    SEARCH = "search"
    MORE = "more"
    HAND_ON = "hand_on"
    HUMAN = "human"
    AUTO = "auto"
    LEAVE = "leave"
    LINK = "link"
    LANGUAGE = "language"
    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"
    ENGLISH = "english"
    ANSWER = "answer"
    RECEIVED = "received"
    PARTLY = "partly"
    MISSING = "missing"
    PLEASED = "pleased"
    SOSO = "soso"
    UNHAPPY = "unhappy"
    UNSOLVED = "unsolved"
    POSTS = "posts"
    HAND_OVER = "hand_over"
    OFFER = "offer"
    CALL_OFF = "call_off"
    BRIEF = "brief"
    INVITATION = "invitation"
    ACCEPT = "accept"
    DECLINE = "decline"
    ORGANISATIONS = "organisations"
    REGISTER = "register"
    CHANGE_PROFILE = "change_profile"
    MEMBERS = "members"
    INVITE_MEMBER = "invite_member"
    UNINVITE = "uninvite"
    LEAVE_ORGANISATION = "leave_organisation"
    OFFERS = "offers"
    REGISTER_OFFER = "register_offer"
    SUPPLY = "supply"
    WITHDRAW = "withdraw"
    USEFUL = "useful"
    USELESS = "useless"
    ELIGIBILITY = "eligibility"
    OTHER_PROGRAMME = "other_programme"
    CHANGE_ANSWERS = "change_answers"
    SAVE_RESULT = "save_result"
    FORGET_RESULTS = "forget_results"


WORDS: dict[Command, str] = {
    Command.BACK: "上一步 上一题 上一个 返回 后退 回退 退回上一步 back /back",
    Command.SKIP: "跳过 略过 先跳过 以后再说 待补 过 skip /skip",
    Command.NOTHING: (
        "没有 无 暂时没有 暂无 none notsure unsure noidea idonotknow idon'tknow idon’tknow"
    ),
    Command.DONE: "完成 下一步 不改 没有了 没了 好了 就这些 保持不变 done next keep",
    Command.EDIT: (
        "修改 修改内容 我要修改 改一下 编辑 不对 错了 有错 有误 填错了 写错了 不正确 change edit"
    ),
    Command.SUBMIT: "提交 确认提交 确认 提交吧 没问题 没有问题 无误 核对无误 submit",
    Command.CANCEL: "取消 取消上报 不报了 不填了 退出 放弃 停 算了 cancel /cancel",
    Command.RESTART: "重新开始 重来 从头开始 重新填写 重新上报 重填 restart startover /restart",
    Command.YES: "是 是的 确定 确定删除 确定取消 确认取消 好 好的 嗯 嗯嗯 同意 ok okay yes",
    Command.RIGHT: "对 对的 可以 可以的 行 行的 没错 正确 都对 全对 对了",
    Command.NO: "否 不 不是 不取消 不删除 不要 先不 再想想 不了 不行 不同意 不用 no",
    Command.GO_ON: "继续 继续填写 接着填 continue goon",
    Command.SET_ASIDE: (
        "暂存 先暂存 先存着 先存起来 先存上 存草稿 存为草稿 保存草稿 存一下 先放着 先放一边 "
        "暂存这份 放到草稿 save saveforlater /save"
    ),
    Command.ANOTHER: "换一份 另报一份 先报另一份 另起一份 报另一份 存起来另报一份",
    Command.DRAFTS: "我的草稿 草稿 草稿箱 查看草稿 看草稿 不删 mydrafts drafts /drafts",
    Command.TIDY: "删草稿 清理草稿 整理草稿",
    Command.HELP: "帮助 怎么用 使用说明 help /help",
    Command.START: (
        "开始 你好 您好 菜单 主菜单 hi hello 在吗 在 在不 在不在 喂 哈喽 有人吗 有人在吗 "
        "/start /menu"
    ),
    Command.REPORT: (
        "上报需求 上报 我要上报 我想上报 我要上报需求 报需求 需求上报 report reportaneed /report"
    ),
    Command.BATCH: (
        "批量上报 批量 批量导入 批量填报 批量提交 模板 模版 上报模板 下载模板 表格 表格上报 excel "
        "用表格上报 template batch reportinbatch manyatonce /batch"
    ),
    Command.ASK: "问政策 问问政策 咨询政策 政策咨询 政策问答 我要问政策 askaboutpolicy /ask",
    Command.MINE: "我的上报 我的需求 我的工单 查看进度 查进度 不撤回 上报进度 进度 myreports /mine",
    Command.SEARCH: (
        "找需求 查需求 看需求 搜需求 需求大厅 找项目 我要找需求 我想找需求 浏览需求 有什么需求 "
        "有哪些需求 有什么需求可以帮 findneeds /needs"
    ),
    Command.MORE: "更多 下一页 下一批 还有吗 还有没有 还有别的吗 再来几个 再来一些 换一批 more",
    Command.HAND_ON: "转给工作人员 转工作人员",
    Command.HUMAN: (
        "转人工 找人工 人工 人工服务 人工客服 转人工服务 转人工客服 转接人工 接人工 human "
        "talktostaff /human"
    ),
    Command.AUTO: (
        "结束人工 回到自动服务 转回自动服务 自动服务 退出人工 取消人工 不用人工了 不等人工了 "
        "backtothebot /auto"
    ),
    Command.LEAVE: "留下问题 留言 leaveaquestion",
    Command.ANSWER: "回答 我来回答 回答问题 回答工作人员 answer",
    Command.RECEIVED: "收到了 已收到 都收到了 全收到了 东西收到了 物资收到了 已经收到 received",
    Command.PARTLY: "部分收到 收到一部分 只收到一部分 收到了一部分 没收全 没收齐 partlyreceived",
    Command.MISSING: "没收到 没有收到 还没收到 还没有收到 什么都没收到 notreceived",
    Command.PLEASED: "满意 很满意 挺满意 非常满意 satisfied",
    Command.SOSO: "一般 一般般 还行 还可以 so-so",
    Command.UNHAPPY: "不满意 很不满意 不太满意 notsatisfied",
    Command.UNSOLVED: (
        "还没解决 还没有解决 没解决好 还没办好 没办成 问题还在 重新办理 stillnotsolved"
    ),
    Command.SUPPLY: "开始补充 补充 去补充 继续补充",
    Command.WITHDRAW: "撤回 撤销 撤单",
    Command.USEFUL: "有用 有帮助 很有用 挺有用 有用的 很有帮助 解决了",
    Command.USELESS: (
        "没用 没有用 没啥用 没什么用 没帮助 没有帮助 不管用 答非所问 所答非所问 "
        "答得不对 回答不对 不是我问的 不是我要的 没回答我的问题 没有回答我的问题 没答到点上 "
        "没有解决 没解决 没有解决问题 没解决问题 没有解决我的问题 没解决我的问题 还是没解决 "
        "问题没解决 问题没有解决"
    ),
    Command.ELIGIBILITY: (
        "测资格 测一测资格 测一测 我要测资格 资格自查 自查资格 查资格 看看资格 测试资格 接着测 "
        "接着测资格 "
        "amieligible amieligible? checkeligibility eligibility /fit"
    ),
    Command.OTHER_PROGRAMME: "换一项 换个专项 换一个专项 测别的 另测一项 anotherone",
    Command.CHANGE_ANSWERS: "修改答案 改答案 改一个答案 修改回答 changeanswers",
    Command.SAVE_RESULT: "保存结果 保存结论 保存这个结果 生成链接 savetheresult saveresult",
    Command.FORGET_RESULTS: (
        "删除保存的结果 删除结果 删除自查结果 删掉保存的结果 deletesavedresults"
    ),
    Command.LINK: "换渠道 绑定 换设备 换到网页 换到电报 绑定码 link /link",
    Command.LANGUAGE: "语言 换语言 切换语言 language /language",
    Command.SIMPLIFIED: "简体 简体中文 简体字 中文",
    Command.TRADITIONAL: "繁体 繁体中文 繁体字 正体中文",
    Command.ENGLISH: "english 英文 英语 inenglish",
    Command.POSTS: "我的岗位 岗位 先不交接 /post mypost myposts notnow",
    Command.HAND_OVER: "交接 工作交接 岗位交接 办理交接 我要交接 交接工作 /handover handover",
    Command.OFFER: "生成邀请码 重新生成邀请码 makeacode makeanewcode",
    Command.CALL_OFF: "取消交接 不交接了 撤回交接 停止交接 callitoff",
    Command.BRIEF: "交接清单 看交接清单 /brief hand-overlist handoverlist",
    Command.INVITATION: "邀请 我有邀请码 有邀请码 怎么用邀请码",
    Command.ORGANISATIONS: "我的机构 机构 我的组织 本机构 myorganisation myorganisations /org",
    Command.REGISTER: (
        "登记机构 机构登记 注册机构 我要登记机构 登记组织 机构注册 入驻 机构入驻 "
        "registeranorganisation"
    ),
    Command.CHANGE_PROFILE: "修改资料 修改机构资料 更新资料 改资料 changetheprofile",
    Command.MEMBERS: "查看成员 成员 机构成员 成员名单 不移除 seemembers donotremove",
    Command.INVITE_MEMBER: "邀请成员 添加成员 邀请同事 inviteamember",
    Command.UNINVITE: "撤回邀请 撤回邀请码 withdrawinvitations",
    Command.LEAVE_ORGANISATION: "退出机构 离开机构 leavetheorganisation",
    Command.OFFERS: "我的资源 资源 机构资源 资源清单 服务清单 查看资源 不撤下 myoffers keepit",
    Command.REGISTER_OFFER: (
        "登记资源 登记服务 登记物资 添加资源 新增资源 提供资源 我要提供资源 "
        "再登记一项 registeranoffer"
    ),
    Command.ACCEPT: "接受邀请 我接受邀请 接受这个邀请 acceptthepost",
    Command.DECLINE: "不是我 不接受邀请 不接受 拒绝邀请 notme",
}

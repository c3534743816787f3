"""Applications (申报): what the members of an organisation are told and can look up."""

from api.domain.application_event import Standing as _Standing

MENU_APPLICATIONS = "我的申报"
NO_APPLICATIONS = (
    "现在没有您所在机构的申报。机构登记以后，发“申报项目”就可以申报；也可以请工作人员代为录入。"
)
APPLICATIONS = "您所在机构有 {count} 份申报，最新的在前："
APPLICATION_LINES = {
    _Standing.STAFF: "{code} {title}（{organisation}）：{day} 起在“{stage}”",
    _Standing.APPLICANT: "{code} {title}（{organisation}）：“{stage}”要补正：{note}",
    _Standing.COMPLETED: "{code} {title}（{organisation}）：{day} 结项",
    _Standing.REJECTED: "{code} {title}（{organisation}）：在“{stage}”没有通过：{note}",
    _Standing.WITHDRAWN: "{code} {title}（{organisation}）：{day} 撤回",
}

APPLICATION_ENTERED = "工作人员录入了贵机构的申报 {code}“{title}”，现在到“{next_stage}”。"
APPLICATION_PASSED = "申报 {code}“{title}”的“{stage}”已办结，现在到“{next_stage}”。"
APPLICATION_COMPLETED = "申报 {code}“{title}”的“{stage}”已办结，项目结项。"
APPLICATION_RETURNED = (
    "申报 {code}“{title}”在“{stage}”需要补正：{note}\n"
    "点“去补正 {code}”就可以修改；提交后接着办理，不用重新申报。"
)
APPLICATION_REJECTED = (
    "申报 {code}“{title}”在“{stage}”没有通过：{note}\n有疑问请说“转人工”，写上编号 {code}。"
)
APPLICATION_BY_COLLEAGUE = "贵机构的同事提交了申报 {code}“{title}”，现在到“{next_stage}”。"
APPLICATION_MENDED_BY_COLLEAGUE = (
    "贵机构的同事补正了申报 {code}“{title}”，接着在“{next_stage}”办理。"
)
APPLICATION_WITHDRAWN_BY_COLLEAGUE = "贵机构的同事撤回了申报 {code}“{title}”：{note}"

APPLICATIONS_DUE = "申报有 {count} 件事要办："
APPLICATION_DUE = "· {code} {title}：“{what}”{month}月{day}日到期"
APPLICATION_LATE = "· {code} {title}：“{what}”{month}月{day}日已到期"
APPLICATION_SLIPPED = "· {code} {title}：节点“{what}”计划{month}月{day}日，还没有完成"
APPLICATIONS_MORE = "· 另有 {count} 件"
APPLICATIONS_WHERE = "请到工作台“申报”里办理。材料不够可以退回补正，退回期间不计时。"
PROJECT_MILESTONE_NEAR = (
    "申报 {code}“{title}”的节点“{what}”计划在{month}月{day}日完成。\n"
    "完成后请把验收单、照片等依据发给工作人员（说“转人工”），写上编号 {code}。"
)
PROJECT_MILESTONE_LATE = (
    "申报 {code}“{title}”的节点“{what}”计划在{month}月{day}日完成，还没有收到完成的依据。\n"
    "请把进展或推迟的原因告诉工作人员（说“转人工”），写上编号 {code}。"
)

PROJECT_STEP_OPEN = "节点“{what}”：计划 {due} 完成"
PROJECT_STEP_LATE = "节点“{what}”：计划 {due} 完成，已晚 {days} 天"
PROJECT_STEP_DONE = "节点“{what}”：{done} 按时完成"
PROJECT_STEP_DONE_LATE = "节点“{what}”：{done} 完成，比计划晚 {days} 天"

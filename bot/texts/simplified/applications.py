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

"""What the members of an organisation are told of its applications (申报)."""

APPLICATION_ENTERED = "工作人员录入了贵机构的申报 {code}“{title}”，现在到“{next_stage}”。"
APPLICATION_PASSED = "申报 {code}“{title}”的“{stage}”已办结，现在到“{next_stage}”。"
APPLICATION_COMPLETED = "申报 {code}“{title}”的“{stage}”已办结，项目结项。"
APPLICATION_RETURNED = (
    "申报 {code}“{title}”在“{stage}”需要补正：{note}\n"
    "补正的内容请发给工作人员（说“转人工”），写上编号 {code}；录入后接着办理，不用重新申报。"
)
APPLICATION_REJECTED = (
    "申报 {code}“{title}”在“{stage}”没有通过：{note}\n有疑问请说“转人工”，写上编号 {code}。"
)

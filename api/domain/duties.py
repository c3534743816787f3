"""What members of staff are there for: roles as an office has them, and the duties of each."""

from collections.abc import Mapping
from enum import StrEnum


class Duty(StrEnum):
    """One kind of work at the desk; whoever has it may see and do what belongs to it."""

    SEE_NEEDS = "see_needs"
    REVIEW_NEEDS = "review_needs"
    PUBLISH_NEEDS = "publish_needs"
    HANDLE_CLAIMS = "handle_claims"
    MATCH = "match"
    TALK = "talk"
    ANSWER = "answer"
    KEEP_KNOWLEDGE = "keep_knowledge"
    ADMIT_ORGANISATIONS = "admit_organisations"
    SEE_APPLICATIONS = "see_applications"
    ENTER_APPLICATIONS = "enter_applications"
    KEEP_MONEY = "keep_money"
    SEE_FIGURES = "see_figures"
    MANAGE = "manage"

    @property
    def label(self) -> str:
        """The Chinese label shown to staff."""
        return LABELS[self]


class Role(StrEnum):
    """A role (角色); somebody may have several. Four eyes hold whatever roles one has."""

    INTAKE = "intake"
    FIRST_REVIEW = "first_review"
    SECOND_REVIEW = "second_review"
    EXPERT = "expert"
    FINANCE = "finance"
    NOTICE = "notice"
    KNOWLEDGE = "knowledge"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return ROLE_LABELS[self]

    @property
    def duties(self) -> frozenset[Duty]:
        """What this role is there for."""
        return DUTIES[self]


D, R = Duty, Role
LABELS: Mapping[Duty, str] = {
    D.SEE_NEEDS: "查看需求",
    D.REVIEW_NEEDS: "审核需求",
    D.PUBLISH_NEEDS: "公开发布需求",
    D.HANDLE_CLAIMS: "办理认领和实施",
    D.MATCH: "匹配和分配",
    D.TALK: "与人对话",
    D.ANSWER: "答复提问",
    D.KEEP_KNOWLEDGE: "维护知识库",
    D.ADMIT_ORGANISATIONS: "核验机构",
    D.SEE_APPLICATIONS: "查看申报",
    D.ENTER_APPLICATIONS: "录入申报",
    D.KEEP_MONEY: "管理资金",
    D.SEE_FIGURES: "查看概况",
    D.MANAGE: "管理人员和设置",
}
ROLE_LABELS: Mapping[Role, str] = {
    R.INTAKE: "受理",
    R.FIRST_REVIEW: "初审",
    R.SECOND_REVIEW: "复审",
    R.EXPERT: "专家",
    R.FINANCE: "财务",
    R.NOTICE: "公示",
    R.KNOWLEDGE: "知识",
    R.ADMIN: "管理员",
}
# At the stages of an application the procedure says which role decides (``Stage.role``).
DUTIES: Mapping[Role, frozenset[Duty]] = {
    R.INTAKE: frozenset(
        {
            D.SEE_NEEDS,
            D.REVIEW_NEEDS,
            D.HANDLE_CLAIMS,
            D.MATCH,
            D.TALK,
            D.ANSWER,
            D.ADMIT_ORGANISATIONS,
            D.SEE_APPLICATIONS,
            D.ENTER_APPLICATIONS,
            D.SEE_FIGURES,
        }
    ),
    R.FIRST_REVIEW: frozenset(
        {
            D.SEE_NEEDS,
            D.REVIEW_NEEDS,
            D.TALK,
            D.ADMIT_ORGANISATIONS,
            D.SEE_APPLICATIONS,
            D.SEE_FIGURES,
        }
    ),
    R.SECOND_REVIEW: frozenset({D.SEE_NEEDS, D.SEE_APPLICATIONS, D.SEE_FIGURES}),
    R.EXPERT: frozenset({D.SEE_APPLICATIONS}),  # comes from outside: sees no reporter
    R.FINANCE: frozenset({D.SEE_APPLICATIONS, D.KEEP_MONEY, D.SEE_FIGURES}),
    R.NOTICE: frozenset({D.SEE_NEEDS, D.PUBLISH_NEEDS, D.SEE_APPLICATIONS, D.SEE_FIGURES}),
    R.KNOWLEDGE: frozenset({D.TALK, D.ANSWER, D.KEEP_KNOWLEDGE, D.SEE_FIGURES}),
    R.ADMIN: frozenset({D.SEE_NEEDS, D.SEE_APPLICATIONS, D.SEE_FIGURES, D.MANAGE}),
}
EVERY_ROLE = frozenset(Role)
# Whoever did all the work of a small office before there were roles goes on doing it.
ALL_WORK = EVERY_ROLE - {R.ADMIN}


def in_order(roles: frozenset[Role]) -> tuple[Role, ...]:
    """The same in the order an office lists them."""
    return tuple(role for role in Role if role in roles)


def roles_for(*duties: Duty) -> tuple[Role, ...]:
    """The roles that have one of these duties."""
    return tuple(role for role in Role if not role.duties.isdisjoint(duties))

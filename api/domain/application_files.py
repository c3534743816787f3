"""Who may add a file (附件) to an Application, and when."""

from api.domain.application import SAID, Application
from api.domain.application_actor import Actor
from api.domain.application_event import Standing, member_mark
from api.domain.errors import NotAllowed, WrongMove

MOST_FILES = 40  # of one application; a large project hands in about twenty


def is_applicants_turn(application: Application) -> bool:
    """Whether it is the organisation's to add to: returned to it, or nobody has looked yet."""
    untouched = all(one.act in SAID for one in application.events)
    return application.standing is Standing.APPLICANT or (
        application.standing is Standing.STAFF and untouched
    )


def check_adding(application: Application, actor: Actor, held: int) -> None:
    """Whether ``actor`` may add a file to the ``held`` there are. Staff may at any stage (the
    report of the audit comes late), members of the organisation while it is their turn.

    Raises:
        NotAllowed: staff on the side of the applicant, or no member of the organisation.
        WrongMove: not now, or there are too many.
    """
    if member_mark(actor.username):
        if not actor.acts_for:
            raise NotAllowed("您现在不是申报机构的成员。请向机构的负责人要邀请码，加入后再办。")
        if not is_applicants_turn(application):
            raise WrongMove(
                f"申报 {application.code} 正由工作人员办理，现在不能加附件。"
                "要补材料，请等退回补正，或者在对话里发“转人工”。"
            )
    elif actor.acts_for:
        raise NotAllowed("您是申报机构的成员，请用机构成员的页面加附件。")
    if held >= MOST_FILES:
        raise WrongMove(
            f"申报 {application.code} 已有 {MOST_FILES} 个附件，不能再加。请合并后再发。"
        )

"""What must be there before money of an Application (申报) is agreed, audited, paid, given back."""

from api.domain.application_asked import Asked, agreed_fen, paid_fen
from api.domain.errors import Invalid, WrongMove
from api.domain.fund_pool import check_amount, yuan_of
from api.domain.pool_limit import check_limits
from api.domain.procedure import StageKind
from api.domain.project_evaluation import GRADES
from api.domain.project_milestone import check_plan

K = StageKind


def pass_agreement(asked: Asked) -> None:
    """An agreement names its money, its code and the milestones of the project.

    Raises:
        Invalid: ``field`` is ``code``, ``amount``, ``whole`` or ``milestones``.
    """
    data, project = asked.wish.data, asked.application.project
    check_amount(data["fen"])
    if not data["code"]:
        raise Invalid("code", "请填写协议编号。")
    if data["fen"] > project.requested_fen:
        raise Invalid("amount", f"协议金额不能超过申请的 {yuan_of(project.requested_fen)}。")
    check_limits(asked.programme, data["fen"], project.total_fen, asked.today)
    if not data["milestones"]:
        raise Invalid("milestones", "请按协议至少填一个节点：要完成什么、计划哪天完成。")
    check_plan(data["milestones"], (), begins=asked.entered, fen=data["fen"])


def pass_audit(asked: Asked) -> None:
    """An audit names the auditor, what was spent, and what of it is subsidised.

    Raises:
        Invalid: ``field`` is ``auditor``, ``whole`` or ``amount``.
    """
    data, agreed = asked.wish.data, agreed_fen(asked.application, asked.procedure)
    if not data["auditor"]:
        raise Invalid("auditor", "请填写审计机构的名称。")
    check_amount(data["whole_fen"], "whole")
    check_amount(data["fen"])
    if data["fen"] > data["whole_fen"] or (agreed is not None and data["fen"] > agreed):
        most = min(data["whole_fen"], agreed or data["whole_fen"])
        raise Invalid("amount", f"审定的资助不能超过 {yuan_of(most)}（协议金额和实际总投入）。")


def pass_disbursement(asked: Asked) -> None:
    """Paid is at most what was audited, or agreed where no audit comes before it; share and cap
    are computed again.

    Raises:
        Invalid: ``field`` is ``amount``.
        WrongMove: there is nothing yet by which to pay.
    """
    fen, kinds = asked.wish.data["fen"], [stage.kind for stage in asked.procedure.stages]
    check_amount(fen)
    is_audited = K.AUDIT in kinds[: kinds.index(K.DISBURSEMENT)]
    basis = asked.passed(K.AUDIT if is_audited else K.AGREEMENT)
    word = "审定" if is_audited else "协议"
    if basis is None:
        raise WrongMove(f"还没有{word}的金额，不能拨付。请先办结前面的环节。")
    if fen > basis.data["fen"]:
        raise Invalid("amount", f"拨付不能超过{word}的 {yuan_of(basis.data['fen'])}。")
    whole = basis.data.get("whole_fen", asked.application.project.total_fen)
    check_limits(asked.programme, fen, whole, asked.today)


def pass_evaluation(asked: Asked) -> None:
    """The end has a grade, and where the money was paid beforehand, what of it was not used.

    Raises:
        Invalid: ``field`` is ``grade`` or ``refund``.
    """
    if asked.wish.data.get("grade") not in GRADES:
        raise Invalid("grade", "请选择结项的等次。")
    check_refund(asked)


def check_refund(asked: Asked) -> None:
    """What is given back is no more than what was paid before the project was delivered.

    Raises:
        Invalid: ``field`` is ``refund``.
    """
    refund = asked.wish.data.get("refund_fen")
    paid = asked.procedure.pays_ahead and paid_fen(asked.application, asked.procedure)
    if not paid:
        if refund:
            raise Invalid("refund", "还没有拨付过，没有可以退回的钱。请留空。")
        return
    if refund is None:
        raise Invalid("refund", "请填写退回了多少；没有退回填 0。")
    if not 0 <= refund <= paid:
        raise Invalid("refund", f"退回的不能超过拨付的 {yuan_of(paid)}。请核对金额。")

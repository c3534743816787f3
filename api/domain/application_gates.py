"""What must be there before an act of an Application (申报): one gate for each act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from api.domain.application import Application
from api.domain.application_event import Act, Event, Wish
from api.domain.eligibility import Outcome, assess
from api.domain.errors import Invalid, WrongMove
from api.domain.fund_pool import check_amount, yuan_of
from api.domain.objection import notice_of, objections_of
from api.domain.pool_limit import check_limits
from api.domain.procedure import Procedure, Stage, StageKind
from api.domain.programme import Programme
from api.domain.project_evaluation import GRADES, check_evaluation, evaluations
from api.domain.scoring import check_sheet, scores

A, K = Act, StageKind
LONGEST_NOTE = 1000
NEEDS_NOTE = {
    A.RETURNED: "请写明要补正什么，申报机构照着补。",
    A.REJECTED: "请写明不予通过的原因。",
    A.WITHDRAWN: "请写明申报机构为什么撤回。",
    A.SCORED: "请写明评分的理由。",
    A.REPLIED: "请写明对异议的答复。",
    A.OBJECTED: "请写明您的不同意见。",
    A.PROGRESS: "请写明节点的名称和完成情况。",
    A.SKIPPED: "请写明向基金会确认的情况和依据。",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """An act to be checked, with all it is checked against."""

    procedure: Procedure
    programme: Programme
    application: Application
    wish: Wish
    actor: str
    today: date

    @property
    def stage(self) -> Stage:
        """The present stage."""
        return self.procedure.stage(self.application.stage)

    @property
    def round(self) -> tuple[Event, ...]:
        """What happened at it so far."""
        return self.application.present_round


def check(asked: Asked) -> None:
    """Whether all is there for the act.

    Raises:
        Invalid: something of it is missing or wrong; ``field`` names it.
        WrongMove: something has to happen before it.
    """
    act = asked.wish.act
    check_note(asked.wish)
    if act is A.PASSED:
        if asked.stage.kind in PASSING:
            PASSING[asked.stage.kind](asked)
        _check_evaluated(asked)
    elif act in GATES:
        GATES[act](asked)


def check_note(wish: Wish) -> None:
    """Whether what has to be said is said.

    Raises:
        Invalid: ``field`` is ``note``.
    """
    if len(wish.note) > LONGEST_NOTE:
        raise Invalid("note", f"说明最多 {LONGEST_NOTE} 字。请精简后再填。")
    if wish.act in NEEDS_NOTE and not wish.note.strip():
        raise Invalid("note", NEEDS_NOTE[wish.act])


def agreed_fen(application: Application, procedure: Procedure) -> int | None:
    """The money of the agreement, fen; ``None`` before it is signed."""
    signed = _passed(application, procedure, K.AGREEMENT)
    return signed.data["fen"] if signed else None


def _passed(application: Application, procedure: Procedure, kind: StageKind) -> Event | None:
    stage = procedure.of_kind(kind)
    found = [
        one
        for one in application.events
        if stage and one.stage == stage.key and one.act is A.PASSED
    ]
    return found[-1] if found else None


def _check_declared(asked: Asked) -> None:
    mine = [one for one in asked.application.events if one.actor == asked.actor]
    if not any(one.act is A.DECLARED and not one.data["conflict"] for one in mine):
        raise WrongMove("打分以前要先声明与申报机构没有利益关系。请先填声明。")
    if any(one.act is A.SCORED and one.actor == asked.actor for one in asked.round):
        raise WrongMove("您已经交过这一轮的评分表，不能再改。")
    check_sheet(asked.stage, asked.wish.data["points"])


def _check_notice(asked: Asked) -> None:
    if notice_of(asked.round):
        raise WrongMove("公示已经开始。请等公示期满。")


def _check_objection(asked: Asked) -> None:
    notice = notice_of(asked.round)
    if notice is None or notice.is_over(asked.today):
        raise WrongMove("公示期已满，不再收异议。请在对话里找工作人员说明。")


def _check_reply(asked: Asked) -> None:
    is_open = {one.number for one in objections_of(asked.application.events) if not one.reply}
    if asked.wish.data["of"] not in is_open:
        raise WrongMove("这条异议已经答复过了。请刷新页面。")


def _check_progress(asked: Asked) -> None:
    for name in ("planned", "done"):
        try:
            date.fromisoformat(asked.wish.data[name])
        except ValueError:
            raise Invalid(name, "日期请写成 2026-11-28 的样子。") from None
    if date.fromisoformat(asked.wish.data["done"]) > asked.today:
        raise Invalid("done", "实际完成的日期还没有到。请等完成以后再记。")


def _check_evaluation(asked: Asked) -> None:
    check_evaluation(asked.stage.evaluates, asked.wish.data)


def _check_evaluated(asked: Asked) -> None:
    phase = asked.stage.evaluates
    if phase is not None and phase not in evaluations(asked.round):
        raise WrongMove(f"还没有做{phase.label}评估。请先填评估，再办结这一步。")


def _pass_check(asked: Asked) -> None:
    if not asked.stage.rules:
        return
    facts = asked.application.project.facts(asked.programme)
    if assess(asked.programme, facts, asked.today).outcome is Outcome.INELIGIBLE:
        raise WrongMove(
            "按已知规则这份申报不符合条件，不能通过。请退回补正，或者不予通过，并写明是哪一条。"
        )


def _pass_scoring(asked: Asked) -> None:
    stage, found = asked.stage, scores(asked.stage, asked.round)
    if len(found.sheets) < stage.experts or found.mean is None:
        raise WrongMove(
            f"至少要 {stage.experts} 位专家的评分表，现在有 {len(found.sheets)} 份。请等专家评完。"
        )
    if found.mean < stage.mark:
        raise WrongMove(f"平均 {found.mean} 分，不到 {stage.mark} 分，不能通过。请退回或不予通过。")
    if found.flagged and not asked.wish.note.strip():
        raise Invalid("note", f"评分相差 {found.spread} 分。请写明讨论的结果，再通过。")


def _pass_notice(asked: Asked) -> None:
    notice = notice_of(asked.round)
    if notice is None:
        raise WrongMove("还没有公示。请先开始公示。")
    if not notice.is_over(asked.today):
        raise WrongMove(f"公示到 {notice.ends} 为止，期满以后才能办结。")
    if any(not one.reply for one in objections_of(asked.application.events)):
        raise WrongMove("还有异议没有答复。请逐条答复以后再办结。")


def _pass_agreement(asked: Asked) -> None:
    fen, project = asked.wish.data["fen"], asked.application.project
    check_amount(fen)
    if not asked.wish.data["code"]:
        raise Invalid("code", "请填写协议编号。")
    if fen > project.requested_fen:
        raise Invalid("amount", f"协议金额不能超过申请的 {yuan_of(project.requested_fen)}。")
    check_limits(asked.programme, fen, project.total_fen, asked.today)


def _pass_delivery(asked: Asked) -> None:
    if not any(one.act is A.PROGRESS for one in asked.application.events):
        raise WrongMove("还没有记录节点。请至少记录一个节点，再办结实施。")


def _pass_audit(asked: Asked) -> None:
    data, agreed = asked.wish.data, agreed_fen(asked.application, asked.procedure)
    if not data["auditor"]:
        raise Invalid("auditor", "请填写审计机构的名称。")
    check_amount(data["whole_fen"], "whole")
    check_amount(data["fen"])
    if data["fen"] > data["whole_fen"] or (agreed is not None and data["fen"] > agreed):
        most = min(data["whole_fen"], agreed or data["whole_fen"])
        raise Invalid("amount", f"审定的资助不能超过 {yuan_of(most)}（协议金额和实际总投入）。")


def _pass_disbursement(asked: Asked) -> None:
    fen = asked.wish.data["fen"]
    check_amount(fen)
    audit = _passed(asked.application, asked.procedure, K.AUDIT)
    if audit is None:
        raise WrongMove("还没有审计结果，不能拨付。")
    if fen > audit.data["fen"]:
        raise Invalid("amount", f"拨付不能超过审定的 {yuan_of(audit.data['fen'])}。")
    check_limits(asked.programme, fen, audit.data["whole_fen"], asked.today)


def _pass_evaluation(asked: Asked) -> None:
    if asked.wish.data.get("grade") not in GRADES:
        raise Invalid("grade", "请选择结项的等次。")


GATES: Mapping[Act, Callable[[Asked], None]] = {
    A.SCORED: _check_declared,
    A.NOTICED: _check_notice,
    A.OBJECTED: _check_objection,
    A.REPLIED: _check_reply,
    A.PROGRESS: _check_progress,
    A.EVALUATED: _check_evaluation,
}
PASSING: Mapping[StageKind, Callable[[Asked], None]] = {
    K.CHECK: _pass_check,
    K.SCORING: _pass_scoring,
    K.PUBLIC_NOTICE: _pass_notice,
    K.AGREEMENT: _pass_agreement,
    K.DELIVERY: _pass_delivery,
    K.AUDIT: _pass_audit,
    K.DISBURSEMENT: _pass_disbursement,
    K.EVALUATION: _pass_evaluation,
}

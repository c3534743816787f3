"""What must be there before an act of an Application (申报): one gate for each act."""

from collections.abc import Callable, Mapping

from api.domain.application_asked import Asked
from api.domain.application_event import Act, Wish
from api.domain.delivery_gates import (
    check_dropped,
    check_evaluated,
    check_planned,
    check_progress,
    pass_delivery,
)
from api.domain.eligibility import Outcome, assess
from api.domain.errors import Invalid, WrongMove
from api.domain.money_gates import (
    check_refund,
    pass_agreement,
    pass_audit,
    pass_disbursement,
    pass_evaluation,
)
from api.domain.objection import notice_of, objections_of
from api.domain.procedure import StageKind
from api.domain.project_evaluation import evaluations
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
    A.PLANNED: "请写明为什么增加这个节点。",
    A.PROGRESS: "请写明完成情况和依据，比如验收单、照片。",
    A.DROPPED: "请写明为什么取消这个节点。",
    A.SKIPPED: "请写明向基金会确认的情况和依据。",
}


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
        _check_phase(asked)
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


def _check_declaration(asked: Asked) -> None:
    """Whoever could already read the sheets is no independent expert any more."""
    enough = len(scores(asked.stage, asked.round).sheets) >= asked.stage.experts
    if enough and not asked.wish.data["conflict"]:
        raise WrongMove("评分表已经够了，看得到别人的评分，不再增加专家。")


def _check_scored(asked: Asked) -> None:
    if not _is_expert(asked):
        raise WrongMove("打分以前要先声明与申报机构没有利益关系。请先填声明。")
    if _has_scored(asked):
        raise WrongMove("您已经交过这一轮的评分表，不能再改。")
    check_sheet(asked.stage, asked.wish.data["points"])


def _is_expert(asked: Asked) -> bool:
    mine = [one for one in asked.application.events if one.actor == asked.actor]
    return any(one.act is A.DECLARED and not one.data["conflict"] for one in mine)


def _has_scored(asked: Asked) -> bool:
    return any(one.act is A.SCORED and one.actor == asked.actor for one in asked.round)


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


def _check_phase(asked: Asked) -> None:
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
    if _is_expert(asked) and not _has_scored(asked):
        raise WrongMove("您声明过要评分，还没有交评分表。请先交自己的，再看汇总、办结。")
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


def _reject(asked: Asked) -> None:
    if asked.procedure.pays_before(asked.stage.key):
        check_refund(asked)


GATES: Mapping[Act, Callable[[Asked], None]] = {
    A.DECLARED: _check_declaration,
    A.SCORED: _check_scored,
    A.NOTICED: _check_notice,
    A.OBJECTED: _check_objection,
    A.REPLIED: _check_reply,
    A.PLANNED: check_planned,
    A.PROGRESS: check_progress,
    A.DROPPED: check_dropped,
    A.EVALUATED: check_evaluated,
    A.REJECTED: _reject,
}
PASSING: Mapping[StageKind, Callable[[Asked], None]] = {
    K.CHECK: _pass_check,
    K.SCORING: _pass_scoring,
    K.PUBLIC_NOTICE: _pass_notice,
    K.AGREEMENT: pass_agreement,
    K.DELIVERY: pass_delivery,
    K.AUDIT: pass_audit,
    K.DISBURSEMENT: pass_disbursement,
    K.EVALUATION: pass_evaluation,
}

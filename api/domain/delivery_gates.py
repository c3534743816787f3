"""What must be there before an act in the delivery (实施) of a project: its milestones, and the
check of its quality that falls between the first and the last of them."""

from api.domain.application_asked import Asked, agreed_fen
from api.domain.errors import Invalid, NotFound, WrongMove
from api.domain.procedure import Phase
from api.domain.project_evaluation import RESULTS, Result, check_evaluation, evaluations
from api.domain.project_milestone import ProjectMilestone, check_plan, day_of, milestones_of


def check_planned(asked: Asked) -> None:
    """One more milestone, within what was agreed.

    Raises:
        Invalid: ``field`` is ``milestones``.
    """
    agreed = agreed_fen(asked.application, asked.procedure) or 0
    check_plan([asked.wish.data], _milestones(asked), begins=asked.entered, fen=agreed)


def check_progress(asked: Asked) -> None:
    """A milestone that is open was done; the last one only once the quality was checked.

    Raises:
        NotFound, WrongMove: there is no such open milestone, or the check comes first.
        Invalid: ``field`` is ``done``.
    """
    _check_open(asked)
    done = day_of(asked.wish.data["done"], "done")
    if done > asked.today:
        raise Invalid("done", "实际完成的日期还没有到。请等完成以后再记。")
    if done < asked.entered:
        raise Invalid("done", f"实际完成不能早于申报录入的 {asked.entered}。请核对年份。")


def check_dropped(asked: Asked) -> None:
    """A milestone that is open is not to be done any more; the last one as in ``check_progress``.

    Raises:
        NotFound, WrongMove: there is no such open milestone, or the check comes first.
    """
    _check_open(asked)


def check_evaluated(asked: Asked) -> None:
    """An evaluation of the phase of this stage; that of the delivery once something was done, and
    with what follows from it.

    Raises:
        Invalid: ``field`` names what is missing.
        WrongMove: nothing was done yet that could be looked at.
    """
    data, phase = asked.wish.data, asked.stage.evaluates
    check_evaluation(phase, data)
    if phase is not Phase.DURING:
        return
    if data.get("result") not in RESULTS:
        raise Invalid("result", "请选择评估以后怎么办：继续实施，或者限期整改。")
    if data["result"] == Result.MEND and not asked.wish.note.strip():
        raise Invalid("note", "请写明要整改什么、什么时候改好。")
    kept = [one for one in _milestones(asked) if not one.dropped]
    if len(kept) > 1 and all(one.is_open for one in kept):
        raise WrongMove("还没有完成任何节点，没有可以评估的服务。请完成第一个节点以后再做。")


def pass_delivery(asked: Asked) -> None:
    """Something was done, nothing is open, and the last check says to go on.

    Raises:
        WrongMove: which of these is missing.
    """
    found = _milestones(asked)
    if not any(one.done for one in found):
        raise WrongMove("还没有完成任何节点。请至少完成一个节点，再办结实施。")
    if left := [one.what for one in found if one.is_open]:
        raise WrongMove(f"还有节点没有完成：{'、'.join(left)}。请先记录完成，或者取消并写明原因。")
    checked = evaluations(asked.round).get(Phase.DURING)
    if checked is not None and checked.result is Result.MEND:
        raise WrongMove("实施评估要求限期整改。请整改以后再评估一次，再办结实施。")


def _milestones(asked: Asked) -> tuple[ProjectMilestone, ...]:
    return milestones_of(asked.application.events)


def _check_open(asked: Asked) -> None:
    found = _milestones(asked)
    one = next((one for one in found if one.number == asked.wish.data["of"]), None)
    if one is None:
        raise NotFound("没有找到这个节点。请从节点表里选择。")
    if not one.is_open:
        raise WrongMove(f"节点“{one.what}”已经{'取消' if one.dropped else '完成'}。请刷新页面。")
    if sum(each.is_open for each in found) > 1 or asked.stage.evaluates is not Phase.DURING:
        return
    checked = evaluations(asked.application.events).get(Phase.DURING)
    if checked is None:
        raise WrongMove(f"“{one.what}”是最后一个节点。请先做实施评估，再办理这个节点。")
    if checked.result is Result.MEND:
        raise WrongMove("实施评估要求限期整改。请整改以后再评估一次，再办理最后一个节点。")

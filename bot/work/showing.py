"""What a claimant sees of their claims: how each stands, its agreement, its milestones."""

from api.domain.agreement import Agreement, AgreementState
from api.domain.claim import ClaimState
from api.domain.fund_pool import yuan_of
from bot import texts
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, pending, said, then_pending
from bot.work.documents import agreement_document
from bot.work_notices import score_buttons, work_button, working_buttons
from bot.work_ports import WorkSeen

S = AgreementState


def found(exchange: Exchange, number: int) -> WorkSeen | Turn:
    """The claim of the person's organisation, or the turn that says there is none."""
    seen = exchange.tx.work.of(number)
    return seen or said(pending(exchange), texts.WORK_NOT_YOURS.format(claim=number))


def listed(exchange: Exchange) -> Turn:
    """实施情况: the only claim, or all to choose from."""
    mine = exchange.tx.work.mine()
    if not mine:
        return said(pending(exchange), texts.WORK_NONE)
    if len(mine) == 1:
        return overview(exchange, mine[0].claim)
    lines = [texts.WORK_LIST]
    lines += [
        texts.WORK_LINE.format(
            claim=one.code,
            number=one.ticket,
            title=one.title,
            state=texts.CLAIM_STATES[one.state.value],
        )
        for one in mine
    ]
    choices = tuple(work_button("work", one.claim, one.code) for one in mine[:10])
    return then_pending(exchange, Turn((Message("\n".join(lines)),), choices))


def overview(exchange: Exchange, number: int) -> Turn:
    """One claim, and what can be done now."""
    seen = found(exchange, number)
    if isinstance(seen, Turn):
        return seen
    lines = [
        texts.WORK_HEAD.format(
            claim=seen.code,
            number=seen.ticket,
            title=seen.title,
            state=texts.CLAIM_STATES[seen.state.value],
        ),
        _agreement_line(seen.agreement),
        plan_text(exchange, seen) if seen.milestones else "",
        texts.WORK_REPORTS.format(count=seen.reports) if seen.reports else "",
    ]
    text = "\n".join(line for line in lines if line)
    return then_pending(exchange, Turn((Message(text),), buttons_of(seen)))


def buttons_of(seen: WorkSeen) -> tuple[Choice, ...]:
    """What the claimant can do with a claim as it stands."""
    if seen.state is ClaimState.IN_PROGRESS:
        return working_buttons(seen)
    if seen.state in (ClaimState.DELIVERED, ClaimState.EVALUATED):
        return () if seen.evaluated else score_buttons(str(seen.claim))
    agreement = seen.agreement
    if agreement is None:
        return (work_button("plan", seen.claim, texts.SEE_PLAN),)
    choices = (work_button("agreement", seen.claim, texts.SEE_AGREEMENT),)
    return (*choices, *_answers(seen, agreement))


def agreement(exchange: Exchange, number: int) -> Turn:
    """看协议: the terms in full."""
    seen = found(exchange, number)
    if isinstance(seen, Turn):
        return seen
    if seen.agreement is None:
        return said(pending(exchange), texts.WORK_NO_AGREEMENT)
    document = agreement_document(seen.agreement)
    message = Message(agreement_text(seen.agreement), document=document)
    return then_pending(exchange, Turn((message,), _answers(seen, seen.agreement)))


def agreement_text(agreement: Agreement) -> str:
    """The terms as a message."""
    terms = agreement.terms
    text = texts.AGREEMENT_TEXT.format(
        code=agreement.code,
        state=texts.AGREEMENT_STATES[agreement.state.value],
        claimant=terms.claimant,
        credit_code=terms.credit_code,
        need=terms.need,
    )
    if terms.place:
        text += texts.AGREEMENT_PLACE.format(place=terms.place)
    if terms.people:
        text += texts.AGREEMENT_PEOPLE.format(people=terms.people)
    if terms.money_fen:
        money = yuan_of(terms.money_fen)
        text += texts.AGREEMENT_MONEY.format(money=money, capitals=terms.in_capitals)
    if terms.goods:
        text += texts.AGREEMENT_GOODS.format(goods=terms.goods)
    text += texts.AGREEMENT_DATES.format(starts=terms.starts, ends=terms.ends)
    if terms.plan:
        plan = "；".join(f"{one.due} {one.what}" for one in terms.plan)
        text += texts.AGREEMENT_PLAN.format(plan=plan)
    if terms.extra:
        text += texts.AGREEMENT_EXTRA.format(extra=terms.extra)
    return text


def plan(exchange: Exchange, number: int) -> Turn:
    """看节点: what is planned, what is late, how to add."""
    seen = found(exchange, number)
    if isinstance(seen, Turn):
        return seen
    text = "\n".join((plan_text(exchange, seen), texts.PLAN_HOW.format(claim=seen.code)))
    choices = tuple(
        work_button(
            "reached",
            f"{seen.claim}x{one.ordinal}",
            texts.MILESTONE_ORDINAL_DONE.format(ordinal=one.ordinal),
        )
        for one in seen.milestones
        if one.is_open and seen.state is ClaimState.IN_PROGRESS
    )
    return then_pending(exchange, Turn((Message(text),), choices))


def plan_text(exchange: Exchange, seen: WorkSeen) -> str:
    """The milestones, one a line."""
    if not seen.milestones:
        return texts.PLAN_EMPTY.format(claim=seen.code)
    lines = [texts.PLAN_HEAD.format(claim=seen.code)]
    for one in seen.milestones:
        late = one.days_late(exchange.today)
        state = texts.MILESTONE_STATES[one.state.value]
        state += texts.PLAN_LATE.format(days=late) if late else ""
        lines.append(
            texts.PLAN_LINE.format(
                ordinal=one.ordinal, due=one.due.isoformat(), what=one.what, state=state
            )
        )
    return "\n".join(lines)


def _answers(seen: WorkSeen, agreement: Agreement) -> tuple[Choice, ...]:
    if agreement.state is not S.SENT:
        return ()
    return (
        work_button("agree", seen.claim, texts.AGREE),
        work_button("objection", seen.claim, texts.ASK_FOR_CHANGES),
    )


def _agreement_line(agreement: Agreement | None) -> str:
    if agreement is None:
        return texts.WORK_NO_AGREEMENT
    state = texts.AGREEMENT_STATES[agreement.state.value]
    return texts.WORK_AGREEMENT.format(code=agreement.code, state=state)

"""The page of a saved result of eligibility: what was found when, and what changed since."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse

from api.clock import SHANGHAI, Clock
from api.domain.eligibility import Outcome
from api.domain.errors import NotFound
from api.domain.programme import RuleKind
from api.routes.services import WebDep
from bot.eligibility.findings import says_the_same
from bot.eligibility.judging import judged_by
from bot.eligibility.ports import KeptAssessment, RuleBook
from bot.eligibility.run import facts_from_json

GONE = (
    "没有找到这份结果：链接不完整，或者保存的人已经删除了它。可以回到对话，说“测资格”重新测一次。"
)


@dataclass(frozen=True, slots=True)
class Results:
    """What the page reads: ``find`` gives a result by its token."""

    find: Callable[[str], KeptAssessment | None]
    rules: RuleBook
    clock: Clock


def assessment_router(results: Results) -> APIRouter:
    """The one page, for whoever has the link."""
    router = APIRouter(include_in_schema=False)

    @router.get("/assessments/{token}")
    async def assessment(token: str, web: WebDep) -> HTMLResponse:
        """The result as it was saved; a note says when today's rules say otherwise."""
        kept = await run_in_threadpool(results.find, token)
        if kept is None:
            raise NotFound(GONE)
        today = results.clock.now().astimezone(SHANGHAI).date()
        page = web.pages.render(
            "assessment.html",
            made=kept.made,
            made_on=kept.made_at.astimezone(SHANGHAI).date(),
            said=kept.made.findings,
            since=await run_in_threadpool(_since, results.rules, kept, today),
            deciding=_of(kept, RuleKind.REQUIRE, RuleKind.LIMIT),
            procedure=_of(kept, RuleKind.PROCEDURE),
            advice=_of(kept, RuleKind.ADVICE),
            prepare=_prepare(kept),
        )
        page.headers["X-Robots-Tag"] = "noindex"  # whoever has the link may read it, nobody else
        return page

    return router


def _since(rules: RuleBook, kept: KeptAssessment, today: date) -> str:
    """What became of the rules since: empty, ``gone``, or the outcome of the same answers today."""
    programme = rules.checked(kept.made.programme, today)
    if programme is None:
        return "gone"
    facts = facts_from_json(programme, kept.made.answers)
    judged = judged_by(rules, programme, facts, today)
    if says_the_same(judged.findings.to_json(), kept.made.findings):
        return ""
    said = judged.findings
    amount = f"，{said.maximum_label}{said.maximum}" if said.maximum else ""
    return said.label if said.outcome == Outcome.INELIGIBLE else f"{said.label}{amount}"


def _of(kept: KeptAssessment, *kinds: RuleKind) -> list[dict[str, Any]]:
    return [rule for rule in kept.made.findings["rules"] if rule["kind"] in kinds]


def _prepare(kept: KeptAssessment) -> list[str]:
    return list(
        dict.fromkeys(one for rule in kept.made.findings["rules"] for one in rule["prepare"])
    )

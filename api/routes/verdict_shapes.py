"""The shapes of what is assessed and of the verdict in the JSON API. Decimals leave as texts."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.domain.eligibility import Verdict
from api.domain.programme import Programme
from api.domain.rule_step import Step
from api.routes.programme_shapes import Quoted, SourceOut, rule_members

EXAMPLE: JsonDict = {
    "programme": "shanghai-special-fund",
    "title": "上海市对口支援专项资金（支持社会力量参与对口帮扶）",
    "as_of": "2026-11-28",
    "outcome": "unknown",
    "label": "信息不足，暂不能判断",
    "missing": ["registered_in_shanghai", "annual_review_passed", "non_profit", "area"],
    "money": {
        "maximum_label": "最多可申请资助",
        "maximum": "360000.00",
        "rest_label": "需要自筹",
        "rest": "840000.00",
        "rest_share": "0.7000",
    },
    "steps": [
        {
            "rule": "applicant-type",
            "kind": "require",
            "kind_label": "条件",
            "text": "申请主体是社会团体、基金会、民办非企业单位（社会服务机构）或企业。",
            "inputs": {"applicant_type": "基金会"},
            "value": ["社会团体", "基金会", "民办非企业单位", "社会服务机构", "企业"],
            "holds": True,
            "conflict": False,
            "note": "",
            "tier": "digest",
            "who": "",
            "when": "",
            "prepare": [],
            "sources": [
                {
                    "document": "shanghai-special-fund-2020",
                    "title": "2020年试行细则（前五条要点转述）",
                    "quote": "在上海市各级民政部门登记的社会团体、基金会、民办非企业单位，以及企业",
                    "stale": False,
                    "link": "/policies/shanghai-special-fund-2020?start=61&end=95#passage",
                }
            ],
        }
    ],
}


class AssessIn(BaseModel):
    """What is known of the applicant or project: the facts of the programme by key, as far as
    they are known. ``as_of`` is the day whose rules count, by default today in Shanghai."""

    model_config = ConfigDict(extra="forbid")

    as_of: str | None = Field(None, json_schema_extra={"format": "date"})
    facts: dict[str, Any] = Field(
        json_schema_extra={"additionalProperties": {"type": ["boolean", "number", "string"]}}
    )


class StepOut(BaseModel):
    """How one rule was applied.

    ``inputs`` are the facts it read (null: not given), ``value`` what it says: a figure, a
    wording or a list, for a limit the largest amount in yuan. ``holds`` is null where the rule
    could not be decided or decides nothing. ``conflict``: equal sources contradict, and all of
    them are there. ``note`` is a Chinese sentence or empty.
    """

    rule: str
    kind: Literal["require", "limit", "procedure", "advice"]
    kind_label: str
    text: str
    inputs: dict[str, bool | Decimal | str | None]
    value: Decimal | str | list[str] | None
    holds: bool | None
    conflict: bool
    note: str
    tier: Literal["official", "digest", "press", "self_media"]
    who: str
    when: str
    prepare: list[str]
    sources: list[SourceOut]

    @classmethod
    def of(cls, step: Step, quoted: Quoted) -> "StepOut":
        """The shape of one step."""
        value = list(step.value) if isinstance(step.value, tuple) else step.value
        return cls(
            rule=step.rule.id,
            **rule_members(step.rule),
            inputs=step.inputs,
            value=value,
            holds=step.holds,
            conflict=step.conflict,
            note=step.note,
            sources=[SourceOut.of(source, quoted) for source in step.sources],
        )


class MoneyOut(BaseModel):
    """The amounts, in yuan; null where they cannot be computed. ``rest`` is what of the whole
    (the project, the donation) is above the maximum, ``rest_share`` its part of it, 0 to 1."""

    maximum_label: str
    maximum: Decimal | None
    rest_label: str
    rest: Decimal | None
    rest_share: Decimal | None


class VerdictOut(BaseModel):
    """The verdict with its full trace. It promises nothing: the originals are still to be
    checked. ``missing`` are the keys of the facts that could still decide it; ``money`` is null
    where the programme publishes no limit."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    programme: str
    title: str
    as_of: date
    outcome: Literal["eligible", "ineligible", "unknown"]
    label: str
    missing: list[str]
    money: MoneyOut | None
    steps: list[StepOut]

    @classmethod
    def of(
        cls, programme: Programme, verdict: Verdict, quoted: Quoted, as_of: date
    ) -> "VerdictOut":
        """The shape of ``verdict``."""
        return cls(
            programme=programme.key,
            title=programme.title,
            as_of=as_of,
            outcome=verdict.outcome.value,
            label=verdict.outcome.label,
            missing=list(verdict.missing),
            money=_money(programme, verdict) if programme.bounded else None,
            steps=[StepOut.of(step, quoted) for step in verdict.steps],
        )


def _money(programme: Programme, verdict: Verdict) -> MoneyOut:
    return MoneyOut(
        maximum_label=programme.money.maximum,
        maximum=verdict.max_amount,
        rest_label=programme.money.rest,
        rest=verdict.own_amount,
        rest_share=verdict.own_share,
    )

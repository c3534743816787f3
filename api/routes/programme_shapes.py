"""The shapes of programmes and their rules in the JSON API."""

from datetime import date
from typing import Any, Literal
from urllib.parse import quote as in_path

from pydantic import BaseModel

from api.domain.parameter import Source
from api.domain.programme import Programme, Rule
from api.domain.programme_facts import FactAsked
from knowledge.documents import Document

Quoted = dict[str, Document]


class FactOut(BaseModel):
    """A fact the rules ask for. ``type`` says what to send: ``yes_no`` a boolean, ``yuan`` and
    ``number`` a number that is not negative, the others a text; a ``choice`` is one of
    ``choices``."""

    key: str
    type: Literal["choice", "yes_no", "yuan", "number", "place", "text"]
    label: str
    question: str
    choices: list[str]
    unit: str
    why: str

    @classmethod
    def of(cls, key: str, asked: FactAsked) -> "FactOut":
        """The shape of one fact."""
        return cls(
            key=key,
            type=asked.type.value,
            label=asked.label,
            question=asked.question,
            choices=list(asked.choices),
            unit=asked.unit,
            why=asked.why,
        )


class ProgrammeLine(BaseModel):
    """A programme. ``general``: general law rather than a fund. ``status_note`` says how much
    of its texts is known."""

    key: str
    title: str
    general: bool
    status_note: str
    facts: list[FactOut]


class SourceOut(BaseModel):
    """Where a rule is written: a verbatim quotation, and the address of the page that shows it.

    ``stale``: no text in force on the day says so, and ``link`` is null.
    """

    document: str
    title: str
    quote: str
    stale: bool
    link: str | None

    @classmethod
    def of(cls, source: Source, quoted: Quoted) -> "SourceOut":
        """The shape of one source; ``quoted`` are the documents in force by the key quoted."""
        document = quoted.get(source.document)
        link = None
        if document and not source.stale:
            start = document.text.index(source.quote)
            end = start + len(source.quote)
            link = f"/policies/{in_path(document.key)}?start={start}&end={end}#passage"
        return cls(
            document=document.key if document else source.document,
            title=document.title if document else source.document,
            quote=source.quote,
            stale=source.stale,
            link=link,
        )


class RuleOut(BaseModel):
    """A rule in words. ``who`` acts and ``when`` in a procedure, ``prepare`` is what to bring,
    as far as the source says; ``stands`` whether it holds on the day asked for."""

    id: str
    kind: Literal["require", "limit", "procedure", "advice"]
    kind_label: str
    text: str
    tier: Literal["official", "digest", "press", "self_media"]
    who: str
    when: str
    prepare: list[str]
    effective_from: date | None
    effective_to: date | None
    stands: bool
    source: SourceOut


def rule_members(rule: Rule) -> dict[str, Any]:
    """What a rule and its step have in common."""
    return {
        "kind": rule.kind.value,
        "kind_label": rule.kind.label,
        "text": rule.text,
        "tier": rule.tier,
        "who": rule.who,
        "when": rule.when,
        "prepare": list(rule.prepare),
    }


class ProgrammeOut(ProgrammeLine):
    """A programme with all its rules as of a day."""

    aliases: list[str]
    as_of: date
    rules: list[RuleOut]

    @classmethod
    def of(cls, programme: Programme, quoted: Quoted, as_of: date) -> "ProgrammeOut":
        """The shape of ``programme``, checked against ``quoted``."""
        return cls(
            **line(programme).model_dump(),
            aliases=list(programme.aliases),
            as_of=as_of,
            rules=[
                RuleOut(
                    id=rule.id,
                    **rule_members(rule),
                    effective_from=rule.effective_from,
                    effective_to=rule.effective_to,
                    stands=rule.stands(as_of),
                    source=SourceOut.of(rule.source, quoted),
                )
                for rule in programme.rules
            ],
        )


def line(programme: Programme) -> ProgrammeLine:
    """The shape of ``programme`` in a list."""
    return ProgrammeLine(
        key=programme.key,
        title=programme.title,
        general=programme.general,
        status_note=programme.status_note,
        facts=[FactOut.of(key, asked) for key, asked in programme.facts.items()],
    )

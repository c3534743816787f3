"""Dated facts about statutes that their data lacks, read from ``statutes.yaml``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from knowledge.documents import Document, Tier
from knowledge.titles import short_title


@dataclass(frozen=True, slots=True)
class Relation:
    """How a named text stands to another. ``until_version``: only versions published before."""

    note: str
    replaced_by: str | None = None
    until_version: date | None = None


@dataclass(frozen=True, slots=True)
class StatuteFacts:
    """The content of ``statutes.yaml``; laws are named by their short titles."""

    core: frozenset[str]
    aliases: Mapping[str, tuple[str, ...]]
    effective_from: Mapping[tuple[str, date], date]
    ended: Mapping[tuple[str, date], date]
    relations: Mapping[str, Relation]
    parts: Mapping[str, Mapping[int, tuple[str, ...]]]

    def began(self, title: str, version: date | None) -> date | None:
        """The day a version came into force, where it is known better than its data says."""
        return self.effective_from.get((short_title(title), version)) if version else None

    def annotate(self, document: Document) -> Document:
        """``document`` with its aliases, its notes and a known end."""
        name, version = short_title(document.title), document.published
        aliases = tuple(dict.fromkeys([*document.aliases, *self.aliases.get(name, ())]))
        document = replace(document, aliases=aliases)
        if version and (name, version) in self.ended:
            document = replace(document, effective_to=self.ended[name, version])
        relation = self.relations.get(name)
        if relation and _applies(relation, version):
            note = "；".join(filter(None, (document.status_note, relation.note)))
            document = replace(document, status_note=note)
        return document

    def relate(self, documents: Iterable[Document]) -> tuple[Document, ...]:
        """Point from a text to the law that takes precedence, where both are at hand."""
        given = tuple(documents)
        official = (each for each in given if each.tier is Tier.OFFICIAL)
        keys = {short_title(each.title): each.key for each in official}
        return tuple(self._related(each, keys) for each in given)

    def _related(self, document: Document, keys: Mapping[str, str]) -> Document:
        if document.tier is not Tier.OFFICIAL:
            return document
        relation = self.relations.get(short_title(document.title))
        newer = keys.get(relation.replaced_by or "") if relation else None
        return replace(document, replaced_by=newer) if newer else document


def _applies(relation: Relation, version: date | None) -> bool:
    return relation.until_version is None or version is None or version < relation.until_version


@cache
def statute_facts() -> StatuteFacts:
    """The facts shipped with the project."""
    raw = yaml.safe_load(statutes_yaml())
    return StatuteFacts(
        core=frozenset(raw["core"]),
        aliases={name: tuple(aliases) for name, aliases in raw["aliases"].items()},
        effective_from=_dates(raw["effective_from"]),
        ended=_dates(raw["ended"]),
        relations={row["law"]: _relation(row) for row in raw["relations"]},
        parts={
            law: {first: tuple(lines) for first, lines in parts.items()}
            for law, parts in raw["parts"].items()
        },
    )


def statutes_yaml() -> bytes:
    """The file itself, for fingerprints."""
    return (files("knowledge") / "statutes.yaml").read_bytes()


def _dates(rows: list[dict[str, Any]]) -> dict[tuple[str, date], date]:
    return {(row["law"], row["version"]): row["date"] for row in rows}


def _relation(row: dict[str, Any]) -> Relation:
    return Relation(row["note"], row.get("replaced_by"), row.get("until_version"))

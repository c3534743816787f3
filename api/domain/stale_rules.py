"""Rules whose source says something else now: they decide nothing until somebody looks at them."""

from dataclasses import dataclass
from datetime import date

from api.domain.parameter import Parameter, Source
from api.domain.programme import Programme, Rule


@dataclass(frozen=True, slots=True)
class StaleSource:
    """A quotation that its document no longer has, and what of ``programme`` (its title) rests on
    it: sentences of rules, labels of parameters."""

    programme: str
    source: Source
    rests: tuple[str, ...]


def stale_sources(programme: Programme, as_of: date) -> tuple[StaleSource, ...]:
    """The stale sources of what stands on ``as_of``; ``programme`` as ``checked`` marked it."""
    found: dict[Source, list[str]] = {}
    for rule in programme.rules:
        if rule.source.stale and rule.stands(as_of):
            found.setdefault(rule.source, []).append(rule.text)
    for parameter in programme.parameters.values():
        for value in parameter.values:
            if value.source.stale and value.stands(as_of):
                found.setdefault(value.source, []).append(parameter.label)
    return tuple(
        StaleSource(programme.title, source, tuple(dict.fromkeys(rests)))
        for source, rests in found.items()
    )


def lost_its_basis(programme: Programme, rule: Rule, as_of: date) -> bool:
    """Whether ``rule`` may not decide: its own source is stale, or all the best there are of
    its parameter."""
    parameter = programme.parameters[rule.parameter] if rule.parameter else None
    return rule.source.stale or (parameter is not None and _is_lost(parameter, as_of))


def _is_lost(parameter: Parameter, as_of: date) -> bool:
    is_stated = any(value.stands(as_of) for value in parameter.values)
    return is_stated and not parameter.at(as_of).values

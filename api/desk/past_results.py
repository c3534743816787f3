"""What earlier applications (申报) of organisations came to, for those who look at the next."""

from collections.abc import Collection

from api.domain.application import Application
from api.domain.past_result import PastResult, past_result
from api.store import applications
from api.store.database import Unit
from knowledge.procedure_files import load_procedures


def past_results(unit: Unit, keys: Collection[str]) -> dict[str, tuple[PastResult, ...]]:
    """Of each of these organisations, by its key, the results; the newest application first."""
    found: dict[str, list[PastResult]] = {key: [] for key in keys}
    procedures = load_procedures()
    for one in applications.ended_of(unit, keys):
        if result := past_result(procedures[one.programme], one):
            found[one.organisation].append(result)
    return {key: tuple(results) for key, results in found.items()}


def results_before(unit: Unit, application: Application) -> tuple[PastResult, ...]:
    """What the organisation of ``application`` did in earlier rounds, under any programme."""
    found = past_results(unit, (application.organisation,))[application.organisation]
    return tuple(one for one in found if one.number != application.number)


def excellent_before(unit: Unit, application: Application) -> PastResult | None:
    """The last result of the same organisation under the same programme, when it was excellent."""
    same = (
        one for one in results_before(unit, application) if one.programme == application.programme
    )
    last = next(same, None)
    return last if last and last.is_excellent else None

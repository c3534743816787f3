"""What a person sees of applications (申报); implements ``bot.application_ports.Applications``."""

from dataclasses import dataclass

from api.domain.application import DECIDES
from api.store import applications, organisations
from api.store.database import Unit
from bot.application_ports import ApplicationSeen
from knowledge.procedure_files import load_procedures


@dataclass(frozen=True, slots=True)
class SqlApplications:
    """Those of the organisations the person acts for now."""

    unit: Unit
    person: str

    def mine(self) -> tuple[ApplicationSeen, ...]:
        """See ``Applications.mine``."""
        held = {
            one.organisation.key: one.organisation.name
            for one in organisations.memberships(self.unit, self.person)
        }
        if not held:
            return ()
        procedures = load_procedures()
        return tuple(
            ApplicationSeen(
                code=one.code,
                title=one.project.title,
                organisation=held[one.organisation],
                stage=procedures[one.programme].stage(one.stage).label,
                standing=one.standing,
                since=one.since,
                note=next((e.note for e in reversed(one.events) if e.act in DECIDES), ""),
            )
            for one in applications.of_organisations(self.unit, tuple(held))
        )

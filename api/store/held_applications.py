"""What a person may do with applications (申报) in one turn; implements
``bot.application_ports.Applications``."""

from dataclasses import dataclass

from api.domain.application import DECIDES, Application
from api.domain.errors import NotFound
from api.domain.procedure import Procedure
from api.domain.project import Project
from api.store import application_files, applications, applying, organisations
from api.store.database import Unit
from api.store.files import handed_in_by
from bot.application_ports import ApplicationSeen
from knowledge.procedure_files import find_procedure, load_procedures


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
                number=one.number,
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

    def one(self, number: int) -> Application:
        """See ``Applications.one``."""
        return applying.own(self.unit, self.person, number)

    def stage(self, application: Application) -> str:
        """See ``Applications.stage``."""
        return _procedure(application.programme).stage(application.stage).label

    def submit(
        self, programme: str, organisation: str, project: Project, files: tuple[str, ...], key: str
    ) -> Application:
        """See ``Applications.submit``."""
        procedure = _procedure(programme)
        made = applying.apply(self.unit, self.person, procedure, organisation, project, key=key)
        self._attach(made.number, files)
        return made

    def answer(
        self, number: int, project: Project, files: tuple[str, ...], key: str
    ) -> Application:
        """See ``Applications.answer``."""
        procedure = _procedure(self.one(number).programme)
        self._attach(number, files)  # before it is no more their turn
        return applying.answer(self.unit, self.person, procedure, number, project, key=key)

    def _attach(self, number: int, files: tuple[str, ...]) -> None:
        for key in files:
            kept = handed_in_by(self.unit, self.person, key)
            application_files.add_own(self.unit, self.person, number, kept)

    def withdraw(self, number: int, reason: str) -> Application:
        """See ``Applications.withdraw``."""
        procedure = _procedure(self.one(number).programme)
        return applying.withdraw(self.unit, self.person, procedure, number, reason, key="chat")


def _procedure(key: str) -> Procedure:
    found = find_procedure(key)
    if found is None:
        raise NotFound("没有这个专项的申报程序。请重新选择专项。")
    return found

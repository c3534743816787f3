"""The applications of one's organisations as their pages read and change them."""

from dataclasses import dataclass
from datetime import date

from api.clock import SHANGHAI
from api.console.application_form import ProjectForm
from api.console.visit import Fields
from api.desk.applications import Rules
from api.domain.application import Application
from api.domain.application_event import Act
from api.domain.errors import Invalid, NotFound
from api.domain.procedure import Procedure
from api.domain.project import Project
from api.pages.applicant import Applicant
from api.store import application_files, applications, applying
from api.store.application_files import ApplicationFile
from api.store.database import Database
from api.store.files import FileStore
from bot.eligibility.findings import Findings
from bot.eligibility.judging import judged_by
from bot.eligibility.ports import RuleBook
from knowledge.places.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class OwnApplications:
    """Put together by the composition root; each call is a transaction of its own."""

    database: Database
    procedures: dict[str, Procedure]
    rule_book: RuleBook
    gazetteer: Gazetteer
    files: FileStore

    @property
    def titles(self) -> dict[str, str]:
        """The programmes that can be applied for, by their keys."""
        known = self.rule_book.programmes
        return {one.key: one.title for one in known if one.key in self.procedures}

    def rules(self, programme: str) -> Rules:
        """By what an application under that programme is judged today.

        Raises:
            NotFound: there is none of that key, or nobody can apply for it.
        """
        procedure = self.procedures.get(programme)
        found = self.rule_book.checked(programme, self.today)
        if procedure is None or found is None:
            raise NotFound("没有这个专项的申报程序。请从申报页面里选择。")
        return Rules(procedure, found)

    def mine(self, who: Applicant) -> tuple[tuple[Application, str], ...]:
        """Each application with the label of its stage, the newest first."""
        with self.database.read() as unit:
            found = applications.of_organisations(unit, tuple(who.names))
        return tuple((one, self.procedures[one.programme].stage(one.stage).label) for one in found)

    def one(self, who: Applicant, number: int) -> Application:
        """One of them.

        Raises:
            NotFound: there is none with that number, or it is somebody else's.
        """
        with self.database.read() as unit:
            return applying.own(unit, who.person, number)

    def checked(self, rules: Rules, project: Project) -> Findings:
        """What the rules of today say of the project."""
        facts = project.facts(rules.programme)
        return judged_by(self.rule_book, rules.programme, facts, self.today).findings

    def files_of(self, number: int) -> tuple[ApplicationFile, ...]:
        """What is kept with one; whose it is was asked before."""
        with self.database.read() as unit:
            return application_files.of_application(unit, number)

    def attach(self, who: Applicant, number: int, sent: list[tuple[str, bytes]]) -> None:
        """Keep files with one.

        Raises:
            Invalid: none was chosen, or one is not acceptable.
            NotFound, WrongMove: see ``application_files.add_own``.
        """
        if not sent:
            raise Invalid("files", "没有选择文件。请选好文件再上传。")
        kept = [self.files.put(name, content) for name, content in sent]
        with self.database.begin() as unit:
            for one in kept:
                application_files.add_own(unit, who.person, number, one)

    def file(self, who: Applicant, number: int, key: str) -> tuple[ApplicationFile, bytes]:
        """A file of one, and what is in it.

        Raises:
            NotFound: it is not theirs, or not there.
        """
        self.one(who, number)
        with self.database.read() as unit:
            found = application_files.find(unit, number, key)
        return found, self.files.kept_bytes(found.path)

    def thumbnail(self, who: Applicant, number: int, key: str) -> bytes:
        """A small picture of a photograph.

        Raises:
            NotFound: it is not theirs, or not there.
        """
        self.one(who, number)
        with self.database.read() as unit:
            return application_files.thumbnail(unit, number, key)

    def submit(self, who: Applicant, rules: Rules, project: Project, fields: Fields) -> Application:
        """A new application, once for each form shown.

        Raises:
            NotAllowed, WrongMove: see ``applying.apply``.
        """
        organisation, key = fields.one("organisation"), _key(fields)
        with self.database.begin() as unit:
            return applying.apply(unit, who.person, rules.procedure, organisation, project, key=key)

    def change(self, who: Applicant, rules: Rules, number: int, fields: Fields) -> None:
        """Mend or withdraw one, as the form says.

        Raises:
            Invalid, NotFound, Outdated, WrongMove: see ``applying.answer`` and ``withdraw``.
        """
        note, version, key = fields.one("note"), fields.whole("version"), _key(fields)
        with self.database.begin() as unit:
            if fields.one("act") == Act.WITHDRAWN:
                applying.withdraw(
                    unit, who.person, rules.procedure, number, note, version=version, key=key
                )
                return
            form = ProjectForm.sent(fields, rules.programme)
            project = form.project(rules.programme, self.gazetteer)
            applying.answer(
                unit,
                who.person,
                rules.procedure,
                number,
                project,
                note=note,
                version=version,
                key=key,
            )

    @property
    def today(self) -> date:
        """The day in Shanghai."""
        return self.database.clock.now().astimezone(SHANGHAI).date()


def _key(fields: Fields) -> str:
    key = fields.one("key")[:40]
    if not key:
        raise Invalid("key", "这张表单不完整。请刷新页面后再填一次。")
    return f"page:{key}"

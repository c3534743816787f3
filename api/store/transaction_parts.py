"""The parts of a turn's transaction, each a port of its own over the same unit."""

from api.store.assessments import SqlAssessments
from api.store.batches import SqlBatches
from api.store.database import Unit
from api.store.drafts import SqlDrafts
from api.store.files import FileStore
from api.store.held_applications import SqlApplications
from api.store.held_claims import SqlClaims
from api.store.held_offers import SqlOffers
from api.store.held_organisations import SqlOrganisations
from api.store.held_posts import SqlPosts
from api.store.reporter_followup import SqlFollowup
from api.store.staff_door import SqlStaffDoor
from api.store.subscriptions import SqlSubscriptions
from api.store.suiting import SqlSuiting
from api.store.supporting import SqlSupporting
from api.store.work_door import SqlWork


class SqlParts:
    """What ``bot.ports.Transaction`` hands out, made when it is asked for."""

    def __init__(self, unit: Unit, person: str, files: FileStore) -> None:
        """For ``person``; it follows when two persons become one."""
        self.person = person
        self._unit = unit
        self._files = files

    @property
    def drafts(self) -> SqlDrafts:
        """See ``Transaction.drafts``."""
        return SqlDrafts(self._unit, self.person)

    @property
    def followup(self) -> SqlFollowup:
        """See ``Transaction.followup``."""
        return SqlFollowup(self._unit, self.person, self._files)

    @property
    def support(self) -> SqlSupporting:
        """See ``Transaction.support``."""
        return SqlSupporting(self._unit, self.person)

    @property
    def staff(self) -> SqlStaffDoor:
        """See ``Transaction.staff``."""
        return SqlStaffDoor(self._unit, self.person, self._files)

    @property
    def batches(self) -> SqlBatches:
        """See ``Transaction.batches``."""
        return SqlBatches(self._unit, self.person)

    @property
    def assessments(self) -> SqlAssessments:
        """See ``Transaction.assessments``."""
        return SqlAssessments(self._unit, self.person)

    @property
    def posts(self) -> SqlPosts:
        """See ``Transaction.posts``."""
        return SqlPosts(self._unit, self.person)

    @property
    def organisations(self) -> SqlOrganisations:
        """See ``Transaction.organisations``."""
        return SqlOrganisations(self._unit, self.person)

    @property
    def offers(self) -> SqlOffers:
        """See ``Transaction.offers``."""
        return SqlOffers(self._unit, self.person)

    @property
    def subscriptions(self) -> SqlSubscriptions:
        """See ``Transaction.subscriptions``."""
        return SqlSubscriptions(self._unit, self.person)

    @property
    def suiting(self) -> SqlSuiting:
        """See ``Transaction.suiting``."""
        return SqlSuiting(self._unit, self.person)

    @property
    def work(self) -> SqlWork:
        """See ``Transaction.work``."""
        return SqlWork(self._unit, self.person, self._files)

    @property
    def applications(self) -> SqlApplications:
        """See ``Transaction.applications``."""
        return SqlApplications(self._unit, self.person)

    @property
    def claims(self) -> SqlClaims:
        """See ``Transaction.claims``."""
        return SqlClaims(self._unit, self.person)

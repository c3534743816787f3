"""How a policy document stands on a day: in force, not yet, ended, replaced, or withdrawn."""

from datetime import date
from enum import StrEnum

from api.store.holdings import Holding


class DocumentState(StrEnum):
    """The closed list of ways a document can stand."""

    IN_FORCE = "in_force"
    TO_COME = "to_come"
    ENDED = "ended"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The Chinese label shown to people."""
        return LABELS[self]

    @property
    def badge(self) -> str:
        """The badge it is shown with."""
        return BADGES[self]


S = DocumentState
LABELS = {
    S.IN_FORCE: "现行",
    S.TO_COME: "未生效",
    S.ENDED: "已失效",
    S.REPLACED: "已替代",
    S.WITHDRAWN: "已撤下",
}
BADGES = {
    S.IN_FORCE: "badge-good",
    S.TO_COME: "badge-wait",
    S.ENDED: "badge-lost",
    S.REPLACED: "badge-lost",
    S.WITHDRAWN: "badge-lost",
}


def state_of(holding: Holding, as_of: date) -> DocumentState:
    """How ``holding`` stands on ``as_of``. A version whose successor has not begun is in force."""
    document = holding.document
    if holding.decisions.withdrawn:
        return S.WITHDRAWN
    if document.effective_from and as_of < document.effective_from:
        return S.TO_COME
    if document.in_force(as_of):
        return S.IN_FORCE
    return S.REPLACED if document.replaced_by else S.ENDED

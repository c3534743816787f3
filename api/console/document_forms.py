"""What an administrator may decide on a document: the forms, and doing what one of them says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.console.visit import Fields
from api.desk import knowledge_changes as changes
from api.desk.document_page import DocumentView
from api.desk.people import Staff
from api.domain.errors import Refusal
from api.store.database import Unit
from api.store.holdings import Holding, holdings


class Act(StrEnum):
    """The closed list of what a form of the page does."""

    REPLACE = "replace"
    UNREPLACE = "unreplace"
    END = "end"
    UNEND = "unend"
    WITHDRAW = "withdraw"
    RESTORE = "restore"

    @property
    def label(self) -> str:
        """What the button says."""
        return LABELS[self]

    @property
    def hint(self) -> str:
        """What comes of it."""
        return HINTS[self]


A = Act
LABELS = {
    A.REPLACE: "登记替代它的新版",
    A.UNREPLACE: "取消替代",
    A.END: "设定失效日期",
    A.UNEND: "取消失效日期",
    A.WITHDRAW: "撤下",
    A.RESTORE: "恢复使用",
}
HINTS = {
    A.REPLACE: "这份文件到新版施行的前一天为止。之后的提问用新版回答，问到以前的情况仍用这一份。",
    A.UNREPLACE: "两份文件都按各自的日期使用。",
    A.END: "到这一天为止有效，之后的提问不再把它当作现行规定。",
    A.UNEND: "恢复成文件自己写明的有效期。",
    A.WITHDRAW: "所有回答都不再引用它，包括问到以前情况的回答。文件和历史都保留，可以恢复。",
    A.RESTORE: "回答可以重新引用它。",
}
DONE = {
    A.REPLACE: "已登记替代它的新版。",
    A.UNREPLACE: "已取消替代。",
    A.END: "已设定失效日期。",
    A.UNEND: "已取消失效日期。",
    A.WITHDRAW: "已撤下，回答不再引用它。",
    A.RESTORE: "已恢复使用。",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One form as it was sent."""

    act: Act
    version: int
    reason: str
    last_day: str = ""
    newer: str = ""

    @classmethod
    def read(cls, act: Act, fields: Fields) -> "Decision":
        """The form's fields."""
        last_day, newer = fields.one("last_day").strip(), fields.one("newer")
        return cls(act, fields.whole("version"), fields.one("reason"), last_day, newer)


@dataclass(frozen=True, slots=True)
class DocumentForms:
    """The forms as they are shown; ``refused`` is the decision that was not taken, and why."""

    acts: tuple[Act, ...]
    successors: tuple[Holding, ...]
    refused: Decision | None = None
    problem: str = ""

    def problem_of(self, act: Act) -> str:
        """Why this form was refused; empty when it was not."""
        return self.problem if self.refused and self.refused.act is act else ""

    @property
    def is_gone(self) -> bool:
        """Whether the form that was refused is offered no more, as after a colleague's change."""
        return self.refused is not None and self.refused.act not in self.acts

    def typed(self, act: Act, name: str) -> str:
        """What was typed into a field of this form before it was refused."""
        return str(getattr(self.refused, name)) if self.problem_of(act) else ""


def forms(
    unit: Unit, view: DocumentView, decision: Decision | None = None, refusal: Refusal | None = None
) -> DocumentForms:
    """What may be decided on the document of ``view`` now."""
    decisions = view.holding.decisions
    acts = (
        A.REPLACE if decisions.successor is None else A.UNREPLACE,
        A.END if decisions.last_day is None else A.UNEND,
        A.RESTORE if decisions.withdrawn else A.WITHDRAW,
    )
    return DocumentForms(
        acts=acts,
        successors=_successors(unit, view.holding) if A.REPLACE in acts else (),
        refused=decision,
        problem=refusal.message if refusal else "",
    )


def perform(unit: Unit, staff: Staff, key: str, decision: Decision) -> None:
    """Do it.

    Raises:
        Refusal: see the functions of ``knowledge_changes``.
    """
    version, reason = decision.version, decision.reason
    if decision.act is A.END:
        day = _day(decision.last_day)
        changes.end(unit, staff, key, version=version, last_day=day, reason=reason)
    elif decision.act is A.REPLACE:
        changes.replace_by(unit, staff, key, version=version, newer=decision.newer, reason=reason)
    else:
        _PLAIN[decision.act](unit, staff, key, version=version, reason=reason)


_PLAIN: dict[Act, Callable[..., None]] = {
    A.UNREPLACE: changes.unreplace,
    A.UNEND: changes.unend,
    A.WITHDRAW: changes.withdraw,
    A.RESTORE: changes.restore,
}


def _successors(unit: Unit, older: Holding) -> tuple[Holding, ...]:
    """What may take its place: begins later and is in use; the newest first."""
    begun = older.document.effective_from or date.min
    later = [
        (one.document.effective_from, one)
        for one in holdings(unit)
        if one.document.effective_from
        and one.document.effective_from > begun
        and not one.decisions.withdrawn
    ]
    return tuple(one for _, one in sorted(later, key=lambda pair: pair[0], reverse=True))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

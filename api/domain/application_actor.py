"""Who acts on an Application (申报): staff by their roles, or a member of an organisation."""

from dataclasses import dataclass

from api.domain.application_event import Act, member_actor
from api.domain.duties import Role
from api.domain.procedure import Stage

A = Act


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of staff, or with ``member_actor`` as name one of an organisation. ``acts_for``
    says whether they are a member of the one that applies; ``persons`` are the ids a member of
    staff has or had in the chat, once they linked it."""

    username: str
    roles: frozenset[Role] = frozenset()
    acts_for: bool = False
    persons: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """Under what they may stand in a history."""
        return frozenset({self.username, *map(member_actor, self.persons)})


def owners_of(stage: Stage, act: Act) -> tuple[Role, ...]:
    """The roles that do ``act`` at the stage: experts give their sheets, others decide on them;
    whoever reviews compliance may evaluate at any stage."""
    if act in {A.DECLARED, A.SCORED}:
        return (Role.EXPERT,)
    if act is A.EVALUATED and stage.role is not Role.SECOND_REVIEW:
        return (stage.role, Role.SECOND_REVIEW)
    return (stage.role,)
